import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import { Checkpoints, entryHash, follows } from '../../../static/js/live/checkpoint.js'

const FIRST = 'aa'.repeat(32)

/** A chain of headers and the checkpoint at each of its entries. */
function chain(length, salt = 0) {
  const headers = []
  const roots = [FIRST]
  for (let number = 1; number <= length; number += 1) {
    const parts = { public: salt.toString(16).padStart(64, '0'), parties: 'cc'.repeat(32) }
    const header = { at: '2027-01-12T10:00:00.000000Z', number, parts, place: number, prev: roots.at(-1) }
    headers.push(header)
    roots.push(entryHash(header))
  }
  const at = (number) => ({ number, root: roots[number], code: `c${number}`, note: 'n', at: '', key: '' })
  return { headers, at }
}

const server =
  ({ headers }, most = 3) =>
  async (after) =>
    headers.slice(after, after + most)

function browser(its, stored = new Map()) {
  const alarms = []
  const shown = []
  const checkpoints = new Checkpoints({
    negotiation: 'x',
    storage: { getItem: (key) => stored.get(key) ?? null, setItem: (key, value) => stored.set(key, value) },
    headers: (after) => its.now(after),
    alarm: (held, told) => alarms.push([held.number, told.number]),
    shown: ({ code }) => shown.push(code),
  })
  return { checkpoints, alarms, shown, stored }
}

test('an entry is hashed as the server hashes it', () => {
  // tests/web/test_record.py holds the same.
  const header = {
    prev: '00'.repeat(32),
    place: 7,
    parts: { public: '11'.repeat(32), facilitators: '22'.repeat(32) },
    number: 3,
    at: '2027-01-12T10:00:00.000000Z',
  }
  assert.equal(entryHash(header), 'e644ef44c662f007922808c36c8ca97b29c6d95c93b557a2f1735cda91c41e05')
})

test('any checkpoint of a record follows from any older one, and from none of another record', async () => {
  await fc.assert(
    fc.asyncProperty(fc.nat(12), fc.nat(12), fc.integer({ min: 1, max: 5 }), async (a, b, most) => {
      const [one, other] = [chain(12), chain(12, 1)]
      const [low, high] = [Math.min(a, b), Math.max(a, b)]
      assert.equal(await follows(one.at(low), one.at(high), server(one, most)), true)
      const same = low === 0 // before the first entry nothing differs
      assert.equal(await follows(one.at(low), other.at(high), server(other, most)), same)
    }),
  )
})

test('every changed header is found', async () => {
  const whole = chain(6)
  for (let index = 0; index < 6; index += 1) {
    for (const change of [{ place: 99 }, { at: 'x' }, { number: 99 }, { prev: FIRST.replace('a', 'b') }]) {
      const headers = whole.headers.with(index, { ...whole.headers[index], ...change })
      assert.equal(await follows(whole.at(0), whole.at(6), server({ headers })), false, JSON.stringify(change))
    }
    const headers = whole.headers.toSpliced(index, 1)
    assert.equal(await follows(whole.at(0), whole.at(6), server({ headers })), false)
  }
})

test('a shorter and a forked history raise the alarm, and the older checkpoint is kept', async () => {
  const [one, other] = [chain(8), chain(8, 1)]
  const its = { now: server(one) }
  const { checkpoints, alarms, shown, stored } = browser(its)
  await checkpoints.heard(one.at(5), true)
  await checkpoints.heard(one.at(7), true)
  assert.deepEqual([alarms, shown], [[], ['c5', 'c7']])

  its.now = server({ headers: one.headers.slice(0, 6) })
  await checkpoints.heard(one.at(6), true)
  assert.deepEqual(alarms, [[7, 6]])

  its.now = server(other)
  const again = browser(its, stored) // the page is loaded again
  await again.checkpoints.heard(other.at(8), true)
  assert.deepEqual(again.alarms, [[7, 8]])
  assert.equal(again.checkpoints.held.root, one.at(7).root)

  again.checkpoints.accept(other.at(8))
  await again.checkpoints.heard(other.at(8), true)
  assert.deepEqual(again.alarms, [[7, 8]])
})

test('an older checkpoint of the same record is no alarm: another server may not know better', async () => {
  const one = chain(8)
  const { checkpoints, alarms } = browser({ now: server(one) })
  await checkpoints.heard(one.at(7), true)
  await checkpoints.heard(one.at(3), true)
  assert.deepEqual([alarms, checkpoints.held.number], [[], 7])
})

test('where nobody answers nothing is concluded, and a rehearsal is not remembered', async () => {
  const one = chain(8)
  const its = { now: server(one) }
  const { checkpoints, alarms, stored } = browser(its)
  await checkpoints.heard(one.at(2), false)
  assert.equal(stored.size, 0)
  its.now = async () => {
    throw new Error('no line')
  }
  await checkpoints.heard(one.at(4), true)
  assert.deepEqual([alarms, checkpoints.held.number], [[], 2])
})
