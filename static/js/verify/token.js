// Time-stamp tokens (RFC 3161): signed data of CMS (RFC 5652) in DER, by RSA (PKCS #1 v1.5) or on P-256 with SHA-256.

import { sha256, sha384, sha512 } from '@noble/hashes/sha2.js'

import { digest, fromHex, hex, joined, same, text } from './bytes.js'
import { signedByP256, signedByRsa } from './keys.js'

const HASHES = new Map([
  ['608648016503040201', { name: 'SHA-256', hash: sha256, prefix: '3031300d060960864801650304020105000420' }],
  ['608648016503040202', { name: 'SHA-384', hash: sha384, prefix: '3041300d060960864801650304020205000430' }],
  ['608648016503040203', { name: 'SHA-512', hash: sha512, prefix: '3051300d060960864801650304020305000440' }],
])
const SIGNED_DATA = '2a864886f70d010702'
const TST_INFO = '2a864886f70d0109100104'
const MESSAGE_DIGEST = '2a864886f70d010904'
const RSA = '2a864886f70d010101'
const EC = '2a8648ce3d0201'
const SET = 0x31
const FIELD_0 = 0xa0

/** One element of DER at a place: its tag, what it holds, itself as written, and where the next begins. */
function element(bytes, at = 0) {
  const short = bytes[at + 1]
  const long = short >= 0x80 ? short & 0x7f : 0
  const start = at + 2 + long
  let size = short
  if (short >= 0x80) size = bytes.subarray(at + 2, start).reduce((sum, byte) => sum * 256 + byte, 0)
  const end = start + size
  if (!(end <= bytes.length) || (short >= 0x80 && size < 0x80)) throw new RangeError('no element of DER')
  return { tag: bytes[at], body: bytes.subarray(start, end), whole: bytes.subarray(at, end), end }
}

function parts({ body }) {
  const found = []
  for (let at = 0; at < body.length; at = found.at(-1).end) found.push(element(body, at))
  return found
}

const oid = ({ body }) => hex(body)

function hashOf(algorithm) {
  const found = HASHES.get(oid(parts(algorithm)[0]))
  if (found === undefined) throw new RangeError('a hash of another kind')
  return found
}

/** When a token over this message was given, and the SHA-256 of the certificate that signed it; throws on any other. */
export function stamped(token, message) {
  const whole = element(token)
  const [kind, content] = parts(whole)
  const signed = parts(parts(content)[0])
  const [type, holder] = parts(signed[2])
  const signers = parts(signed.at(-1))
  if (whole.end !== token.length || signers.length !== 1 || oid(kind) !== SIGNED_DATA || oid(type) !== TST_INFO) {
    throw new RangeError('no time-stamp token')
  }
  const info = parts(holder)[0].body
  const [, , imprint, , at] = parts(element(info))
  const [algorithm, imprinted] = parts(imprint)
  if (!same(hashOf(algorithm).hash(message), imprinted.body)) throw new RangeError('over something else')
  const certificate = checkSigner(parts(signers[0]), signed[3], info)
  return { at: text(at.body), authority: digest(certificate.whole) }
}

/** The certificate that the signer names, once it has signed what the token says. */
function checkSigner([, name, algorithm, attributes, , signature], held, info) {
  const { hash, prefix, name: hashed } = hashOf(algorithm)
  const told = parts(attributes).map((one) => parts(one))
  const said = told.findLast(([kind]) => oid(kind) === MESSAGE_DIGEST)
  if (attributes.tag !== FIELD_0 || held.tag !== FIELD_0 || !same(parts(said[1])[0].body, hash(info))) {
    throw new RangeError('its content was changed')
  }
  const certificate = parts(held).find((one) => {
    const fields = parts(parts(one)[0])
    return same(joined(fields[3].whole, fields[1].whole), name.body)
  })
  // What is signed is a SET; in its place in the token it is written as field 0.
  const message = joined(Uint8Array.of(SET), attributes.whole.subarray(1))
  const [kind, key] = parts(parts(parts(certificate)[0])[6])
  const by = oid(parts(kind)[0])
  let fine = false
  if (by === EC && hashed === 'SHA-256' && key.body.length === 66) {
    fine = signedByP256(key.body.subarray(2, 34), key.body.subarray(34), signature.body, message)
  } else if (by === RSA) {
    const [modulus, power] = parts(element(key.body, 1)).map((one) => one.body)
    fine = signedByRsa(modulus, power, signature.body, joined(fromHex(prefix), hash(message)))
  }
  if (!fine) throw new RangeError('not signed by its certificate')
  return certificate
}
