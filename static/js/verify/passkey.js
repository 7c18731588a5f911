// Whether a passkey assented to a text: WebAuthn 3, §7.2, from the evidence alone.

import { digest, fromBase64url, hex, joined, fromHex, text, utf8 } from './bytes.js'
import { byCodePoint, written } from './json.js'
import { signedByEd25519, signedByP256 } from './keys.js'

const PRESENT_AND_VERIFIED = 0x05

/** The challenge of a signature: what it is on, whose it is, with which statements. */
export function challengeOf(negotiation, { number, manifest, party, person, statements, clauses }) {
  const choices = statements.map(({ statement, choice }) => [statement, choice]).sort(byPair)
  const said = { negotiation, text: number, manifest, party, person, statements: choices }
  if (clauses.length > 0) said.clauses = [...clauses].sort(byCodePoint)
  return digest(utf8(`parley-sign-1\n${written(said)}`))
}

const byPair = ([one, its], [other, others]) => byCodePoint(one, other) || byCodePoint(its, others)

/** Whether this proof is an assertion over this challenge, by a verified user; throws where it cannot be read. */
export function assented(proof, challenge) {
  const data = fromBase64url(proof.authenticatorData)
  const client = fromBase64url(proof.clientDataJSON)
  const told = JSON.parse(text(client))
  const key = coseKey(fromBase64url(proof.publicKey))
  const signature = fromBase64url(proof.signature)
  const meant =
    told.type === 'webauthn.get' &&
    hex(fromBase64url(told.challenge)) === challenge &&
    told.origin === proof.origin &&
    hex(data.subarray(0, 32)) === digest(utf8(proof.rpId)) &&
    (data[32] & PRESENT_AND_VERIFIED) === PRESENT_AND_VERIFIED
  if (!meant) return false
  const message = joined(data, fromHex(digest(client)))
  if (key.get(3) === -7 && key.get(-1) === 1) return signedByP256(key.get(-2), key.get(-3), signature, message)
  if (key.get(3) === -8 && key.get(-1) === 6) return signedByEd25519(key.get(-2), signature, message)
  throw new RangeError('a key of another kind')
}

/** A COSE key: a CBOR map of small whole numbers to such numbers and byte strings; throws on anything else. */
function coseKey(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 0
  const head = () => {
    const kind = view.getUint8(at) >> 5
    const small = view.getUint8(at) & 31
    at += 1
    if (small < 24) return [kind, small]
    if (small === 24) return [kind, view.getUint8(at++)]
    if (small === 25) return [kind, view.getUint16((at += 2) - 2)]
    throw new RangeError('no key of known length')
  }
  const item = () => {
    const [kind, size] = head()
    if (kind === 0) return size
    if (kind === 1) return -1 - size
    if (kind !== 2 || at + size > bytes.length) throw new RangeError('no item of a key')
    at += size
    return bytes.subarray(at - size, at)
  }
  const [kind, count] = head()
  if (kind !== 5) throw new RangeError('no key')
  const key = new Map()
  for (let left = count; left > 0; left -= 1) key.set(item(), item())
  if (at !== bytes.length) throw new RangeError('more than a key')
  return key
}
