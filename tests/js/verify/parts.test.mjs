// What a step of the verifier takes for granted: spellings, order, bounds, signatures.

import assert from 'node:assert/strict'
import { generateKeyPairSync, sign } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'

import fc from 'fast-check'
import { zipSync } from 'fflate'

import { fromBase64, fromBase64url, fromHex, utf8 } from '../../../static/js/verify/bytes.js'
import { byCodePoint, lines, strict, written } from '../../../static/js/verify/json.js'
import { signedByEd25519, signedByP256 } from '../../../static/js/verify/keys.js'
import { settled, typed } from '../../../static/js/verify/typing.js'
import { unzipped } from '../../../static/js/verify/unzip.js'
import { wordingDigest } from '../../../static/js/verify/versions.js'
import { LANGUAGES, wished } from '../../../static/js/verify/words.js'
import { Wrong } from '../../../static/js/verify/wrong.js'

const read = (json) => strict(utf8(json), 'here')

test('JSON has one spelling, and anything else is wrong', () => {
  assert.deepEqual(read('{"a":[1,"x",null],"b":{}}'), { a: [1, 'x', null], b: {} })
  for (const other of ['{"b":1,"a":2}', '{"a":1,"a":1}', '{ "a":1}', '[1.0]', '[1e3]', '["\\u0061"]', '["\\ud800"]', '', '[', '[1]\n', '[9007199254740993]', '\ufeff[]']) {
    assert.throws(() => read(other), Wrong, other)
  }
  assert.throws(() => strict(Uint8Array.of(0x22, 0xff, 0x22), 'here'), /is not JSON/)
  assert.throws(() => read('['.repeat(5000) + ']'.repeat(5000)), /is not JSON/)
})

test('keys stand in the order of their UTF-8', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }), (one, other) => {
      assert.equal(Math.sign(byCodePoint(one, other)), Buffer.compare(Buffer.from(one), Buffer.from(other)))
    }),
  )
  assert.equal(written({ '\u{1f600}': 1, '\uffff': 2 }), '{"\uffff":2,"\u{1f600}":1}')
  assert.equal(written(JSON.parse('{"__proto__":{"a":1}}')), '{"__proto__":{"a":1}}')
})

test('lines end in a line feed, and are told by their number', () => {
  assert.deepEqual([...lines(utf8('1\n[]\n'), 'it')], [['it, line 1', 1], ['it, line 2', []]])
  assert.deepEqual([...lines(utf8(''), 'it')], [])
  assert.throws(() => [...lines(utf8('1\n2'), 'it')], /it: ends in the middle of a line/)
  assert.throws(() => [...lines(utf8('1\n\n'), 'it')], /it, line 2: is not JSON/)
})

test('bytes have one spelling', () => {
  assert.deepEqual([...fromHex('00ff')], [0, 255])
  assert.deepEqual([...fromBase64('/w==')], [255])
  assert.deepEqual([...fromBase64url('_w')], [255])
  for (const other of ['0', '0G', 'FF', ' 00', null]) assert.throws(() => fromHex(other))
  for (const other of ['/x==', '/w=', '/w', '/w==\n', '_w==']) assert.throws(() => fromBase64(other))
  for (const other of ['_x', '_w==', '/w', '_w ']) assert.throws(() => fromBase64url(other))
})

test('signatures are those of other libraries, and of no other message or key', () => {
  const ed = generateKeyPairSync('ed25519')
  const key = fromBase64url(ed.publicKey.export({ format: 'jwk' }).x)
  const message = utf8('a checkpoint')
  const signature = new Uint8Array(sign(null, message, ed.privateKey))
  assert.ok(signedByEd25519(key, signature, message))
  assert.ok(!signedByEd25519(key, signature, utf8('another')))
  assert.ok(!signedByEd25519(key, signature.subarray(1), message))
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x, y } = ec.publicKey.export({ format: 'jwk' })
  // Either value of s, as authenticators choose freely.
  for (let turn = 0; turn < 8; turn += 1) {
    const der = new Uint8Array(sign('sha256', message, ec.privateKey))
    assert.ok(signedByP256(fromBase64url(x), fromBase64url(y), der, message))
    assert.ok(!signedByP256(fromBase64url(y), fromBase64url(x), der, message))
    der[der.length - 1] ^= 1
    assert.ok(!signedByP256(fromBase64url(x), fromBase64url(y), der, message))
  }
})

