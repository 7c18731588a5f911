// The members of a bundle, in bounds.

import { unzipSync } from 'fflate'
import { Wrong } from './wrong.js'

const MEMBER = 256 * 1024 * 1024
const WHOLE = 512 * 1024 * 1024
const WHERE = 'the bundle'

/** Name → bytes of a ZIP file; throws Wrong where it is none, or too large when unpacked. */
export function unzipped(bytes) {
  const names = new Set()
  let whole = 0
  const filter = ({ name, originalSize }) => {
    if (names.has(name)) throw new Wrong(WHERE, 'has two members of one name')
    names.add(name)
    whole += originalSize
    if (originalSize > MEMBER || whole > WHOLE) throw new Wrong(WHERE, 'has a member that is too large')
    return true
  }
  let found
  try {
    found = unzipSync(bytes, { filter })
  } catch (failure) {
    throw failure instanceof Wrong ? failure : new Wrong(WHERE, 'is no ZIP file, or a damaged one')
  }
  return new Map([...names].map((name) => [name, Object.hasOwn(found, name) ? found[name] : new Uint8Array()]))
}
