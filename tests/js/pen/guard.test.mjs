// CodeMirror states without a browser: what keys, pastes and drops would do, through the guard,
// with several pages, lag, undo and redo; and every replica ends with the server's runs.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { EditorState } from '@codemirror/state'

import { doing, guard, replacing, resetting, restoring, runsField, telling } from '../../../static/js/pen/guard.js'
import { apply, fromJson, ofText, textOf, toJson } from '../../../static/js/text/layer.js'
import { Page, Room, chance, characters } from '../live/world.mjs'

const state = (runs, author = 'UNP', options = {}) =>
  EditorState.create({
    doc: textOf(runs),
    extensions: [
      EditorState.lineSeparator.of('\n'),
      runsField.init(() => runs),
      guard(() => author, options),
    ],
  })

const runs = fromJson([
  ['The Supplier ', null, []],
  ['shall ', 'UNP', []],
  ['not ', 'NEW', []],
  ['be liable', null, ['UNP']],
  ['.', null, []],
])

const done = (transaction) => transaction.annotation(doing).edit
const caret = (transaction) => transaction.state.selection.main.head

test('typing over a selection strikes it and stands after it', () => {
  const start = state(runs)
  const typed = start.update({ changes: { from: 4, to: 12, insert: 'Vendor' }, selection: { anchor: 10 } })
  assert.deepEqual(done(typed), [4, ['s', 8], 'Vendor'])
  assert.equal(typed.state.doc.toString(), 'The SupplierVendor shall not be liable.')
  assert.equal(caret(typed), 18)
})

test('a word typed letter by letter comes out in order', () => {
  let now = state(runs)
  const at = () => now.selection.main
  now = now.update({ selection: { anchor: 4, head: 12 } }).state
  for (const letter of 'Vendor') {
    const { from, to } = at()
    now = now.update({ changes: { from, to, insert: letter }, userEvent: 'input.type' }).state
  }
  assert.ok(now.doc.toString().includes('SupplierVendor '))
})

test('own words go, words struck already are stepped over, others are struck', () => {
  const all = state(runs).update({ changes: { from: 0, to: runs.reduce((n, r) => n + r.text.length, 0) } })
  assert.deepEqual(done(all), [['s', 13], ['x', 6], ['s', 4], 9, ['s', 1]])
  assert.equal(all.state.doc.toString(), 'The Supplier not be liable.')
})

test('Backspace and Delete walk over what is struck', () => {
  let now = state(ofText('abc'))
  now = now.update({ selection: { anchor: 3 } }).state
  for (const left of [2, 1, 0]) {
    const { head } = now.selection.main
    const next = now.update({ changes: { from: head - 1, to: head }, userEvent: 'delete.backward' })
    assert.equal(caret(next), left)
    now = next.state
  }
  assert.deepEqual(toJson(now.field(runsField)), [['abc', null, ['UNP']]])
  const again = now.update({ changes: { from: 0, to: 1 }, userEvent: 'delete.forward' })
  assert.deepEqual(done(again), [])
  assert.equal(caret(again), 1)
})

test('what is pasted loses foreign line ends and what may not be typed', () => {
  const pasted = state(ofText('ab')).update({ changes: { from: 1, insert: 'x\r\ny\u202ez\u200b\ud800' } })
  assert.deepEqual(done(pasted), [1, 'x\nyz'])
  const title = state(ofText('ab'), 'UNP', { oneLine: true })
  assert.deepEqual(done(title.update({ changes: { from: 1, insert: 'x\n\ny' } })), [1, 'x y'])
})

test('a change within a character takes the whole character', () => {
  const before = fromJson([['a😀b', 'UNP', []]])
  assert.deepEqual(done(state(before).update({ changes: { from: 2, to: 3 } })), [1, ['x', 2]])
})

test('a pen that may not be used changes nothing', () => {
  const shut = state(runs, null)
  const typed = shut.update({ changes: { from: 0, insert: 'x' } })
  assert.equal(typed.docChanged, false)
})

test('several ranges at once are one edit', () => {
  const edit = replacing(runs, [[0, 3, 'Every'], [4, 4, 'such '], [12, 20, '']], 'UNP')
  assert.deepEqual(edit, [['s', 3], 'Every', 1, 'such ', 8, ['s', 1], ['x', 6], ['s', 1]])
})

test('own strikes are taken back where the selection is', () => {
  assert.deepEqual(restoring(runs, 0, 30, 'UNP'), [23, ['u', 7]])
  assert.deepEqual(restoring(runs, 0, 30, 'NEW'), [])
})

