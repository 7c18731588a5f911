// The small pure parts: what the page says of itself, splitting, places, undo, the shelf, times.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Clock, duration } from '../../../static/js/live/clock.js'
import { History } from '../../../static/js/live/history.js'
import { after, before } from '../../../static/js/live/places.js'
import { Shelf } from '../../../static/js/live/shelf.js'
import { split } from '../../../static/js/live/split.js'
import { SLOW, standing } from '../../../static/js/live/status.js'
import { digestOf } from '../../../static/js/live/wording.js'
import { compose } from '../../../static/js/text/edit.js'
import { apply, fromJson, ofText, toJson } from '../../../static/js/text/layer.js'
import { chance } from './world.mjs'

const facts = (more) => ({
  line: 'up', wasUp: true, since: null, refused: false, kept: true, writes: true, ...more,
})
const says = (more, now = 0) => standing(facts(more), now)[0]

test('saved is said only if nothing is unacknowledged and the line is up', () => {
  assert.equal(says({}), 'saved')
  assert.equal(says({ since: 0 }, 100), 'saving')
  assert.equal(says({ since: 0, refused: true }, 100), 'unsaved')
  for (const line of ['down', 'connecting']) {
    assert.equal(says({ line }), 'offline')
    assert.equal(says({ line, since: 0 }), 'offline')
  }
  assert.equal(says({ line: 'connecting', wasUp: false }), 'connecting')
  assert.equal(says({ line: 'ended', since: 0 }), 'ended')
})

test('within two seconds of silence it no longer says saving', () => {
  assert.ok(SLOW < 2_000)
  assert.equal(says({ since: 0 }, SLOW + 1), 'unsaved')
})

test('offline, it says whether what was typed is kept', () => {
  const words = (kept) => standing(facts({ line: 'down', since: 0, kept }), 0)[1]
  assert.match(words(true), /kept on this device/)
  assert.match(words(false), /Keep this page open/)
})

test('a split edit does what the whole does', () => {
  const dice = chance(7)
  for (let n = 0; n < 2_000; n++) {
    let runs = ofText('The quick 😀 brown fox jumps over the lazy dog.')
    const first = apply(runs, [4, 'very 😀 ', 6, ['s', 4]], 'UNP')
    runs = first[0]
    const edit = []
    let left = runs.reduce((sum, run) => sum + run.text.length, 0)
    for (const run of runs) {
      const whole = run.text.length
      if (dice.maybe(0.4)) edit.push('ab😀cd'.slice(0, dice.maybe(0.5) ? 2 : 6))
      if (run.insertedBy === 'UNP') edit.push(dice.maybe(0.5) ? ['x', whole] : whole)
      else edit.push(dice.maybe(0.5) ? ['s', whole] : whole)
      left -= whole
    }
    const limit = { parts: 2 + dice.below(4), inserted: 2 + dice.below(6) }
    const pieces = []
    let rest = compose(edit, [])
    for (let guard = 0; rest.length > 0 && guard < 100; guard++) {
      const [head, tail] = split(rest, limit)
      pieces.push(head)
      rest = tail
    }
    const whole = apply(runs, compose(edit, []), 'UNP')[0]
    const parts = pieces.reduce((all, piece) => apply(all, piece, 'UNP')[0], runs)
    assert.deepEqual(toJson(parts), toJson(whole))
  }
})

test('an edit that fits is not split', () => {
  assert.deepEqual(split([3, 'x']), [[3, 'x'], []])
})

test('places go through an edit and back', () => {
  const edit = [3, 'new', 2, ['x', 4], ['s', 2]]
  assert.deepEqual([0, 3, 4, 5, 7, 9, 12].map((at) => after(edit, at)), [0, 6, 7, 8, 8, 8, 11])
  assert.deepEqual([0, 3, 5, 6, 7, 8, 9].map((at) => before(edit, at)), [0, 3, 3, 3, 4, 9, 10])
  for (const at of [0, 1, 2, 3, 4, 9, 10, 20]) assert.equal(before(edit, after(edit, at)), at)
})

test('typing joins into one step, and a pause begins another', () => {
  const history = new History()
  let runs = ofText('ab')
  const type = (edit, at) => {
    const [next, effective] = apply(runs, edit, 'UNP')
    history.record('f', effective, runs, { kind: 'type', at })
    runs = next
  }
  type([1, 'x'], 0)
  type([2, 'y'], 200)
  type([3, 'z'], 2_000)
  assert.deepEqual(history.take('undo', () => runs, 'UNP'), { field: 'f', edit: [3, ['x', 1]] })
  runs = apply(runs, [3, ['x', 1]], 'UNP')[0]
  assert.deepEqual(history.take('undo', () => runs, 'UNP').edit, [1, ['x', 2]])
  assert.equal(history.take('undo', () => runs, 'UNP'), null)
})

test('undo leaves alone what others did meanwhile', () => {
  const history = new History()
  const before = ofText('abcd')
  const [struck, edit] = apply(before, [1, ['s', 2]], 'UNP')
  history.record('f', edit, before, {})
  const [runs] = apply(struck, [2, 'NN', ['s', 1]], 'NEW')
  history.carry('f', [2, 'NN', ['s', 1]], false)
  const { edit: back } = history.take('undo', () => runs, 'UNP')
  assert.deepEqual(back, [1, ['u', 1], 2, ['u', 1]])
})

