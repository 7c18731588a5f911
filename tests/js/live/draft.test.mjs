import assert from 'node:assert/strict'
import { test } from 'node:test'

import { push, trimmed } from '../../../static/js/text/edit.js'
import { base, result, textOf, toJson } from '../../../static/js/text/layer.js'
import { Page, Room, chance, characters } from './world.mjs'

const FIELDS = ['en/text', 'en/title']

/** Who did what to which character, as its author meant it: the ground truth. */
class Truth {
  author = new Map()
  removed = new Set()
  again = new Set() // came back by undo
  struck = new Map() // character → party → page → whether it is struck, as that page last said
  fresh = characters()

  constructor(fields) {
    for (const text of Object.values(fields)) for (const c of text) this.author.set(c, null)
  }

  intended(page, edit, before) {
    let at = 0
    const text = textOf(before)
    for (const part of edit) {
      if (typeof part === 'number') at += part
      else if (typeof part === 'string') {
        for (const c of part) {
          if (this.author.has(c)) this.again.add(c)
          this.author.set(c, page.author)
        }
      } else {
        for (const c of text.slice(at, at + part[1])) {
          if (part[0] === 'x') this.removed.add(c)
          else {
            if (!this.struck.has(c)) this.struck.set(c, {})
            const parties = this.struck.get(c)
            parties[page.author] ??= {}
            parties[page.author][page.name] = part[0] === 's'
          }
        }
        at += part[1]
      }
    }
  }

  /** Every fact about every character of the room is the one its authors meant. */
  audit(room, pages, { atRest = false } = {}) {
    const seen = new Map()
    const handed = new Set(
      pages.flatMap((page) => page.lost.flatMap(({ texts }) => Object.values(texts).flatMap(({ was, mine }) => [...was, ...mine]))),
    )
    // Marks that were handed back with a wording were meant and did not come to be.
    const unsure = (c, party) =>
      pages.some((page) => page.author === party && page.lost.some(({ around }) => around.includes(c)))
    for (const runs of Object.values(room.runs)) {
      for (const run of runs) {
        for (const c of run.text) {
          seen.set(c, (seen.get(c) ?? 0) + 1)
          if (this.again.has(c)) continue
          assert.equal(seen.get(c), 1, `${c} is doubled`)
          assert.equal(run.insertedBy, this.author.get(c), `the author of ${c}`)
          if (!atRest) continue // what is under way has been meant already
          const meant = this.struck.get(c) ?? {}
          for (const party of run.struckBy) {
            if (!unsure(c, party)) assert.ok(Object.values(meant[party] ?? {}).some(Boolean), `${party} never struck ${c}`)
          }
          for (const [party, said] of Object.entries(meant)) {
            if (!Object.values(said).every(Boolean) || unsure(c, party)) continue
            assert.ok(run.struckBy.includes(party), `the strike of ${c} by ${party} is lost`)
          }
        }
      }
    }
    for (const c of this.author.keys()) {
      assert.ok(seen.has(c) || this.removed.has(c) || handed.has(c), `${c} vanished`)
    }
  }
}

/** One edit such as a pen makes: an insertion, a strike or removal, or an unstrike. */
function anEdit(dice, runs, author, fresh, hot) {
  const chars = []
  let at = 0
  for (const run of runs) {
    for (const c of run.text) {
      chars.push({ at, size: c.length, own: run.insertedBy === author, struck: run.struckBy.includes(author) })
      at += c.length
    }
  }
  const middle = Math.floor(chars.length / 2)
  const pick = Math.max(0, Math.min(chars.length, middle - hot + dice.below(2 * hot + 1)))
  const parts = []
  const start = chars[pick]?.at ?? at
  if (start > 0) push(parts, start)
  if (dice.maybe(0.55)) {
    let text = ''
    for (let n = 0; n <= dice.below(3); n++) text += fresh()
    push(parts, text)
    if (dice.maybe(0.6)) return parts
  }
  const back = dice.maybe(0.2)
  for (const c of chars.slice(pick, pick + 1 + dice.below(8))) {
    if (back) push(parts, c.struck ? ['u', c.size] : c.size)
    else push(parts, c.own ? ['x', c.size] : c.struck ? c.size : ['s', c.size])
  }
  return trimmed(parts)
}

function edits(page, truth, dice, hot) {
  const { draft } = page
  if (!draft.writable) return
  const before = new Map(draft.shown)
  const said = []
  const listen = { edited: (field, edit) => said.push([field, edit]), reset() {}, changed() {} }
  draft.pens.add(listen)
  const roll = dice.real()
  if (roll < 0.12) draft.undo()
  else if (roll < 0.18) draft.redo()
  else {
    const field = dice.maybe(0.8) ? FIELDS[0] : FIELDS[1]
    draft.edit(field, anEdit(dice, draft.shown.get(field), page.author, truth.fresh, hot))
  }
  draft.pens.delete(listen)
  for (const [field, edit] of said) truth.intended(page, edit, before.get(field))
}

