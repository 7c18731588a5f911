// The golden vectors, in JavaScript; tests/models/test_vectors.py runs the same in Python.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import * as edits from '../../static/js/text/edit.js'
import * as layers from '../../static/js/text/layer.js'
import { checkTyped, wordingDigest } from '../../static/js/text/units.js'

const { fromJson, toJson } = layers
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')

const FUNCTIONS = {
  parse: (raw) => edits.dump(edits.parse(raw)),
  apply(runs, edit, author) {
    const [after, effective] = layers.apply(fromJson(runs), edits.parse(edit), author)
    return [toJson(after), effective]
  },
  rebase: (edit, over, first, sameAuthor) => edits.rebase(edit, over, { first, sameAuthor }),
  compose: edits.compose,
  invert: (edit, runs) => edits.invert(edit, fromJson(runs)),
  clip: (edit, runs, author) => edits.clip(edit, fromJson(runs), author),
  base: (runs) => layers.base(fromJson(runs)),
  result: (runs) => layers.result(fromJson(runs)),
  change: (runs) => layers.change(fromJson(runs)),
  carry(runs, settled) {
    const [after, edit] = layers.carry(fromJson(runs), settled)
    return [toJson(after), edit]
  },
  check_typed(text) {
    checkTyped(text)
    return null
  },
  wording_digest: (wording) => wordingDigest(wording, sha256),
}

function gives(vector) {
  try {
    return FUNCTIONS[vector.do](...vector.with)
  } catch (refusal) {
    if (refusal.code === undefined) throw refusal
    return { refused: refusal.code }
  }
}

const vectors = (name) =>
  JSON.parse(readFileSync(new URL(`../vectors/${name}`, import.meta.url), 'utf8'))

for (const name of ['algebra.json', 'text.json']) {
  test(`JavaScript gives what ${name} says`, () => {
    for (const vector of vectors(name)) {
      if (vector.do !== 'replacements') assert.deepEqual(gives(vector), vector.gives, JSON.stringify(vector))
    }
  })
}

test('those who watch end with the runs of those who type', () => {
  for (const { do: name, with: [runs, edit, author], gives: told } of vectors('algebra.json')) {
    if (name !== 'replacements') continue
    const before = fromJson(runs)
    const shown = told.map(layers.replacementFromJson).reduce(layers.replace, before)
    assert.deepEqual(shown, layers.apply(before, edit, author)[0])
  }
})
