// Signed notes: entry N of the main chain had this hash.

import { digest, fromBase64, fromHex, hex, joined, same, utf8 } from './bytes.js'
import { lines } from './json.js'
import { signedByEd25519 } from './keys.js'
import { Wrong, exactly } from './wrong.js'

const NOTE = /^(parley\/[^\n]+)\n(0|[1-9]\d*)\n([A-Za-z0-9+/=]+)\n[^\n]+\n\n\u2014 ([^\n]+) ([^\n ]+)\n$/
const HELD = 'the checkpoint you hold'

/** The code by which people compare a hash by eye. */
export const codeOf = (root) => `${root.slice(0, 4)}-${root.slice(4, 8)}`.toUpperCase()

/** Every checkpoint is of this record, and the last, by the key of the index, covers all of it. */
export function checkCheckpoints(bytes, { negotiation, key, roots }, held) {
  const end = roots.length - 1
  let last = { number: -1 }
  for (const [where, line] of lines(bytes, 'checkpoints.jsonl')) {
    const { note, key: signer } = exactly(line, ['key', 'note'], where)
    const its = opened(note, negotiation, where)
    const by = keyOf(signer, where)
    if (!isSigned(its, by)) throw new Wrong(where, 'its signature is not of the key it names')
    if (its.number <= last.number) throw new Wrong(where, 'is out of order')
    checkRoot(its, roots, where)
    if (its.number === end && !same(by, key)) throw new Wrong(where, 'is signed by another key than the index')
    last = { number: its.number, code: codeOf(its.root) }
  }
  if (last.number !== end) throw new Wrong('checkpoints.jsonl', `no checkpoint covers entry ${end}`)
  if (held != null) checkRoot(opened(held, negotiation, HELD), roots, HELD)
  return last
}

function opened(note, negotiation, where) {
  const found = NOTE.exec(note)
  if (found === null || found[1] !== found[4] || found[1] !== `parley/${negotiation}`) {
    throw new Wrong(where, 'is no checkpoint of this negotiation')
  }
  const [, origin, number, root, , signature] = found
  try {
    const body = utf8(note.slice(0, note.indexOf('\n\n') + 1))
    return { origin, body, number: Number(number), root: hex(fromBase64(root)), signature: fromBase64(signature) }
  } catch {
    throw new Wrong(where, 'is no checkpoint')
  }
}

function keyOf(written, where) {
  try {
    return fromBase64(written)
  } catch {
    throw new Wrong(where, 'names no key')
  }
}

/** A signed note names its key by four bytes before the signature (C2SP signed-note). */
function isSigned({ origin, body, signature }, key) {
  const name = fromHex(digest(joined(utf8(`${origin}\n\x01`), key)).slice(0, 8))
  return same(signature.subarray(0, 4), name) && signedByEd25519(key, signature.subarray(4), body)
}

function checkRoot({ number, root }, roots, where) {
  if (number >= roots.length) throw new Wrong(where, `speaks of entry ${number}: the record ends before it`)
  if (roots[number] !== root) throw new Wrong(where, `entry ${number} was another one: the history was rewritten`)
}
