/**
 * Text as Parley counts it: the mirror of models/text.py.
 *
 * JavaScript strings are unit strings already, so nothing has to be converted here. What may be
 * typed is checked before it is shown, by the very pattern the server refuses by.
 */

/** A text that may not be typed or kept. `code` names the kind, the message is a sentence. */
export class TextRefused extends Error {
  constructor(code, sentence) {
    super(sentence)
    this.name = 'TextRefused'
    this.code = code
  }
}

// The name of the alternative that matches is the code of the refusal.
const UNTYPABLE = new RegExp(
  '(?<split_character>[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff])' +
    '|(?<control_character>[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\u2028\\u2029])' +
    '|(?<bidi_control>[\\u202a-\\u202e\\u2066-\\u2069])' +
    '|(?<invisible_character>' +
    '[\\xad\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u200b\\u2060-\\u2065\\u206a-\\u206f\\u3164\\ufeff\\uffa0' +
    '\\ufff0-\\ufffb]' +
    '|\\ud82f[\\udca0-\\udca3]|\\ud834[\\udd73-\\udd7a]' +
    '|\\udb40[\\udc00-\\udcff\\uddf0-\\udfff]|[\\udb41-\\udb43][\\udc00-\\udfff])' +
    '|(?<false_strike>[\\u0335\\u0336])' +
    '|(?<not_a_character>[\\ufdd0-\\ufdef\\ufffe\\uffff]' +
    '|[\\ud83f\\ud87f\\ud8bf\\ud8ff\\ud93f\\ud97f\\ud9bf\\ud9ff' +
    '\\uda3f\\uda7f\\udabf\\udaff\\udb3f\\udb7f\\udbbf\\udbff][\\udffe\\udfff])',
  'g',
)

const REASONS = {
  split_character: 'half of a character',
  control_character: 'a control character; only line breaks and tabs may be typed',
  bidi_control: 'a mark that makes words show in another order than they are kept',
  invisible_character: 'a character nobody can see',
  false_strike: 'a line that makes words look struck by nobody',
  not_a_character: 'a code that is no character',
}

const LINE_END = /\r\n|[\r\x85\u2028\u2029]/g

/** Refuse what may not be typed into a layer; throws a TextRefused with a code per kind. */
export function checkTyped(text) {
  for (const { 0: found, groups } of text.matchAll(UNTYPABLE)) {
    const kind = Object.keys(REASONS).find((name) => groups[name] !== undefined)
    const point = found.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')
    throw new TextRefused(kind, `The text holds U+${point}, ${REASONS[kind]}.`)
  }
}

/** What of a pasted text may be typed: line ends become line feeds, the untypable goes. */
export function typable(text) {
  return text.replace(LINE_END, '\n').replace(UNTYPABLE, '')
}

/** Whether `offset` stands inside a character of `text`, between its two surrogates. */
export function splitsCharacter(text, offset) {
  return offset > 0 && isLow(text.charCodeAt(offset)) && isHigh(text.charCodeAt(offset - 1))
}

const isHigh = (unit) => unit >= 0xd800 && unit < 0xdc00
const isLow = (unit) => unit >= 0xdc00 && unit < 0xe000

/**
 * The bytes by which a clause's wording is known; see `wording_bytes` in models/text.py.
 * `wording` is an object from fields to texts.
 */
export function wordingBytes(wording) {
  const encoder = new TextEncoder()
  const fields = Object.entries(wording).map((pair) => pair.map((text) => encoder.encode(text)))
  fields.sort(([a], [b]) => compareBytes(a, b))
  const chunks = [encoder.encode('parley-wording-1\n')]
  for (const bytes of fields.flat()) {
    chunks.push(encoder.encode(`${bytes.length}:`), bytes, encoder.encode(','))
  }
  return joinBytes(chunks)
}

/** The digest of one clause version; `sha256` turns bytes into hexadecimal (or a promise of it). */
export function wordingDigest(wording, sha256) {
  return sha256(wordingBytes(wording))
}

function compareBytes(a, b) {
  const shared = Math.min(a.length, b.length)
  for (let i = 0; i < shared; i++) if (a[i] !== b[i]) return a[i] - b[i]
  return a.length - b.length
}

function joinBytes(chunks) {
  const whole = new Uint8Array(chunks.reduce((sum, chunk) => sum + chunk.length, 0))
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}
