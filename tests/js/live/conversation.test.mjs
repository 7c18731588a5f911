// One draft, one page, a server that says what the test wants: each turn of the conversation.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Draft } from '../../../static/js/live/draft.js'
import { textOf } from '../../../static/js/text/layer.js'

const F = 'en/text'

function aDraft({ stored = null } = {}) {
  const sent = []
  const lost = []
  const kept = []
  const timers = []
  let count = 0
  const draft = new Draft('d1', 'UNP', {
    send: (frame) => sent.push(structuredClone(frame)) > 0,
    newId: () => `me:${++count}`,
    lost: (unsent) => lost.push(unsent),
    changed: () => kept.push([sent.length, draft.record()]),
    later: (_ms, act) => timers.push(act),
    now: () => 7,
  })
  if (stored !== null) draft.restore(stored)
  const whole = (text, rev = 0, more = {}) =>
    draft.whole({
      clause: 'A1',
      owner: 'UNP',
      base: 1,
      rev,
      may: true,
      fields: { [F]: [[text, null, []]], 'en/title': [['Title', null, []]] },
      ...more,
    })
  return { draft, sent, lost, kept, timers, whole, text: () => textOf(draft.shown.get(F)) }
}

test('one edit is on its way, what follows waits and joins', () => {
  const { draft, sent, whole } = aDraft()
  whole('abc')
  draft.edit(F, [3, 'd'])
  draft.edit(F, [4, 'e'])
  draft.edit(F, [5, 'f'])
  assert.deepEqual(sent, [{ t: 'edit', id: 'me:1', draft: 'd1', rev: 0, field: F, edit: [3, 'd'] }])
  draft.edits([[1, 'UNP', F, [3, 'd'], 'me:1']])
  assert.deepEqual(sent[1], { t: 'edit', id: 'me:2', draft: 'd1', rev: 1, field: F, edit: [4, 'ef'] })
  draft.edits([[2, 'UNP', F, [4, 'ef'], 'me:2']])
  assert.equal(draft.pending, false)
  assert.equal(draft.since, null)
})

test('fields wait for each other, in order', () => {
  const { draft, sent, whole } = aDraft()
  whole('abc')
  draft.edit(F, [3, 'd'])
  draft.edit('en/title', ['T'])
  draft.edit(F, [4, 'e'])
  draft.edits([[1, 'UNP', F, [3, 'd'], 'me:1']])
  draft.edits([[2, 'UNP', 'en/title', ['T'], 'me:2']])
  assert.deepEqual(sent.map(({ field, edit }) => [field, edit]), [
    [F, [3, 'd']],
    ['en/title', ['T']],
    [F, [4, 'e']],
  ])
})

test('it is stored under its id before it is sent', () => {
  const { draft, kept, whole } = aDraft()
  whole('abc')
  draft.edit(F, [3, 'd'])
  const [sentBefore, record] = kept.find(([, one]) => one?.flying?.id === 'me:1')
  assert.equal(sentBefore, 0)
  assert.equal(record.rev, 0)
})

test('a lost acknowledgement comes with the tail', () => {
  const { draft, sent, whole, text } = aDraft()
  whole('abc')
  draft.edit(F, [3, 'd'])
  draft.asleep()
  draft.edit(F, [4, 'e'])
  draft.edits([[1, 'NEW', F, ['X'], 'she:1'], [2, 'UNP', F, [4, 'd'], 'me:1']])
  assert.equal(text(), 'Xabcde')
  assert.deepEqual(sent.at(-1), { t: 'edit', id: 'me:2', draft: 'd1', rev: 2, field: F, edit: [5, 'e'] })
})

test('what did not arrive is sent again under its id, carried to what came', () => {
  const { draft, sent, whole } = aDraft()
  whole('abc')
  draft.edit(F, [3, 'd'])
  draft.asleep()
  draft.edits([[1, 'NEW', F, ['X'], 'she:1']])
  const again = { t: 'edit', id: 'me:1', draft: 'd1', rev: 1, field: F, edit: [4, 'd'], again: true }
  assert.deepEqual(sent.at(-1), again)
})

