// Signatures, by @noble/curves: a page on plain http or from a file has no WebCrypto.

import { ed25519 } from '@noble/curves/ed25519.js'
import { p256 } from '@noble/curves/nist.js'
import { joined } from './bytes.js'

/** Whether this Ed25519 key signed this message (RFC 8032, strictly). Throws nothing. */
export function signedByEd25519(key, signature, message) {
  try {
    return ed25519.verify(signature, message, key, { zip215: false })
  } catch {
    return false
  }
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
