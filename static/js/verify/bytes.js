// Bytes, their spellings, and SHA-256 over the line of a purpose.

import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'

const TEXT = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export { bytesToHex as hex, concatBytes as joined, utf8ToBytes as utf8 }

/** The hexadecimal SHA-256 of bytes. */
export const digest = (bytes) => bytesToHex(sha256(bytes))

/** `sha(purpose, pieces…)` of CHECKING.md, in hexadecimal. */
export const sha = (purpose, ...pieces) =>
  digest(concatBytes(utf8ToBytes(`parley-${purpose}-1\n`), ...pieces))

/** Bytes as text; throws where they are no UTF-8. */
export const text = (bytes) => TEXT.decode(bytes)

/** The bytes of lower-case hexadecimal; throws on any other spelling. */
export function fromHex(written) {
  if (typeof written !== 'string' || !/^([0-9a-f]{2})*$/.test(written)) throw new RangeError('no hexadecimal')
  return Uint8Array.from(written.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}

/** The bytes of base64 in its one spelling; throws on any other. */
export function fromBase64(written) {
  const raw = atob(String(written))
  if (btoa(raw) !== written) throw new RangeError('base64 in another spelling')
  return Uint8Array.from(raw, (one) => one.charCodeAt(0))
}

/** The same of base64url without padding. */
export function fromBase64url(written) {
  if (!/^[\w-]*$/.test(written)) throw new RangeError('base64url in another spelling')
  const plain = written.replaceAll('-', '+').replaceAll('_', '/')
  return fromBase64(plain.padEnd(Math.ceil(plain.length / 4) * 4, '='))
}

export const same = (one, other) => one.length === other.length && one.every((byte, at) => byte === other[at])