test('a reset touches only what differs', () => {
  const next = fromJson([['The Supplier ', null, []], ['must ', 'NEW', []], ['be liable.', null, []]])
  const reset = state(runs).update(resetting(state(runs), next))
  assert.equal(reset.state.doc.toString(), textOf(next))
  assert.deepEqual(reset.state.field(runsField), next)
})

// --- several pages, with lag -----------------------------------------------------------------

/** A pen as pen.js makes one, on a bare state. */
class BarePen {
  constructor(draft, field) {
    this.draft = draft
    this.field = field
    this.state = state([], null)
    this.author = () => (draft.writable ? draft.author : null)
    this.state = EditorState.create({
      extensions: [EditorState.lineSeparator.of('\n'), runsField, guard(this.author)],
    })
    draft.pens.add(this)
  }

  edited(field, edit, author, own) {
    if (field === this.field) this.state = this.state.update(telling(this.state, edit, author, { own })).state
  }

  reset(field, all) {
    if (field === this.field) this.state = this.state.update(resetting(this.state, all)).state
  }

  changed() {}

  dispatch(spec) {
    const transaction = this.state.update(spec)
    this.state = transaction.state
    const what = transaction.annotation(doing)
    if (what && !what.told && what.edit.length > 0) this.draft.edit(this.field, what.edit, { from: this })
  }

  check() {
    const all = this.state.field(runsField)
    assert.equal(this.state.doc.sliceString(0, this.state.doc.length, '\n'), textOf(all))
    assert.deepEqual(all, this.draft.shown.get(this.field))
  }
}

function play(seed, { steps, lag, hot, breaks = 0, parties = ['UNP', 'NEW'] }) {
  const dice = chance(seed)
  const fresh = characters()
  let text = ''
  for (let n = 0; n < 120; n++) text += n % 30 === 29 ? '\n' : fresh()
  const room = new Room({ 'en/text': text }, { tail: 20 })
  const pages = [0, 1, 2, 3].map((n) => new Page(`p${n}`, parties[n % parties.length], room))
  const authors = new Map([...text].map((c) => [c, null]))
  for (const page of pages) {
    page.connect()
    page.pen = new BarePen(page.draft, 'en/text')
  }
  const types = (page) => {
    const { pen, draft } = page
    if (!draft.writable) return
    const roll = dice.real()
    if (roll < 0.14) return void draft.undo()
    if (roll < 0.22) return void draft.redo()
    const doc = textOf(draft.shown.get('en/text'))
    const middle = Math.floor(doc.length / 2)
    const at = Math.max(0, Math.min(doc.length, middle - hot + dice.below(2 * hot + 1)))
    const to = roll < 0.6 ? at : Math.min(doc.length, at + 1 + dice.below(8))
    let insert = ''
    if (roll < 0.6 || roll > 0.9) for (let n = 0; n <= dice.below(3); n++) insert += fresh()
    for (const c of insert) authors.set(c, page.author)
    pen.dispatch({ changes: { from: at, to, insert }, userEvent: 'input' })
  }
  for (let step = 0; step < steps; step++) {
    const page = pages[dice.below(4)]
    if (dice.maybe(breaks) && page.line !== null) page.drop()
    else if (page.line === null && dice.maybe(0.2)) page.connect()
    else if (dice.maybe(lag)) dice.maybe(0.5) ? page.serverTakes() : page.takes()
    else types(page)
    if (step % 20 === 0 && page.draft.known) page.pen.check()
  }
  for (const page of pages) if (page.line === null) page.connect()
  for (let n = 0; n < 10_000 && !pages.every((page) => page.idle); n++) {
    for (const page of pages) {
      page.serverTakes()
      page.takes()
      page.wait()
    }
  }
  for (const page of pages) {
    page.pen.check()
    assert.deepEqual(toJson(page.draft.shown.get('en/text')), toJson(room.runs['en/text']))
    assert.equal(page.draft.pending, false)
  }
  for (const run of room.runs['en/text']) {
    for (const c of run.text) if (c !== '\n') assert.equal(run.insertedBy, authors.get(c), c)
  }
  // The record, replayed, is what the room has.
  const replayed = room.made.reduce((all, made) => apply(all, made.edit, made.author)[0], ofText(text))
  assert.deepEqual(toJson(replayed), toJson(room.runs['en/text']))
}

test('pages typing through their pens end alike', () => {
  for (let seed = 1; seed <= 16; seed++) play(seed, { steps: 900, lag: 0.7, hot: 12 })
})

test('one phrase, one party, lines that break', () => {
  for (let seed = 1; seed <= 12; seed++) {
    play(1000 + seed, { steps: 900, lag: 0.72, hot: 5, breaks: 0.02, parties: ['UNP', 'UNP', 'NEW'] })
  }
})
