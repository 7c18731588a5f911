import assert from 'node:assert/strict'
import { test } from 'node:test'

import { Line, delay } from '../../../static/js/live/line.js'
import { Clockwork, fakeSockets } from './clockwork.mjs'

const WELCOME = { t: 'welcome' }

function aLine(options = {}) {
  const clock = new Clockwork()
  const { sockets, Socket } = fakeSockets()
  const heard = []
  const turns = []
  let place = null
  const line = new Line({
    url: 'ws://here/n/x/live',
    hello: () => ({ t: 'hello', since: line.place ?? place }),
    heard: (event) => heard.push(event.t),
    turned: (state, reason) => turns.push(reason ? `${state}: ${reason}` : state),
    Socket,
    clock,
    ...options,
  })
  const last = () => sockets.at(-1)
  const up = () => {
    last().open()
    last().hear(WELCOME)
  }
  line.start()
  return { line, clock, sockets, heard, turns, last, up }
}

test('it says hello first and is up with the welcome', () => {
  const { line, last, up, turns } = aLine()
  assert.equal(line.send({ t: 'ping' }), false)
  up()
  assert.deepEqual(last().sent, [{ t: 'hello', since: null }])
  assert.deepEqual(turns, ['connecting', 'up'])
  assert.equal(line.send({ t: 'look', clause: null }), true)
})

test('the place reached is the since of the next hello', () => {
  const { clock, last, up, heard } = aLine()
  up()
  last().hear({ t: 'html' }, { t: 'html' })
  last().fall()
  clock.pass(10_000)
  last().open()
  assert.deepEqual(last().sent, [{ t: 'hello', since: 2 }])
  assert.deepEqual(heard, ['welcome', 'html', 'html'])
})

test('it pings after ten seconds of silence and is content with a pong', () => {
  const { line, clock, last, up } = aLine()
  up()
  clock.pass(9_000)
  last().hear({ t: 'html' })
  clock.pass(9_500)
  assert.equal(last().sent.length, 1)
  clock.pass(1_000)
  assert.deepEqual(last().sent.at(-1), { t: 'ping' })
  last().hear({ t: 'pong' })
  clock.pass(9_000)
  assert.equal(line.state, 'up')
})

test('a line with nobody at the other end is lost within fifteen seconds', () => {
  const { line, clock, sockets, up, turns } = aLine()
  up()
  clock.pass(15_100)
  assert.equal(line.state, 'down')
  assert.equal(sockets[0].closed, true)
  assert.deepEqual(turns, ['connecting', 'up', 'down'])
  clock.pass(1_000)
  assert.equal(sockets.length, 2)
  sockets[0].hear({ t: 'html' }) // late, and of no consequence
  sockets[0].fall()
  assert.equal(line.state, 'connecting')
})

test('a doubt is settled within three seconds', () => {
  const { line, clock, last, up } = aLine()
  up()
  line.doubt()
  line.doubt()
  assert.deepEqual(last().sent.slice(1), [{ t: 'ping' }])
  clock.pass(2_600)
  assert.equal(line.state, 'down')
})

test('after sleep it asks before it believes', () => {
  const { line, clock, last, up } = aLine()
  up()
  clock.sleep(8 * 3600_000)
  line.doubt()
  assert.deepEqual(last().sent.at(-1), { t: 'ping' })
  last().hear({ t: 'pong' })
  clock.pass(3_000)
  assert.equal(line.state, 'up')
})

test('it comes back ever more slowly, with jitter, and at once when there is hope', () => {
  const { line, clock, sockets } = aLine()
  const tries = []
  for (let n = 0; n < 8; n++) {
    sockets.at(-1).fall()
    const before = sockets.length
    const from = clock.time
    while (sockets.length === before) clock.pass(10)
    tries.push(clock.time - from)
  }
  assert.ok(tries[0] < 700 && tries.at(-1) > 4_000 && tries.at(-1) <= 10_000, String(tries))
  sockets.at(-1).fall()
  const before = sockets.length
  line.doubt()
  assert.equal(sockets.length, before + 1)
})

test('full jitter stays between its bounds', () => {
  for (let n = 0; n < 40; n++) {
    assert.ok(delay(n, () => 0) >= 300)
    assert.ok(delay(n, () => 1) <= 10_000)
  }
})

test('a welcome that never comes is a failure', () => {
  const { line, clock, last } = aLine()
  last().open()
  clock.pass(10_100)
  assert.equal(line.state, 'down')
})

test('a revoked session is the end', () => {
  const { line, clock, sockets, last, up, turns } = aLine()
  up()
  last().fall(4001, 'This session ended.')
  clock.pass(60_000)
  assert.equal(sockets.length, 1)
  assert.equal(turns.at(-1), 'ended: This session ended.')
  line.doubt()
  line.start()
  assert.equal(sockets.length, 1)
})

test('a session revoked while the line was down is noticed', async () => {
  let asked = 0
  const { line, clock, sockets, up } = aLine({
    allowed: async () => {
      asked += 1
      return false
    },
  })
  up()
  for (let n = 0; n < 3; n++) {
    sockets.at(-1).fall()
    if (n < 2) clock.pass(10_000)
  }
  await new Promise((go) => setImmediate(go))
  assert.equal(asked, 1)
  assert.equal(line.state, 'ended')
})

for (const [code, reason] of [[1012, 'restart'], [4008, 'fell behind'], [4009, 'This frame is not known here.'], [4010, 'No hello came.']]) {
  test(`it comes back after ${code}`, () => {
    const { line, clock, sockets, last, up } = aLine()
    up()
    last().fall(code, reason)
    assert.equal(line.state, 'down')
    assert.equal(line.reason, reason)
    clock.pass(10_000)
    assert.equal(sockets.length, 2)
  })
}

test('a hundred breaks, and it is up at the end', () => {
  const { line, clock, last, up } = aLine()
  for (let n = 0; n < 100; n++) {
    up()
    if (n % 3 === 0) last().fall()
    else if (n % 3 === 1) clock.pass(16_000)
    else {
      clock.sleep(60_000)
      line.doubt()
      clock.pass(3_000)
    }
    clock.pass(400)
    while (line.state === 'down') clock.pass(50)
  }
  up()
  assert.equal(line.state, 'up')
})
