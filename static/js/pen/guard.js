/**
 * What a pen may do: every change of the text, wherever it comes from (keys, input methods, paste,
 * drop), becomes one edit of the draft. One's own words go, everybody else's are struck, and what
 * is typed over a selection stands after it.
 */
import { Annotation, EditorState, StateField, Transaction } from '@codemirror/state'

import { editOf, isInsertion, isKeep, isRemoval, push, size, trimmed } from '../text/edit.js'
import { apply } from '../text/layer.js'
import { splitsCharacter, typable } from '../text/units.js'

/**
 * What a transaction does to the runs: an edit and its author, or all runs anew. `told` where it
 * came from the draft, and so needs not be told to it.
 *
 * @type {import('@codemirror/state').AnnotationType<{edit?: Array, author?: string|null,
 *   runs?: Array, told: boolean}>}
 */
export const doing = Annotation.define()

/** The runs behind the text; their texts, joined, are always the document. */
export const runsField = StateField.define({
  create: () => [],
  update(runs, transaction) {
    const done = transaction.annotation(doing)
    if (done === undefined) return runs
    return done.runs ?? apply(runs, done.edit, done.author)[0]
  },
})

/** The document changes of an edit: insertions and removals. */
export function changesOf(edit) {
  const changes = []
  let at = 0
  for (const part of edit) {
    if (isInsertion(part)) changes.push({ from: at, insert: part })
    else if (isRemoval(part)) changes.push({ from: at, to: at + part[1] })
    if (!isInsertion(part)) at += size(part)
  }
  return changes
}

/**
 * The edit by which `author` replaces ranges of the text: `[[from, to, insert], …]`, in order.
 *
 * @param {Array} runs
 */
export function replacing(runs, ranges, author) {
  const parts = []
  let at = 0
  let reach = 0 // how far the edit has walked
  const keep = (to) => {
    if (to > reach) push(parts, to - reach)
    reach = to
  }
  let next = 0
  for (const [from, to, insert] of ranges) {
    for (; next < runs.length && at < to; next++) {
      const run = runs[next]
      const start = Math.max(at, from)
      const end = Math.min(at + run.text.length, to)
      if (start < end) {
        keep(start)
        const kind = run.insertedBy === author ? 'x' : run.struckBy.includes(author) ? null : 's'
        if (kind !== null) {
          push(parts, [kind, end - start])
          reach = end
        } else {
          keep(end)
        }
      }
      if (at + run.text.length > to) break // the next range may begin in this run
      at += run.text.length
    }
    if (insert !== '') {
      keep(to)
      push(parts, insert)
    }
  }
  return trimmed(parts)
}

/** The edit by which `author` takes back own strikes between two places. */
export function restoring(runs, from, to, author) {
  const parts = []
  let at = 0
  for (const run of runs) {
    const start = Math.max(at, from)
    const end = Math.min(at + run.text.length, to)
    if (start < end && run.struckBy.includes(author)) {
      parts.push(start - parts.reduce((sum, part) => sum + size(part), 0), ['u', end - start])
    }
    at += run.text.length
  }
  return editOf(...parts)
}

/** The ranges that a transaction would replace, with what may be typed of what it inserts. */
function rangesOf(transaction, oneLine) {
  const ranges = []
  const { doc } = transaction.startState
  const around = (at) => doc.sliceString(at - 1, at + 1)
  transaction.changes.iterChanges((from, to, _fromNow, _toNow, inserted) => {
    const text = typable(inserted.sliceString(0, inserted.length, '\n'))
    const start = from > 0 && splitsCharacter(around(from), 1) ? from - 1 : from
    const end = to > 0 && to < doc.length && splitsCharacter(around(to), 1) ? to + 1 : to
    ranges.push([start, end, oneLine ? text.replace(/\n+/g, ' ') : text])
  }, true)
  return ranges
}

/**
 * Where the caret goes: after what was inserted; over what was struck, in the direction of the
 * key. The filter has to say so itself, because the text did not change as the key meant it to.
 */
function caretAfter(state, changes, ranges) {
  const [from, to, insert] = ranges.at(-1)
  if (insert !== '') return changes.mapPos(to, 1)
  const { empty, head } = state.selection.main
  return changes.mapPos(empty && head <= from ? to : from, -1)
}

/**
 * The filter. `authorOf` gives the author, or null where nothing may be typed now.
 *
 * @param {() => string|null} authorOf
 */
export function guard(authorOf, { oneLine = false } = {}) {
  return EditorState.transactionFilter.of((transaction) => {
    if (!transaction.docChanged || transaction.annotation(doing) !== undefined) return transaction
    const author = authorOf()
    if (author === null) return []
    const state = transaction.startState
    const ranges = rangesOf(transaction, oneLine)
    const edit = replacing(state.field(runsField), ranges, author)
    const changes = state.changes(changesOf(edit))
    const event = transaction.annotation(Transaction.userEvent)
    return {
      changes,
      effects: transaction.effects,
      selection: { anchor: caretAfter(state, changes, ranges) },
      scrollIntoView: true,
      annotations: [
        doing.of({ edit, author, told: false }),
        ...(event === undefined ? [] : [Transaction.userEvent.of(event)]),
      ],
    }
  })
}

/** The transaction that does an edit which is known to the draft already. */
export function telling(state, edit, author, { own = false } = {}) {
  const changes = state.changes(changesOf(edit))
  return {
    changes,
    annotations: [doing.of({ edit, author, told: true }), Transaction.remote.of(!own)],
    filter: false,
    ...(own ? { selection: { anchor: endOf(edit) }, scrollIntoView: true } : {}),
  }
}

/** The transaction that brings the text to `runs`, touching only what differs. */
export function resetting(state, runs) {
  const text = runs.map((run) => run.text).join('')
  const former = state.doc.sliceString(0, state.doc.length, '\n')
  const most = Math.min(text.length, former.length)
  let start = 0
  while (start < most && text[start] === former[start]) start++
  let end = 0
  while (end < most - start && text.at(-1 - end) === former.at(-1 - end)) end++
  return {
    changes: {
      from: start,
      to: former.length - end,
      insert: text.slice(start, text.length - end),
    },
    annotations: [doing.of({ runs, told: true }), Transaction.remote.of(true)],
    filter: false,
  }
}

/** Where the last thing an edit does ends, in the text it makes. */
function endOf(edit) {
  let at = 0
  let end = 0
  for (const part of edit) {
    if (!isRemoval(part)) at += size(part)
    if (!isKeep(part)) end = at
  }
  return end
}
