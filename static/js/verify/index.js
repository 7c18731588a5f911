// index.json names every member with its fingerprint, and is signed.

import { digest, fromBase64, joined, text, utf8 } from './bytes.js'
import { byCodePoint, strict } from './json.js'
import { signedByEd25519 } from './keys.js'
import { Wrong, exactly } from './wrong.js'

const FIELDS = ['audience', 'format', 'key', 'made', 'members', 'negotiation', 'title']
const OWN = ['index.json', 'index.sig']

/** What the index says, once every member is the one it names and the signature is of its key. */
export function checkIndex(files) {
  const raw = member(files, 'index.json')
  const index = strict(raw, 'index.json')
  if (index?.format !== 'parley-bundle-1') throw new Wrong('index.json', 'is of no format that is known here')
  exactly(index, FIELDS, 'index.json')
  const named = new Set([...Object.keys(index.members), ...OWN])
  for (const name of [...new Set([...named, ...files.keys()])].sort(byCodePoint)) {
    if (!files.has(name)) throw new Wrong(name, 'is missing')
    if (!named.has(name)) throw new Wrong(name, 'does not belong to the bundle')
  }
  for (const name of Object.keys(index.members).sort(byCodePoint)) {
    if (OWN.includes(name) || digest(files.get(name)) !== index.members[name]) {
      throw new Wrong(name, 'was changed after the bundle was made')
    }
  }
  const { key, signature } = signatureOf(index, member(files, 'index.sig'))
  if (!signedByEd25519(key, signature, joined(utf8('parley-index-1\n'), raw))) {
    throw new Wrong('index.sig', 'is not of the key that the index names')
  }
  return { index, key }
}

function signatureOf(index, file) {
  try {
    const line = text(file)
    if (!line.endsWith('\n')) throw new RangeError('no line')
    return { key: fromBase64(index.key), signature: fromBase64(line.slice(0, -1)) }
  } catch {
    throw new Wrong('index.sig', 'is no signature')
  }
}

/** A member that must be there. */
export function member(files, name) {
  if (!files.has(name)) throw new Wrong(name, 'is missing')
  return files.get(name)
}
