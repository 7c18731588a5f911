/**
 * The algebra of edits: the mirror of models/edit.py.
 *
 * An edit is a list of parts, here as on the wire: `12` keeps 12 units, `"words"` inserts,
 * `["s", n]` strikes, `["u", n]` takes back one's own strike, `["x", n]` removes one's own
 * insertion; what follows the last part is kept. Edits are in normal form: neighbouring parts of
 * one kind are merged, and nothing is kept at the end. Nothing is changed in place.
 */
/**
 * @typedef {number | string | ['s' | 'u' | 'x', number]} Part
 * @typedef {Part[]} Edit
 */
import { Cursor, EditRefused, textOf } from './runs.js'
import { checkTyped } from './units.js'

export { EditRefused }

export const STRIKE = 's'
export const UNSTRIKE = 'u'
export const REMOVE = 'x'

const MARKS = [STRIKE, UNSTRIKE, REMOVE]
const MAX_COUNT = 2 ** 31 - 1

export const strike = (count) => [STRIKE, count]
export const unstrike = (count) => [UNSTRIKE, count]
export const remove = (count) => [REMOVE, count]

export const isKeep = (part) => typeof part === 'number'
export const isInsertion = (part) => typeof part === 'string'
export const isMark = (part) => typeof part === 'object'
export const isRemoval = (part) => isMark(part) && part[0] === REMOVE

/** How many units a part walks over; for an insertion, how many it brings. */
export function size(part) {
  return isKeep(part) ? part : isInsertion(part) ? part.length : part[1]
}

/** Append `part` to the list `parts`, merged with the last one where both are of one kind. */
export function push(parts, part) {
  const last = parts.at(-1)
  if (last === undefined || typeof last !== typeof part) parts.push(part)
  else if (!isMark(part)) parts[parts.length - 1] = last + part
  else if (last[0] === part[0]) parts[parts.length - 1] = [last[0], last[1] + part[1]]
  else parts.push(part)
}

/** The edit made of merged `parts`: what it keeps at the end goes unsaid. */
export function trimmed(parts) {
  return parts.length > 0 && isKeep(parts.at(-1)) ? parts.slice(0, -1) : parts
}

/** The edit made of `parts`, in normal form; parts of no length are left out. */
export function editOf(...parts) {
  const merged = []
  for (const part of parts) if (size(part) > 0) push(merged, part)
  return trimmed(merged)
}

/** The edit that `raw`, a JSON value, says. Throws an EditRefused or a TextRefused. */
export function parse(raw, { maxParts = 4_000, maxInserted = 20_000 } = {}) {
  if (!Array.isArray(raw)) throw new EditRefused('not_an_edit', 'An edit is a list of parts.')
  if (raw.length > maxParts) {
    throw new EditRefused('too_many_parts', `An edit has at most ${maxParts} parts.`)
  }
  const parts = []
  for (const item of raw) {
    const part = parsed(item)
    if (isInsertion(part)) maxInserted -= part.length
    if (maxInserted < 0) {
      throw new EditRefused('too_much_text', 'The edit inserts too much text at once.')
    }
    push(parts, part)
  }
  return trimmed(parts)
}

function parsed(item) {
  if (typeof item === 'string' && item !== '') {
    checkTyped(item)
    return item
  }
  if (isCount(item)) return item
  if (Array.isArray(item) && item.length === 2 && MARKS.includes(item[0]) && isCount(item[1])) {
    return [item[0], item[1]]
  }
  throw new EditRefused('not_an_edit', 'A part of the edit is none that an edit can have.')
}

const isCount = (item) => Number.isInteger(item) && item > 0 && item <= MAX_COUNT

/** The JSON value of an edit; the inverse of `parse`. */
export const dump = (edit) => edit.map((part) => (isMark(part) ? [...part] : part))

/**
 * `edit`, made on the text that `over` was made on, as it is to be done after `over`.
 *
 * Where both insert at one place, the edit committed first stands first: `over`, unless `first`
 * says it is `edit` (a client carrying what it is told over what it has not yet had confirmed).
 * What `over` removed is no longer marked; a mark never spreads to what `over` inserted. With
 * `first` and `sameAuthor`, strikes that the later `over` sets or takes back are its own affair.
 */