test('an effect that was told without its id is not shown twice', () => {
  const { draft, whole, text } = aDraft()
  whole('abc')
  draft.edit(F, [3, 'd'])
  draft.asleep()
  draft.edits([[1, 'UNP', F, [3, 'd'], null]])
  draft.edits([[1, 'UNP', F, [], 'me:1']])
  assert.equal(text(), 'abcd')
  assert.equal(draft.pending, false)
})

test('typed while not connected, across a new version: never sent, both texts come back', () => {
  const { draft, sent, lost, whole, text } = aDraft()
  whole('abc')
  draft.asleep()
  draft.edit(F, [3, 'd'])
  draft.edits([[1, null, F, [1, ['x', 1]], null]])
  assert.deepEqual(sent, [])
  assert.equal(text(), 'ac')
  assert.deepEqual(lost.map(({ why, texts }) => [why, texts]), [['moved', { [F]: { was: 'ac', mine: 'acd' } }]])
})

test('typed while connected, a new version only carries it', () => {
  const { draft, lost, whole, text } = aDraft()
  whole('abc')
  draft.edit(F, [3, 'd'])
  draft.edits([[1, null, F, [1, ['x', 1]], null]])
  assert.equal(text(), 'acd')
  assert.deepEqual(lost, [])
})

test('a draft carried over tells all its fields in one revision', () => {
  const { draft, sent, whole, text } = aDraft()
  whole('abc')
  draft.edits([[1, null, F, ['N'], null], [1, null, 'en/title', ['M'], null]])
  assert.equal(text(), 'Nabc')
  assert.equal(textOf(draft.shown.get('en/title')), 'MTitle')
  draft.edits([[1, null, 'en/title', ['M'], null]]) // and after a return, not once more
  draft.edits([[2, 'NEW', F, ['Y'], 'she:1']])
  draft.edits([[1, null, F, ['N'], null]])
  assert.equal(text(), 'YNabc')
  assert.deepEqual(sent, [])
})

test('a gap is asked for', () => {
  const { draft, sent, whole } = aDraft()
  whole('abc')
  draft.edits([[2, 'NEW', F, ['X'], 'she:2']])
  assert.deepEqual(sent, [{ t: 'open', draft: 'd1', revision: 0 }])
})

test('too far behind: sent as it was made, on what it was made on, and nothing typed meanwhile', () => {
  const { draft, sent, lost, whole, text } = aDraft()
  whole('abc')
  draft.edit(F, [3, 'd'])
  draft.edits([[1, 'NEW', F, ['X'], 'she:1']]) // the edit on its way is carried to revision 1
  draft.asleep()
  whole('much has happened', 900)
  const again = { t: 'edit', id: 'me:1', draft: 'd1', rev: 1, field: F, edit: [4, 'd'], again: true }
  assert.deepEqual(sent.at(-1), again)
  assert.equal(draft.writable, false)
  assert.equal(text(), 'much has happened')
  draft.edits([[901, 'UNP', F, [4, 'd'], 'me:1']])
  assert.equal(text(), 'muchd has happened')
  assert.equal(draft.writable, true)
  assert.deepEqual(lost, [])
})

test('too far behind, and it was in already', () => {
  const { draft, whole, text } = aDraft()
  whole('abc')
  draft.edit(F, [3, 'd'])
  draft.asleep()
  whole('abcd and more', 900)
  draft.edits([[1, 'UNP', F, [], 'me:1']])
  assert.equal(text(), 'abcd and more')
  assert.equal(draft.pending, false)
})

test('what waited behind an edit of unknown fate comes back as text', () => {
  const { draft, sent, lost, whole } = aDraft()
  whole('abc')
  draft.edit(F, [3, 'd'])
  draft.edit(F, [4, 'e'])
  draft.edit('en/title', ['T'])
  draft.asleep()
  whole('other', 900)
  assert.deepEqual(lost[0].texts[F], { was: 'abc', mine: 'abcde' })
  draft.edits([[901, 'UNP', F, ['d'], 'me:1']])
  assert.deepEqual([sent.at(-1).field, sent.at(-1).rev], ['en/title', 0])
})

