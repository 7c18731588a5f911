// Clients in JavaScript live through what clients in Python lived through, and end with the same
// runs. The tapes are of a workshop with lag, joint layers, settling and undo (tests/models/workshop.py).
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'

import { clip, compose, invert, rebase } from '../../static/js/text/edit.js'
import { apply, fromJson, toJson } from '../../static/js/text/layer.js'

class Client {
  constructor(party) {
    this.party = party
  }

  reset(runs) {
    this.runs = fromJson(runs)
    this.flying = null
    this.buffer = []
    this.undoable = []
  }

  do(edit, undoable = true) {
    const before = this.runs
    const [after, effective] = apply(before, edit, this.party)
    this.runs = after
    this.buffer = compose(this.buffer, effective)
    if (undoable && effective.length > 0) this.undoable.push(invert(effective, before))
  }

  undo(edit) {
    // What returns, returns as new characters on the tape; so only its length is compared.
    const lengths = (parts) => parts.map((part) => (typeof part === 'string' ? part.length : part))
    const own = clip(this.undoable.pop(), this.runs, this.party)
    assert.deepEqual(lengths(own), lengths(edit))
    this.do(edit, false)
  }

  send(edit) {
    assert.deepEqual(this.buffer, edit)
    this.flying = this.buffer
    this.buffer = []
  }

  confirmed() {
    this.flying = null
  }

  told(edit, author) {
    const options = { first: true, sameAuthor: author === this.party }
    const cross = (unconfirmed) => {
      const rebased = rebase(unconfirmed, edit)
      edit = rebase(edit, unconfirmed, options)
      return rebased
    }
    if (this.flying !== null) this.flying = cross(this.flying)
    this.buffer = cross(this.buffer)
    this.runs = apply(this.runs, edit, author)[0]
    this.undoable = this.undoable.reverse().map(cross).reverse()
  }

  ends(runs) {
    assert.deepEqual(toJson(this.runs), runs)
  }
}

const sessions = JSON.parse(readFileSync(new URL('../vectors/sessions.json', import.meta.url), 'utf8'))

for (const [number, { party, tape }] of sessions.entries()) {
  test(`client ${number}, of party ${party}, ends with the runs of its twin in Python`, () => {
    const client = new Client(party)
    for (const [what, ...rest] of tape) client[what](...rest)
  })
}
