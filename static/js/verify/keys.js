// Signatures, by @noble/curves: a page on plain http or from a file has no WebCrypto.

import { ed25519 } from '@noble/curves/ed25519.js'
import { p256 } from '@noble/curves/nist.js'
import { hex, joined } from './bytes.js'

/** Bytes of an RSA key. */
const LARGEST = 1024

/** Whether this Ed25519 key signed this message (RFC 8032, strictly). Throws nothing. */
export function signedByEd25519(key, signature, message) {
  try {
    return ed25519.verify(signature, message, key, { zip215: false })
  } catch {
    return false
  }
}

/** Whether this RSA key signed what PKCS #1 v1.5 writes of a message; all as bytes, numbers big-endian. Throws nothing. */
export function signedByRsa(modulus, power, signature, told) {
  const [n, e, s] = [modulus, power, signature].map((bytes) => BigInt(`0x${hex(bytes) || '0'}`))
  const size = Math.ceil(n.toString(2).length / 8)
  if (n === 0n || size > LARGEST || told.length + 11 > size) return false
  const padded = joined(Uint8Array.of(0, 1), new Uint8Array(size - told.length - 3).fill(0xff), Uint8Array.of(0), told)
  return powered(s, e, n) === BigInt(`0x${hex(padded)}`)
}

function powered(base, power, modulus) {
  let [made, square, left] = [1n, base % modulus, power]
  for (; left > 0n; left >>= 1n) {
    if (left & 1n) made = (made * square) % modulus
    square = (square * square) % modulus
  }
  return made
}

/** Whether this point of P-256 signed the SHA-256 of this message; the signature in DER. Throws nothing. */
export function signedByP256(x, y, signature, message) {
  try {
    const key = joined(Uint8Array.of(4), x, y)
    // Authenticators do not choose the lower of the two values of s.
    return p256.verify(signature, message, key, { format: 'der', lowS: false, prehash: true })
  } catch {
    return false
  }
}
