// The laws of the algebra in JavaScript, as properties; tests/models/test_edit.py has them in Python.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import fc from 'fast-check'

import * as edits from '../../static/js/text/edit.js'
import {
  apply,
  base,
  carry,
  change,
  fromJson,
  joined,
  ofText,
  result,
  run,
  toJson,
} from '../../static/js/text/layer.js'
import { splitsCharacter, typable, checkTyped } from '../../static/js/text/units.js'

const { clip, compose, dump, editOf, invert, parse, rebase } = edits
const RUNS = { numRuns: 1_000 }

const text = fc.array(fc.constantFrom('a', 'b', ' ', 'م', '\u0301', '😀'), { maxLength: 6 })
const party = fc.constantFrom('p', 'q', 'r')
const author = fc.constantFrom('p', 'q', 'r', null)
const layer = fc
  .array(fc.tuple(text, author, fc.subarray(['p', 'q'])), { maxLength: 6 })
  .map((raw) => joined(raw.map(([t, by, struck]) => run(t.join(''), by, struck.filter((s) => s !== by)))))

/** What to do at each character; `edit` makes an edit of it that the author may do. */
const plan = fc.array(fc.tuple(fc.constantFrom('k', 'k', 'k', 's', 'u', 'i'), text), { maxLength: 40 })

function edit(steps, runs, by) {
  const characters = runs.flatMap((one) => [...one.text].map((character) => [character, one]))
  const parts = []
  steps.forEach(([what, typed], at) => {
    if (at >= characters.length) return
    const [character, one] = characters[at]
    const own = one.insertedBy === by
    if (what === 'i') parts.push(typed.join(''))
    if (what === 'k' || what === 'i' || (by === null && !own)) parts.push(character.length)
    else parts.push([own ? 'x' : what, character.length])
  })
  return editOf(...parts)
}

const law = (name, ...rest) =>
  test(name, () => {
    const check = rest.pop()
    fc.assert(fc.property(...rest, check), RUNS)
  })

law('both orders converge', layer, author, author, plan, plan, (runs, p, q, stepsA, stepsB) => {
  const [a, b] = [edit(stepsA, runs, p), edit(stepsB, runs, q)]
  const [afterA] = apply(runs, a, p)
  const [afterB] = apply(runs, b, q)
  assert.deepEqual(
    apply(afterA, rebase(b, a), q)[0],
    apply(afterB, rebase(a, b, { first: true, sameAuthor: p === q }), p)[0],
  )
})

law('a composed edit does what its parts do', layer, author, plan, plan, (runs, p, first, then) => {
  const a = edit(first, runs, p)
  const [between] = apply(runs, a, p)
  const b = edit(then, between, p)
  assert.deepEqual(apply(runs, compose(a, b), p)[0], apply(between, b, p)[0])
})

law('an inverse takes everything back', layer, party, plan, (runs, p, steps) => {
  const [after, effective] = apply(runs, edit(steps, runs, p), p)
  const [back] = apply(after, invert(effective, runs), p)
  const own = (ofRuns) =>
    ofRuns.flatMap((one) => [...one.text].map((c) => [c, one.insertedBy, one.struckBy.includes(p)]))
  assert.deepEqual(own(back), own(runs))
  if (!effective.some(edits.isRemoval)) assert.deepEqual(back, runs)
})

law('a clipped edit is allowed and takes full effect', layer, party, party, plan, (runs, p, q, steps) => {
  const clipped = clip(edit(steps, runs, q), runs, p)
  assert.deepEqual(apply(runs, clipped, p)[1], clipped)
})

law('the change of a layer makes its result', layer, (runs) => {
  assert.deepEqual(apply(ofText(base(runs)), change(runs), null)[0], ofText(result(runs)))
})

law('a carried layer stands on the changed base', layer, plan, (runs, steps) => {
  const ground = ofText(base(runs))
  const settled = edit(steps, ground, null)
  const [carried, carrying] = carry(runs, settled)
  assert.equal(base(carried), base(apply(ground, settled, null)[0]))
  assert.deepEqual(apply(runs, carrying, null), [carried, carrying])
})

law('edits and runs survive the wire', layer, party, plan, (runs, p, steps) => {
  const made = edit(steps, runs, p)
  assert.deepEqual(parse(JSON.parse(JSON.stringify(dump(made)))), made)
  assert.deepEqual(fromJson(JSON.parse(JSON.stringify(toJson(runs)))), runs)
})

law('garbage is refused and nothing else happens', layer, party, fc.jsonValue(), (runs, p, raw) => {
  const before = toJson(runs)
  try {
    apply(runs, parse(raw), p)
  } catch (refusal) {
    assert.ok(['EditRefused', 'TextRefused'].includes(refusal.name), String(refusal))
  }
  assert.deepEqual(toJson(runs), before)
})

law('what is left of a pasted text may be typed', fc.string({ unit: 'binary' }), (pasted) => {
  checkTyped(typable(pasted))
})

test('a place inside a character is known', () => {
  assert.deepEqual(
    [0, 1, 2, 3, 4].map((at) => splitsCharacter('a😀b', at)),
    [false, false, true, false, false],
  )
})
