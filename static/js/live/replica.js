/**
 * What a page knows of one draft, and what it has done that the server has not confirmed: one edit
 * on its way, and per field one edit that waits for its turn.
 *
 * shown = confirmed + on its way + waiting. What others did is carried over the two, and the two
 * over it, so that every page ends with the server's runs.
 */
import { compose, invert, rebase } from '../text/edit.js'
import { apply, fromJson, result, toJson } from '../text/layer.js'
import { History } from './history.js'
import { after, before } from './places.js'
import { split } from './split.js'

/**
 * @typedef {Array<number|string|[string, number]>} Edit
 * @typedef {{text: string, insertedBy: string|null, struckBy: string[]}} Run
 * @typedef {{was: string, mine: string}} Both the wording without and with what is not confirmed
 * @typedef {{id: string, field: string, edit: Edit, rev: number, stale: boolean, tries: number}}
 *   Flying `stale`: made on a revision whose successors this page does not know one by one; it is
 *   sent as it was made, on `rev`, and not part of what is shown until the server returns it
 * @typedef {object} Told
 * @property {(field: string, edit: Edit, author: string|null) => void} edited somebody edited
 * @property {(field: string, runs: Run[]) => void} reset what is shown is other than before
 */

export class Replica {
  /** @type {number|null} the revision confirmed; null while nothing is known */
  rev = null
  author
  /** @type {Map<string, Run[]>} */
  shown = new Map()
  history = new History()
  /** @type {Flying|null} */
  flying = null

  /** @type {Map<string, Run[]>} */
  #confirmed = new Map()
  /** @type {Flying[]} stale edits that follow the one on its way */
  #stale = []
  /** @type {Map<string, Edit>} */
  #waiting = new Map()
  /** @type {Record<string, Both>} what was shown when edits became stale */
  #texts = {}
  /** The revision that carried the draft over, as long as further fields of it may come. */
  #carrying = null
  #told

  /** @param {string|null} author @param {Told} told */
  constructor(author, told) {
    this.author = author
    this.#told = told
  }

  get pending() {
    return this.flying !== null || this.#stale.length > 0 || this.#waiting.size > 0
  }

  /** The runs the server confirmed. */
  confirmed(field) {
    return this.#confirmed.get(field) ?? []
  }

  // --- what the author does --------------------------------------------------------------------

  /** Take an edit of the author's as shown and waiting; returns it as it takes effect. */
  edit(field, edit, step) {
    const former = this.shown.get(field)
    const [next, effective] = apply(former, edit, this.author)
    if (effective.length === 0) return effective
    this.history.record(field, effective, former, step)
    this.shown.set(field, next)
    const waiting = this.#waiting.get(field)
    this.#wait(field, waiting ? compose(waiting, effective) : effective)
    return effective
  }