function settles(room, truth, dice) {
  const field = FIELDS[0]
  const text = [...base(room.runs[field])]
  const at = dice.below(text.length)
  const gone = text.slice(at, at + dice.below(3))
  const came = truth.fresh()
  truth.author.set(came, null)
  for (const c of gone) truth.removed.add(c)
  const change = []
  if (at > 0) push(change, text.slice(0, at).join('').length)
  push(change, came)
  if (gone.length > 0) push(change, ['x', gone.join('').length])
  const titles = dice.maybe(0.3) ? { 'en/title': [truth.fresh()] } : {}
  for (const [c] of Object.values(titles)) truth.author.set(c, null)
  room.settle({ [field]: change, ...titles })
}

function play(seed, { steps, lag, hot, breaks = 0, settle = 0, tail = 25, forget = 0, fail = 0, parties = ['UNP', 'NEW'] }) {
  const dice = chance(seed)
  const some = characters()
  const fields = { 'en/text': '', 'en/title': '' }
  for (let n = 0; n < 120; n++) fields['en/text'] += some()
  for (let n = 0; n < 20; n++) fields['en/title'] += some()
  const truth = new Truth(fields)
  truth.fresh = some
  const room = new Room(fields, { tail })
  const pages = [0, 1, 2, 3].map((n) => new Page(`p${n}`, parties[n % parties.length], room))
  for (const page of pages) page.connect()
  for (let step = 0; step < steps; step++) {
    const page = pages[dice.below(4)]
    const roll = dice.real()
    if (roll < breaks) {
      const how = dice.below(4)
      if (how === 0) page.reload()
      else if (page.line !== null) page.drop()
    } else if (page.line === null && dice.maybe(0.2)) page.connect()
    else if (dice.maybe(settle)) settles(room, truth, dice)
    else if (dice.maybe(forget)) room.forget()
    else if (dice.maybe(fail)) room.failing = !room.failing
    else if (dice.maybe(lag)) {
      const what = dice.below(5)
      if (what < 2) page.serverTakes()
      else if (what < 4) page.takes()
      else page.wait()
    } else edits(page, truth, dice, hot)
    if (step % 50 === 0) truth.audit(room, [...pages, { lost: unacknowledged(pages) }])
  }
  room.failing = false
  for (const page of pages) if (page.line === null) page.connect()
  for (let round = 0; round < 10_000 && !(pages.every((page) => page.idle)); round++) {
    for (const page of pages) {
      page.serverTakes()
      page.takes()
      page.wait()
    }
  }
  truth.audit(room, pages, { atRest: true })
  for (const page of pages) {
    assert.equal(page.draft.pending, false, `${page.name} has something left`)
    for (const field of FIELDS) {
      assert.deepEqual(toJson(page.draft.shown.get(field)), toJson(room.runs[field]), `${page.name} ${field}`)
      assert.deepEqual(page.draft.confirmed(field), page.draft.shown.get(field))
    }
  }
  return pages
}

/** While a run goes on, what pages still hold counts as handed: it is somewhere. */
function unacknowledged(pages) {
  return pages
    .filter((page) => page.draft.pending || page.stored !== null)
    .map((page) => ({
      texts: Object.fromEntries(
        Object.entries(page.draft.wording()).map(([field]) => [field, { was: textOf(page.draft.shown.get(field)), mine: JSON.stringify(page.stored) }]),
      ),
    }))
}

const seeds = (n) => Array.from({ length: n }, (_, i) => i + 1)

test('pages with lag end with the runs of the room, every fact right', () => {
  for (const seed of seeds(12)) {
    const pages = play(seed, { steps: 900, lag: 0.7, hot: 10 })
    assert.deepEqual(pages.flatMap((page) => page.lost), [])
  }
})

test('one phrase, four pages of one party', () => {
  for (const seed of seeds(8)) play(100 + seed, { steps: 700, lag: 0.75, hot: 4, parties: ['UNP'] })
})

test('lines that break lose nothing and double nothing', () => {
  for (const seed of seeds(16)) {
    const pages = play(200 + seed, { steps: 900, lag: 0.7, hot: 10, breaks: 0.03, tail: Infinity })
    assert.deepEqual(pages.flatMap((page) => page.lost), [])
  }
})

test('a restarted server that knows ids from its store only', () => {
  for (const seed of seeds(12)) {
    const pages = play(300 + seed, { steps: 900, lag: 0.7, hot: 10, breaks: 0.03, tail: Infinity, forget: 0.02 })
    assert.deepEqual(pages.flatMap((page) => page.lost), [])
  }
})

test('a store that fails now and then', () => {
  for (const seed of seeds(8)) {
    const pages = play(400 + seed, { steps: 900, lag: 0.7, hot: 10, breaks: 0.01, tail: Infinity, fail: 0.03 })
    assert.deepEqual(pages.flatMap((page) => page.lost), [])
  }
})

test('too far behind for a tail: taken as it was made, or handed back', () => {
  for (const seed of seeds(16)) play(500 + seed, { steps: 900, lag: 0.65, hot: 10, breaks: 0.03, tail: 6 })
})

test('drafts carried over to new versions', () => {
  for (const seed of seeds(16)) {
    play(600 + seed, { steps: 900, lag: 0.7, hot: 10, settle: 0.03, breaks: seed % 2 ? 0.02 : 0, tail: Infinity })
  }
})

test('everything at once', () => {
  for (const seed of seeds(24)) {
    play(700 + seed, { steps: 1200, lag: 0.7, hot: 8, settle: 0.02, breaks: 0.03, tail: 12, forget: 0.01, fail: 0.01 })
  }
})
