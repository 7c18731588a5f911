/**
 * What becomes of a layer in the browser: the mirror of what it needs of models/layer.py.
 *
 * Every function is pure: from runs to runs.
 */
import { REMOVE, STRIKE, UNSTRIKE, isInsertion, isKeep, push, rebase, trimmed } from './edit.js'
import { Cursor, EditRefused, Writer, fromJson, run } from './runs.js'

export { base, fromJson, joined, ofText, result, run, textOf, toJson } from './runs.js'

/**
 * `[runs, effective]`: the runs after `author` has done `edit`, and the edit as it took effect.
 *
 * In the effective edit, marks that changed nothing have become keeps. The author null is the
 * server carrying a layer over to a new version. Throws an EditRefused, with the codes of Python.
 */
export function apply(runs, edit, author) {
  const cursor = new Cursor(runs)
  const out = new Writer()
  const effective = []
  for (const part of edit) {
    if (isKeep(part)) {
      out.extend(cursor.take(part))
      push(effective, part)
      continue
    }
    cursor.checkWhole()
    if (isInsertion(part)) {
      out.put(run(part, author))
      push(effective, part)
      continue
    }
    const [kind, count] = part
    for (const one of cursor.take(count)) {
      const marked = MARKED[kind](one, author)
      push(effective, marked === one ? one.text.length : [kind, one.text.length])
      if (marked !== null) out.put(marked)
    }
    cursor.checkWhole()
  }
  out.extend(cursor.rest())
  return [out.runs, trimmed(effective)]
}

const MARKED = {
  [STRIKE](one, author) {
    if (author === null) throw new EditRefused('strike_by_nobody', 'Only a party can strike text.')
    if (one.insertedBy === author) {
      throw new EditRefused(
        'strike_of_own_insertion',
        "One removes one's own insertion; one does not strike it.",
      )
    }
    if (one.struckBy.includes(author)) return one
    return run(one.text, one.insertedBy, [...one.struckBy, author].sort())
  },
  [UNSTRIKE](one, author) {
    if (!one.struckBy.includes(author)) return one
    return run(
      one.text,
      one.insertedBy,
      one.struckBy.filter((party) => party !== author),
    )
  },
  [REMOVE](one, author) {
    if (one.insertedBy === author) return null
    throw new EditRefused(
      'removal_of_foreign_text',
      "Only one's own insertion can be removed; strike the rest.",
    )
  },
}

/** What settling the layer does to its base: an edit by nobody, in units of `base(runs)`. */
export function change(runs) {
  const parts = []
  for (const { text, insertedBy, struckBy } of runs) {
    if (insertedBy === null) push(parts, struckBy.length > 0 ? [REMOVE, text.length] : text.length)
    else if (struckBy.length === 0) push(parts, text)
  }
  return trimmed(parts)
}

/** `[runs, edit]`: the layer over its changed base, and the edit by nobody that carries it there. */
export function carry(runs, settled) {
  // Seen from its base, a layer is an edit that only inserts; so carrying is rebasing over it.
  const drawn = runs.map((one) => (one.insertedBy === null ? one.text.length : one.text))
  return apply(runs, rebase(settled, drawn, { first: true }), null)
}

/** The replacement that the wire says: `[start, end, runs]`. */
export const replacementFromJson = ([start, end, runs]) => ({ start, end, runs: fromJson(runs) })

/**
 * `runs` with one replacement made: units `start` to `end` of the text as it stands are replaced
 * by `runs`. What those who watch are told, see `replacements` in models/layer.py.
 */
export function replace(runs, { start, end, runs: put }) {
  const cursor = new Cursor(runs)
  const out = new Writer()
  out.extend(cursor.take(start))
  cursor.take(end - start)
  out.extend(put)
  out.extend(cursor.rest())
  return out.runs
}
