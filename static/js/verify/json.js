// JSON in its one canonical spelling: keys sorted by code point, no spaces, UTF-8.

import { text } from './bytes.js'
import { Wrong } from './wrong.js'

const HALF = /\p{Surrogate}/u
const DEEPEST = 400

/** A value written canonically; throws where it holds half a character, or is nested too deep. */
export function written(value, depth = 0) {
  if (depth > DEEPEST) throw new RangeError('nested too deep')
  if (typeof value === 'string') {
    if (HALF.test(value)) throw new RangeError('half a character')
    return JSON.stringify(value)
  }
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map((item) => written(item, depth + 1)).join()}]`
  const pairs = Object.keys(value)
    .sort(byCodePoint)
    .map((key) => `${written(key)}:${written(value[key], depth + 1)}`)
  return `{${pairs.join()}}`
}

/** The order of two texts by code point, which is that of their UTF-8. */
export function byCodePoint(one, other) {
  const length = Math.min(one.length, other.length)
  for (let at = 0; at < length; at += 1) {
    const [a, b] = [one.charCodeAt(at), other.charCodeAt(at)]
    if (a !== b) return rank(a) - rank(b)
  }
  return one.length - other.length
}

/** Surrogates after everything else: they stand for what is beyond the basic plane. */
function rank(unit) {
  if (unit < 0xd800) return unit
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800
}

/** The value of canonical bytes; anything else is wrong, also a repeated key or another spelling. */
export function strict(bytes, where) {
  let value
  let canonical
  let raw
  try {
    raw = text(bytes)
    value = JSON.parse(raw)
    canonical = written(value)
  } catch {
    throw new Wrong(where, 'is not JSON')
  }
  if (canonical !== raw) throw new Wrong(where, 'is not written as it should be')
  return value
}

/** Each line of a member: where it is, and its value. */
export function* lines(bytes, where) {
  if (bytes.length > 0 && bytes.at(-1) !== 10) throw new Wrong(where, 'ends in the middle of a line')
  let number = 0
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(10, start)
    number += 1
    const spot = `${where}, line ${number}`
    yield [spot, strict(bytes.subarray(start, end), spot)]
    start = end + 1
  }
}