test('edits do what their author may do, in UTF-16 units', () => {
  const runs = [['ab', null, []], ['\u{1f600}', 'X', []]]
  const after = (parts, author) => settled(typed(runs, parts, author, 'here'))
  assert.deepEqual(after([1, 'z', ['s', 1], 2], 'X'), settled([['a', null, []], ['z', 'X', []], ['b', null, ['X']], ['\u{1f600}', 'X', []]]))
  assert.deepEqual(after([2, ['x', 2]], 'X'), settled([['ab', null, []]]))
  assert.deepEqual(after([], 'X'), settled(runs))
  for (const parts of [[['x', 1]], [2, ['s', 2]], [5], [['q', 1]], [0], [-1], [['k', 1.5]], [['constructor', 1]]]) {
    assert.throws(() => typed(runs, parts, 'X', 'here'), Wrong, JSON.stringify(parts))
  }
})

test('a wording has the digest of the models', async () => {
  const rows = await readFile(new URL('../../vectors/text.json', import.meta.url), 'utf8')
  const told = JSON.parse(rows).filter((row) => row.do === 'wording_digest')
  assert.ok(told.length > 2)
  for (const { with: [wording], gives } of told) assert.equal(wordingDigest(wording), gives)
})

test('a ZIP file is unpacked in bounds, and each name once', () => {
  const zip = zipSync({ 'a.txt': utf8('one'), 'text/b.txt': utf8('two') })
  assert.deepEqual([...unzipped(zip).keys()].sort(), ['a.txt', 'text/b.txt'])
  const twice = zipSync({ 'a.txt': utf8('one'), 'b.txt': utf8('two') })
  const name = (at) => twice.set(utf8('a.txt'), at)
  for (let at = 0; at < twice.length - 5; at += 1) if (String.fromCharCode(...twice.subarray(at, at + 5)) === 'b.txt') name(at)
  assert.throws(() => unzipped(twice), /two members of one name/)
  const large = zipSync({ 'a.txt': new Uint8Array(1) })
  const view = new DataView(large.buffer, large.byteOffset)
  const central = large.length - 22 - 46 - 5
  assert.equal(view.getUint32(central, true), 0x02014b50)
  view.setUint32(central + 24, 0x7fffffff, true)
  assert.throws(() => unzipped(large), /too large/)
  for (const bytes of [new Uint8Array(), utf8('PK'), zip.subarray(0, zip.length - 9)]) assert.throws(() => unzipped(bytes), Wrong)
})

test('every language has every word', async () => {
  const page = await readFile(new URL('../../../static/js/verify/page.html', import.meta.url), 'utf8')
  const said = [...page.matchAll(/data-say>([^<]+)</g)].map(([, word]) => word)
  const script = await readFile(new URL('../../../static/js/verify/page.js', import.meta.url), 'utf8')
  said.push(...[...script.matchAll(/say\('([^']+)'\)/g)].map(([, word]) => word), 'Sound', 'Not sound', 'Checking …')
  assert.ok(said.length > 30)
  for (const [language, words] of Object.entries(LANGUAGES)) {
    if (language !== 'en') assert.deepEqual(said.filter((word) => !Object.hasOwn(words, word)), [], language)
  }
  assert.deepEqual([wished(['fr-FR', 'ar-MA', 'en']), wished(['xx']), wished([])], ['ar', 'en', 'en'])
})
