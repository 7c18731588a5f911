// Typing a draft again: what was tabled must be what was typed.
//
// A field is a list of runs [text, inserted by, struck by], struck by sorted; offsets are UTF-16 code units.

import { written } from './json.js'
import { Wrong } from './wrong.js'

const FORBIDDEN = 'does what its author may not do'

/** The runs of a field after an edit by an author (null: by nobody, the draft was carried over). */
export function typed(runs, parts, author, where) {
  const before = new Reader(runs, where)
  const after = []
  for (const part of parts) {
    if (typeof part === 'string') {
      after.push([part, author, []])
      continue
    }
    const [mark, count] = typeof part === 'number' ? ['k', part] : part
    if (!Object.hasOwn(MARKS, mark) || !Number.isInteger(count) || count < 1) throw new Wrong(where, FORBIDDEN)
    for (const run of before.take(count)) {
      const made = MARKS[mark](run, author)
      if (made === undefined) throw new Wrong(where, FORBIDDEN)
      if (made !== null) after.push(made)
    }
  }
  return [...after, ...before.rest()]
}

/** What each mark makes of a run: null takes it away, undefined is not allowed. */
const MARKS = {
  k: (run) => run,
  s: ([text, by, struck], author) => (by === author ? undefined : [text, by, [...new Set([...struck, author])].sort()]),
  u: ([text, by, struck], author) => [text, by, struck.filter((one) => one !== author)],
  x: ([, by], author) => (by === author ? null : undefined),
}

/** Reads runs from the left, so many units at a time. */
class Reader {
  constructor(runs, where) {
    this.runs = runs
    this.where = where
    this.at = 0
    this.into = 0
  }

  *take(count) {
    for (let left = count; left > 0; ) {
      if (this.at >= this.runs.length) throw new Wrong(this.where, 'goes past the end of the text')
      const [text, by, struck] = this.runs[this.at]
      const end = Math.min(text.length, this.into + left)
      yield [text.slice(this.into, end), by, struck]
      left -= end - this.into
      this.into = end
      if (end === text.length) this.next()
    }
  }

  next() {
    this.at += 1
    this.into = 0
  }

  rest() {
    if (this.at >= this.runs.length) return []
    const [text, by, struck] = this.runs[this.at]
    return [[text.slice(this.into), by, struck], ...this.runs.slice(this.at + 1)]
  }
}

/** Runs in one spelling: neighbours that are alike are one, none is empty. */
export function settled(runs) {
  const made = []
  for (const [text, by, struck] of runs) {
    if (text === '') continue
    const marks = JSON.stringify([by, [...struck].sort()])
    if (made.at(-1)?.marks === marks) made.at(-1).text += text
    else made.push({ text, marks })
  }
  return made
}

/** The fields of a draft after one row of its stream. */
function afterRow(fields, row, where) {
  const [author, field, said] = [row[5], row[8], JSON.parse(row[9])]
  if (field !== null) return new Map(fields).set(field, typed(known(fields, field, where), said, author, where))
  if (said.restored != null) return new Map(Object.entries(said.restored))
  const carried = Object.entries(said.edits).map(([name, parts]) => [name, typed(fields.get(name) ?? [], parts, null, where)])
  return new Map([...fields, ...carried])
}

function known(fields, name, where) {
  if (!fields.has(name)) throw new Wrong(where, 'types in a field that the draft has not')
  return fields.get(name)
}

const spelt = (fields) => JSON.stringify([...fields].map(([name, runs]) => [name, settled(runs)]).sort(([a], [b]) => (a < b ? -1 : 1)))

/** How many proposals were typed again, and came out as they were tabled or revised. */
export function replay(contents, streams) {
  const begun = new Map()
  for (const { content } of contents) {
    for (const [, , fact] of content.facts) if (fact.kind === 'draft_started') begun.set(fact.draft, fact.texts)
  }
  let replayed = 0
  for (const { spot, content } of contents) {
    const draft = tabledFrom(content)
    const wordings = content.facts.map(([, , fact]) => fact).filter((fact) => WORDED.has(fact.kind))
    const until = (content.streams ?? []).find(([its]) => its === draft)?.[1]
    if (wordings.length !== 1 || !begun.has(draft) || until === undefined) continue
    let fields = new Map(Object.entries(begun.get(draft)))
    for (const row of (streams.get(draft)?.rows ?? []).slice(0, until)) {
      fields = afterRow(fields, row, `draft ${draft}, revision ${row[0]}`)
    }
    if (spelt(fields) !== spelt(Object.entries(wordings[0].texts))) {
      throw new Wrong(spot, 'what was tabled is not what was typed')
    }
    replayed += 1
  }
  return replayed
}

const WORDED = new Set(['proposal_tabled', 'proposal_revised'])

/** The draft that an entry says was tabled, or that revised a proposal; "" where it says of none. */
function tabledFrom({ act, facts }) {
  if (act?.kind === 'table' || act?.kind === 'revise') return act.draft
  const closed = facts.find(([, , fact]) => fact.kind === 'draft_closed' && fact.because === 'tabled')
  return closed?.[2].draft ?? ''
}