export function rebase(edit, over, { first = false, sameAuthor = false } = {}) {
  const out = []
  const mine = new Parts(edit)
  const theirs = new Parts(over)
  const yields = (part) => first && sameAuthor && isMark(part) && !isRemoval(part)
  while (mine.part !== FOREVER) {
    const part = mine.part
    const other = theirs.part
    if (isInsertion(other) && !(first && isInsertion(part))) {
      push(out, other.length)
      theirs.passOver(other.length)
    } else if (isInsertion(part)) {
      push(out, part)
      mine.passOver(part.length)
    } else {
      const count = Math.min(size(part), size(other))
      if (isKeep(other)) push(out, cut(part, count))
      else if (!isRemoval(other)) push(out, yields(part) ? count : cut(part, count))
      mine.passOver(count)
      theirs.passOver(count)
    }
  }
  return trimmed(out)
}

/** One edit that does `edit` and, after it, `then`, both by one author. */
export function compose(edit, then) {
  const out = []
  const former = new Parts(edit)
  const latter = new Parts(then)
  while (former.part !== FOREVER || latter.part !== FOREVER) {
    const before = former.part
    const after = latter.part
    if (isRemoval(before)) {
      push(out, before)
      former.passOver(before[1])
    } else if (isInsertion(after)) {
      push(out, after)
      latter.passOver(after.length)
    } else {
      const count = Math.min(size(before), size(after))
      if (!isInsertion(before)) push(out, cut(isKeep(after) ? before : after, count))
      else if (!isRemoval(after)) push(out, before.slice(0, count))
      former.passOver(count)
      latter.passOver(count)
    }
  }
  return trimmed(out)
}

/**
 * The edit that takes `edit` back, to be done after it by the same author.
 *
 * `edit` is an effective edit, as `apply` returns it, and `runs` are those it was applied to. Text
 * it removed comes back as new text, without what others had struck of it.
 */
export function invert(edit, runs) {
  const cursor = new Cursor(runs)
  const parts = []
  for (const part of edit) {
    if (isInsertion(part)) {
      push(parts, remove(part.length))
      continue
    }
    const passed = cursor.take(size(part))
    if (isKeep(part)) push(parts, part)
    else if (isRemoval(part)) push(parts, textOf(passed))
    else push(parts, [part[0] === STRIKE ? UNSTRIKE : STRIKE, part[1]])
  }
  return trimmed(parts)
}

/** `edit` less every part that `author` may not, or need not, do on `runs`: for undo. */
export function clip(edit, runs, author) {
  const cursor = new Cursor(runs)
  const parts = []
  for (const part of edit) {
    if (isInsertion(part)) {
      push(parts, part)
      continue
    }
    const passed = cursor.take(size(part))
    if (isKeep(part)) {
      push(parts, part)
      continue
    }
    for (const one of passed) {
      const count = one.text.length
      push(parts, applies(part[0], one, author) ? [part[0], count] : count)
    }
  }
  return trimmed(parts)
}

function applies(kind, one, author) {
  if (kind === UNSTRIKE) return one.struckBy.includes(author)
  if (kind === REMOVE) return one.insertedBy === author
  return one.insertedBy !== author && !one.struckBy.includes(author)
}

/** The first `count` units of a part that walks over text. */
function cut(part, count) {
  return isKeep(part) ? count : [part[0], count]
}

// The keep that follows the last part of every edit.
const FOREVER = Infinity

/** The parts of an edit taken bit by bit; after the last, it keeps for ever. */
class Parts {
  #edit
  #at = 0

  constructor(edit) {
    this.#edit = edit
    this.part = edit.length > 0 ? edit[0] : FOREVER
  }

  /** Put the first `count` units of the present part behind. */
  passOver(count) {
    const left = size(this.part) - count
    if (left === 0) this.part = this.#edit[++this.#at] ?? FOREVER
    else this.part = isInsertion(this.part) ? this.part.slice(count) : cut(this.part, left)
  }
}
