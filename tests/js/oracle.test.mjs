// CodeMirror's own ChangeSet.map as the oracle of rebase: where both only insert and remove, they
// must make the same text, whichever edit is taken to be first.
import assert from 'node:assert/strict'
import { test } from 'node:test'

import { ChangeSet, Text } from '@codemirror/state'

import { editOf, isInsertion, isRemoval, rebase, size } from '../../static/js/text/edit.js'
import { apply, ofText, textOf } from '../../static/js/text/layer.js'
import { chance } from './chance.mjs'

const PAIRS = 20_000

/** An edit by nobody of a text of `length` units: it keeps, inserts and removes. */
function someEdit(random, length, letter) {
  const parts = []
  for (let at = 0; at < length; ) {
    const count = Math.min(length - at, 1 + random(4))
    const what = random(10)
    if (what < 3) parts.push(letter.repeat(1 + random(2)))
    else {
      parts.push(what < 6 ? ['x', count] : count)
      at += count
    }
  }
  if (random(3) === 0) parts.push(letter)
  return editOf(...parts)
}

function changeSet(edit, length) {
  const changes = []
  let at = 0
  for (const part of edit) {
    if (isInsertion(part)) changes.push({ from: at, insert: part })
    else {
      if (isRemoval(part)) changes.push({ from: at, to: at + size(part) })
      at += size(part)
    }
  }
  return ChangeSet.of(changes, length)
}

test(`rebase makes the text that ChangeSet.map makes, for ${PAIRS} pairs of edits`, () => {
  const random = chance(2027)
  for (let pair = 0; pair < PAIRS; pair++) {
    const text = 'abcdefghijkl'.slice(0, 1 + random(12))
    const [a, b] = [someEdit(random, text.length, 'A'), someEdit(random, text.length, 'B')]
    const [setA, setB] = [changeSet(a, text.length), changeSet(b, text.length)]
    const before = random(2) === 0

    const theirs = setA.map(setB, before).apply(setB.apply(Text.of([text]))).toString()
    const after = apply(ofText(text), b, null)[0]
    const ours = textOf(apply(after, rebase(a, b, { first: before }), null)[0])
    assert.equal(ours, theirs, JSON.stringify({ text, a, b, before }))
  }
})