  #wait(field, edit) {
    if (edit.length > 0) this.#waiting.set(field, edit)
    else this.#waiting.delete(field)
  }

  /** Put the next edit on its way; false where there is none, or one is on its way already. */
  takeOff(newId) {
    if (this.flying !== null) return false
    if (this.#stale.length > 0) {
      this.flying = this.#stale.shift()
      return true
    }
    const next = this.#waiting.entries().next()
    if (next.done) return false
    const [field, edit] = next.value
    const [head, tail] = split(edit)
    this.#wait(field, tail)
    this.flying = { id: newId(), field, edit: head, rev: this.rev, stale: false, tries: 0 }
    return true
  }

  // --- what the server tells -------------------------------------------------------------------

  /** Somebody's edit was committed. False: something before it is missing here. */
  committed(rev, author, field, edit) {
    // Carrying a draft over makes one revision of several fields, told one by one.
    const another = author === null && rev === this.#carrying
    if (rev <= this.rev && !another) return true
    if (rev > this.rev + 1) return false
    const sameAuthor = author === this.author
    this.#confirmed.set(field, apply(this.#confirmed.get(field), edit, author)[0])
    let over = edit
    const past = (own) => {
      const carried = rebase(own, over)
      over = rebase(over, own, { first: true, sameAuthor })
      return carried
    }
    const { flying } = this
    if (flying?.field === field && !flying.stale) flying.edit = past(flying.edit)
    if (this.#waiting.has(field)) this.#wait(field, past(this.#waiting.get(field)))
    this.rev = rev
    this.#carrying = author === null ? rev : null
    if (over.length === 0) return true
    this.shown.set(field, apply(this.shown.get(field), over, author)[0])
    this.history.carry(field, over, sameAuthor)
    this.#told.edited(field, over, author)
    return true
  }

  /** The edit on its way was committed as `edit`. False: something before it is missing here. */
  landed(rev, author, field, edit) {
    if (edit.length === 0) {
      // Its effect was told before, or there was none.
      if (rev > this.rev) return false
      this.#land()
      return true
    }
    if (rev !== this.rev + 1) return false
    const { stale, edit: flown } = this.flying
    const [next, foreseen] = stale ? [] : apply(this.#confirmed.get(field), flown, this.author)
    if (stale || author !== this.author || !same(foreseen, edit)) {
      // The server knows better: what was foreseen goes, what came is told like anybody's.
      this.#land()
      return this.committed(rev, author, field, edit)
    }
    this.#confirmed.set(field, next)
    this.rev = rev
    this.#carrying = null
    this.#clear()
    return true
  }

  /** The edit on its way is over; what is confirmed does not hold it, or holds it already. */
  #land() {
    const { field, edit, stale } = this.flying
    this.#clear()
    if (stale) return
    const runs = this.#confirmed.get(field)
    const back = invert(apply(runs, edit, this.author)[1], runs)
    if (this.#waiting.has(field)) this.#wait(field, rebase(this.#waiting.get(field), back))
    this.#show(field)
  }

  #clear() {
    this.flying = null
    if (this.#stale.length === 0) this.#texts = {}
  }

  /** Show a field as confirmed plus waiting, whatever was shown. */
  #show(field) {
    let runs = this.#confirmed.get(field)
    if (this.#waiting.has(field)) runs = apply(runs, this.#waiting.get(field), this.author)[0]
    if (same(toJson(runs), toJson(this.shown.get(field)))) return
    this.shown.set(field, runs)
    this.history.clear()
    this.#told.reset(field, runs)
  }

  /** The confirmed state jumps to the whole of a draft. What is pending must be stale by then. */
  jump(rev, fields) {
    this.rev = rev
    this.#carrying = null
    this.#confirmed = fromFields(fields)
    this.shown = new Map(this.#confirmed)
    this.history.clear()
    for (const [field, runs] of this.shown) this.#told.reset(field, runs)
  }

  /**
   * Make what is pending stale. False where some of it cannot be sent that way: it waited behind
   * an edit of unknown fate, and so stands on no revision that the server knows.
   */
  stale(newId) {
    this.#texts = this.both()
    const { flying } = this
    const late = [...this.#waiting].filter(([field]) => field !== flying?.field)
    const fits = late.every(([, edit]) => split(edit)[1].length === 0)
    const all = fits && late.length === this.#waiting.size
    if (flying !== null && !flying.stale) Object.assign(flying, { stale: true, rev: this.rev })
    for (const [field, edit] of fits ? late : []) {
      this.#stale.push({ id: newId(), field, edit, rev: this.rev, stale: true, tries: 0 })
    }
    this.#waiting = new Map()
    return all
  }

  /** Forget what is pending, and show what is confirmed. */
  forget() {
    this.flying = null
    this.#stale = []
    this.#waiting = new Map()
    this.#texts = {}
    this.history.clear()
    for (const field of this.#confirmed.keys()) this.#show(field)
  }

  // --- what it reads ---------------------------------------------------------------------------

  /** What the draft reads, field by field, as shown. */
  wording() {
    return Object.fromEntries([...this.shown].map(([field, runs]) => [field, result(runs)]))
  }

  /** Both wordings of every field that holds something pending. */
  both() {
    const fields = new Set(this.#waiting.keys())
    if (this.flying !== null && !this.flying.stale) fields.add(this.flying.field)
    const texts = [...fields].map((field) => {
      const [was, mine] = [this.#confirmed, this.shown].map((runs) => result(runs.get(field)))
      return [field, { was, mine }]
    })
    return { ...this.#texts, ...Object.fromEntries(texts) }
  }

  /** A place in what is confirmed, as a place in what is shown. */
  placeShown(field, place) {
    return this.#unconfirmed(field).reduce((at, edit) => after(edit, at), place)
  }

  /** A place in what is shown, as a place in what is confirmed, which others know. */
  placeConfirmed(field, place) {
    return this.#unconfirmed(field).reduceRight((at, edit) => before(edit, at), place)
  }

  #unconfirmed(field) {
    const flying = this.flying?.field === field && !this.flying.stale ? [this.flying.edit] : []
    return this.#waiting.has(field) ? [...flying, this.#waiting.get(field)] : flying
  }

  // --- for the shelf ---------------------------------------------------------------------------

  /** What has to be kept to go on after the page is gone. */
  record() {
    return {
      rev: this.rev,
      fields: Object.fromEntries([...this.#confirmed].map(([f, runs]) => [f, toJson(runs)])),
      flying: this.flying,
      stale: this.#stale,
      waiting: [...this.#waiting],
      texts: this.#texts,
    }
  }

  /** Go on from a record. Throws where it does not fit together. */
  restore({ rev, fields, flying, stale, waiting, texts }) {
    this.rev = rev
    this.#confirmed = fromFields(fields)
    this.shown = new Map(this.#confirmed)
    this.flying = flying && { ...flying, tries: Math.max(1, flying.tries) }
    this.#stale = stale
    this.#waiting = new Map(waiting)
    this.#texts = texts
    const shown = flying && !flying.stale ? [[flying.field, flying.edit], ...waiting] : waiting
    for (const [field, edit] of shown) {
      this.shown.set(field, apply(this.shown.get(field), edit, this.author)[0])
    }
    for (const [field, runs] of this.shown) this.#told.reset(field, runs)
  }
}

const fromFields = (fields) =>
  new Map(Object.entries(fields).map(([field, runs]) => [field, fromJson(runs)]))

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b)