test('a refusal gives the words back and begins anew', () => {
  const { draft, sent, lost, whole, text } = aDraft()
  whole('abc')
  draft.edit(F, [3, 'd'])
  draft.edit(F, [4, 'e'])
  assert.equal(draft.refused({ id: 'she:9', code: 'x', sentence: '', next: '' }), false)
  draft.refused({ id: 'me:1', code: 'pens_down', sentence: 'No pen works now.', next: 'Ask.' })
  assert.equal(text(), 'abc')
  assert.deepEqual(sent.at(-1), { t: 'open', draft: 'd1', revision: null })
  assert.deepEqual(lost, [
    {
      draft: 'd1',
      clause: 'A1',
      base: 1,
      why: 'pens_down',
      sentence: 'No pen works now. Ask.',
      texts: { [F]: { was: 'abc', mine: 'abcde' } },
    },
  ])
})

test('not saved: said so, kept, and sent again under its id', () => {
  const { draft, sent, lost, timers, whole, text } = aDraft()
  whole('abc')
  draft.edit(F, [3, 'd'])
  draft.refused({ id: 'me:1', code: 'not_saved', sentence: 'Not saved.', next: '' })
  assert.equal(draft.unsaved, true)
  assert.equal(text(), 'abcd')
  timers.shift()()
  assert.deepEqual([sent.at(-1).id, sent.at(-1).again], ['me:1', true])
  draft.edits([[1, 'UNP', F, [3, 'd'], 'me:1']])
  assert.equal(draft.unsaved, false)
  assert.deepEqual(lost, [])
})

for (const why of ['tabled', 'discarded', 'not_yours']) {
  test(`closed (${why}) while something was on its way`, () => {
    const { draft, lost, whole } = aDraft()
    whole('abc')
    draft.edit(F, [3, 'd'])
    draft.closed(why)
    assert.deepEqual([draft.over, draft.writable, draft.pending], [true, false, false])
    assert.deepEqual(lost.map((one) => one.why), [why])
  })
}

test('restored: asked for anew', () => {
  const { draft, sent, whole } = aDraft()
  whole('abc')
  draft.closed('restored')
  assert.deepEqual(sent, [{ t: 'open', draft: 'd1', revision: null }])
  whole('former', 0)
  assert.equal(textOf(draft.shown.get(F)), 'former')
})

test('what is handed back says which version it was written on', () => {
  const { draft, lost, whole, text } = aDraft()
  whole('abc')
  draft.asleep()
  draft.edit(F, [3, 'd'])
  whole('xbc', 4, { base: 2 })
  assert.equal(text(), 'xbc')
  assert.deepEqual(lost.map(({ base, texts }) => [base, texts]), [[1, { [F]: { was: 'abc', mine: 'abcd' } }]])
})

test('an edit that closes the line three times is given up', () => {
  const { draft, lost, whole } = aDraft()
  whole('abc')
  draft.edit(F, [3, 'd'])
  for (let n = 0; n < 3; n++) {
    draft.asleep()
    draft.blamed()
    draft.edits([])
  }
  draft.blamed()
  assert.equal(lost.length, 1)
  assert.equal(draft.pending, false)
})

test('a page that is opened again goes on where the other ended', () => {
  const first = aDraft()
  first.whole('abc')
  first.draft.edit(F, [3, 'd'])
  first.draft.edit(F, [4, 'e'])
  const second = aDraft({ stored: JSON.parse(JSON.stringify(first.draft.record())) })
  assert.equal(second.text(), 'abcde')
  second.draft.edits([[1, 'UNP', F, [3, 'd'], 'me:1']])
  assert.deepEqual(second.sent.at(-1).edit, [4, 'e'])
})

test('a pen may be stopped, and go on', () => {
  const { draft, whole } = aDraft()
  whole('abc')
  draft.allowed(false)
  assert.equal(draft.writable, false)
  assert.equal(draft.undo(), false)
  draft.allowed(true)
  assert.equal(draft.writable, true)
})

test('carets are told in what others know and shown in what this page shows', () => {
  const { draft, whole } = aDraft()
  whole('abcdef')
  draft.edit(F, [2, 'XX'])
  const seen = []
  draft.pens.add({ edited() {}, reset() {}, changed() {}, carets: (list) => seen.push(...list) })
  draft.carets([['p2', 'Ben', 'NEW', F, 0, 1, 4]])
  assert.deepEqual(seen.map(({ anchor, head }) => [anchor, head]), [[1, 6]])
  assert.deepEqual([0, 2, 3, 4, 5].map((at) => draft.placeToSay(F, at)), [0, 2, 2, 2, 3])
})