test('the digest of a wording is that of its normal form', () => {
  assert.equal(digestOf({ 'en/text': 'cafe\u0301' }), digestOf({ 'en/text': 'caf\u00e9' }))
})

test('times left are told as people tell them', () => {
  assert.deepEqual(
    [-5, 900, 59_000, 60_000, 723_000, 7_500_000, 400_000_000].map(duration),
    ['0:00', '0:01', '0:59', '1:00', '12:03', '2:05:00', '4 d'],
  )
})

// --- the shelf ---------------------------------------------------------------------------------

class Storage {
  #map = new Map()
  get length() {
    return this.#map.size
  }
  key = (i) => [...this.#map.keys()][i] ?? null
  getItem = (key) => this.#map.get(key) ?? null
  setItem = (key, value) => {
    if (this.full) throw new Error('QuotaExceededError')
    this.#map.set(key, value)
  }
  removeItem = (key) => this.#map.delete(key)
}

/** Locks as the browser has them, but for one process. */
class Locks {
  #held = new Set()
  async request(name, options, act) {
    if (typeof options === 'function') {
      this.#held.add(name)
      return new Promise(() => {})
    }
    return act(this.#held.has(name) ? null : {})
  }
  die(page) {
    this.#held.delete(`parley-page-${page}`)
  }
}

function shelves(...pages) {
  const storage = new Storage()
  const locks = new Locks()
  const made = pages.map((page) => new Shelf(storage, page, { locks }))
  for (const shelf of made) shelf.owner('maravel', 'ana')
  return { storage, locks, made }
}

test('what a page leaves is taken over once, and only when it is gone', async () => {
  const { locks, made: [one, two, three] } = shelves('one', 'two', 'three')
  one.keep('d1', { rev: 1 })
  assert.deepEqual(await two.orphans(), [])
  locks.die('one')
  const found = await Promise.all([two.orphans(), three.orphans()])
  assert.deepEqual(found.flat(), [{ rev: 1 }])
  assert.equal(one.taken('d1'), true)
  assert.equal(two.taken('d1'), false)
})

test('what is acknowledged is forgotten', async () => {
  const { storage, made: [one] } = shelves('one')
  one.keep('d1', { rev: 1 })
  one.keep('d1', null)
  assert.equal(storage.length, 0)
  assert.equal(one.taken('d1'), false)
})

test('another person on the same machine finds nothing', async () => {
  const { storage, locks, made: [one] } = shelves('one')
  one.keep('d1', { rev: 1 })
  locks.die('one')
  const other = new Shelf(storage, 'other', { locks })
  other.owner('maravel', 'ben')
  assert.deepEqual(await other.orphans(), [])
})

test('without locks a page asks whether the other lives', async () => {
  const storage = new Storage()
  const pages = ['one', 'two'].map((page) => new Shelf(storage, page, { Channel: BroadcastChannel }))
  for (const shelf of pages) shelf.owner('maravel', 'ana')
  pages[0].keep('d1', { rev: 1 })
  assert.deepEqual(await pages[1].orphans(), [])
  pages[0].leave()
  assert.deepEqual(await pages[1].orphans(), [{ rev: 1 }])
  pages[1].leave()
})

test('a full store is owned up to', () => {
  const { storage, made: [one] } = shelves('one')
  storage.full = true
  one.keep('d1', { rev: 1 })
  assert.equal(one.keeps, false)
})

test('wording that was handed back is kept until it is put away', () => {
  const { made: [one, two] } = shelves('one', 'two')
  const id = one.put({ clause: 'A1' })
  assert.deepEqual(two.unsent(), [[id, { clause: 'A1' }]])
  two.putAway(id)
  assert.deepEqual(one.unsent(), [])
  assert.deepEqual(toJson(fromJson([])), [])
})

test('what is over is hidden, and a device whose clock is off by a minute is told so', (t) => {
  t.mock.timers.enable({ apis: ['setInterval', 'Date'], now: Date.parse('2027-03-01T09:00:00Z') })
  const restore = { dataset: { until: '2027-03-01T09:10:00Z' }, hidden: false }
  const left = { textContent: '' }
  const off = { hidden: true, querySelector: () => left }
  const found = { '[data-until]': [restore], '[data-device-off]': [off] }
  globalThis.document = { querySelectorAll: (hook) => found[hook] ?? [] }
  const clock = new Clock()
  clock.set('2027-03-01T09:00:59Z')
  assert.deepEqual([restore.hidden, off.hidden], [false, true])
  clock.set('2027-03-01T08:57:00Z')
  assert.deepEqual([off.hidden, left.textContent], [false, '3:00'])
  clock.set('2027-03-01T09:10:00Z')
  assert.equal(restore.hidden, false) // that very moment is in time
  t.mock.timers.tick(250)
  assert.equal(restore.hidden, true)
  delete globalThis.document
})
