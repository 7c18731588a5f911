/**
 * One draft as this page has it: what the server confirmed, one edit on its way, and per field one
 * edit that waits for its turn. Pure: knows no document, no socket, no clock.
 *
 * shown = confirmed + on its way + waiting. What others did is carried over the two, and the two
 * over it, so that every page ends with the server's runs. A resent edit keeps its id, and the
 * server takes one id once; an acknowledgement is one's own id among what was committed.
 */
import { compose, invert, rebase } from '../text/edit.js'
import { apply, fromJson, result, toJson } from '../text/layer.js'
import { History } from './history.js'
import { after, before } from './places.js'
import { split } from './split.js'

/**
 * @typedef {Array<number|string|[string, number]>} Edit
 * @typedef {{text: string, insertedBy: string|null, struckBy: string[]}} Run
 * @typedef {{id: string, field: string, edit: Edit, rev: number, stale: boolean, tries: number}}
 *   Flying `stale`: made on a revision whose successors this page does not know one by one; it is
 *   sent as it was made, on `rev`, and not part of what is shown until the server returns it
 * @typedef {{was: string, mine: string}} Both the wording without and with what was not sent
 * @typedef {{draft: string, clause: string, why: string, sentence: string,
 *   texts: Record<string, Both>}} Unsent
 * @typedef {object} Surroundings
 * @property {(frame: object) => boolean} send false where there is no line
 * @property {() => string} newId
 * @property {(what: Unsent) => void} lost wording that will not be sent: keep it for its author
 * @property {() => void} changed something about the draft changed: store it, show it
 * @property {(ms: number, act: () => void) => void} later
 * @property {() => number} now
 */

/** Refusals after which the same edit may well be taken. */
const PASSING = new Set(['not_saved', 'busy'])
const RETRY = 1_000
const HOPELESS = 3 // how often one edit may close the line before it is given up

export class Draft {
  /** @type {number|null} the revision confirmed; null while nothing is known */
  rev = null
  clause = ''
  base = null
  floor = false
  watch = 'none'
  /** Whether the server lets this page type, as far as it said. */
  may = false
  over = false
  /** Whether the last answer to the edit on its way was "not saved". */
  unsaved = false
  /** When the oldest unacknowledged edit was made, or null. */
  since = null
  /** @type {Map<string, Run[]>} */
  shown = new Map()
  history = new History()
  /** @type {Set<object>} `{edited(field, edit, author, own), reset(field, runs), changed(), carets(list)}` */
  pens = new Set()

  /** @type {Map<string, Run[]>} */
  #confirmed = new Map()
  /** @type {Flying|null} */
  #flying = null
  /** @type {Flying[]} stale edits that follow the one on its way */
  #stale = []
  /** @type {Map<string, Edit>} */
  #waiting = new Map()
  /** Whether the server has told, on this line, what came since `rev`. */
  #live = false
  #astray = false
  /** The revision that carried the draft over, as long as further fields of it may come. */
  #carrying = null
  #retrying = false
  /** @type {Record<string, Both>|null} what was shown when the edits on their way became stale */
  #texts = null
  #around

  /** @param {string} id @param {string|null} author @param {Surroundings} around */
  constructor(id, author, around) {
    this.id = id
    this.author = author
    this.#around = around
  }

  get pending() {
    return this.#flying !== null || this.#stale.length > 0 || this.#waiting.size > 0
  }

  /** Whether a pen may be used at this moment. */
  get writable() {
    return this.may && !this.over && this.rev !== null && !this.#flying?.stale
  }

  get known() {
    return this.rev !== null
  }

  /** The runs the server confirmed. */
  confirmed(field) {
    return this.#confirmed.get(field) ?? []
  }

  /** What the draft reads, field by field, as shown. */
  wording() {
    return Object.fromEntries([...this.shown].map(([field, runs]) => [field, result(runs)]))
  }

  // --- what the author does ------------------------------------------------------------------

  /**
   * The author's edit of a field, shown already by the pen it came from; returns it as it takes
   * effect. `kind` joins steps of undo (see History.record).
   */
  edit(field, edit, { kind = '', from = null, onto = 'undo', fresh = true } = {}) {
    const former = this.shown.get(field)
    const [next, effective] = apply(former, edit, this.author)
    if (effective.length === 0) return effective
    this.history.record(field, effective, former, { onto, kind, fresh, at: this.#around.now() })
    this.shown.set(field, next)
    const waiting = this.#waiting.get(field)
    const both = waiting ? compose(waiting, effective) : effective
    if (both.length > 0) this.#waiting.set(field, both)
    else this.#waiting.delete(field)
    this.since ??= this.#around.now()
    for (const pen of this.pens) if (pen !== from) pen.edited(field, effective, this.author, true)
    if (!this.flush()) this.#around.changed()
    for (const pen of this.pens) pen.changed()
    return effective
  }

  undo() {
    return this.#step('undo', 'redo')
  }

  redo() {
    return this.#step('redo', 'undo')
  }

  #step(from, onto) {
    if (!this.writable) return false
    const step = this.history.take(from, (field) => this.shown.get(field), this.author)
    if (step === null) return false
    this.edit(step.field, step.edit, { onto, fresh: false })
    return true
  }

  /** Send the next edit, if the line is up and none is on its way. Whether one was sent. */
  flush() {
    if (!this.#live || this.#flying !== null || this.over) return false
    if (this.#stale.length > 0) {
      this.#flying = this.#stale.shift()
    } else {
      const next = this.#waiting.entries().next()
      if (next.done) return false
      const [field, edit] = next.value
      const [head, tail] = split(edit)
      this.#waiting.delete(field)
      if (tail.length > 0) this.#waiting.set(field, tail)
      const id = this.#around.newId()
      this.#flying = { id, field, edit: head, rev: this.rev, stale: false, tries: 0 }
    }
    // Stored before it is sent: whoever finds it again sends it under the same id.
    this.#around.changed()
    this.#send()
    return true
  }

  #send() {
    const { id, field, edit, rev, stale, tries } = this.#flying
    this.#flying.tries += 1
    this.#around.send({
      t: 'edit',
      id,
      draft: this.id,
      // An edit that is not stale was carried to what is confirmed now.
      rev: stale ? rev : this.rev,
      field,
      edit,
      ...(tries > 0 || stale ? { again: true } : {}),
    })
  }

  // --- what the line does ----------------------------------------------------------------------

  /** The line is lost: what is on its way may have arrived or not. */
  asleep() {
    this.#live = false
  }

  /** The server closed the line because of a frame it should not have been sent. */
  blamed() {
    if (this.#flying !== null && this.#flying.tries >= HOPELESS) {
      this.#giveUp('refused', 'The server could not read this change.')
    }
  }

  /** `{"t":"draft"}`: the whole. */
  whole(event) {
    const moved = this.base !== null && event.base !== this.base
    const known = this.rev === event.rev && !moved && !this.#astray
    this.#astray = false
    this.clause = event.clause
    this.base = event.base
    this.floor = event.floor
    this.watch = event.watch
    this.may = event.may
    this.over = false
    this.#live = true
    if (!known) this.#replace(event, moved)
    if (this.#flying !== null) this.#send()
    this.flush()
    this.#settled()
  }

  /** The confirmed state jumps: edits made before become stale, or go back to their author. */
  #replace(event, moved) {
    const texts = this.pending ? this.#both() : {}
    const flying = this.#flying
    const late = [...this.#waiting].filter(([field]) => field !== flying?.field)
    const fits = late.every(([, edit]) => split(edit)[1].length === 0)
    if (moved) {
      this.#hand(texts, 'moved', MEANWHILE)
      this.#forget()
    } else if (this.pending) {
      // What waits behind an edit of unknown fate stands on no revision the server knows.
      if (!fits || late.length < this.#waiting.size) this.#hand(texts, 'behind', MEANWHILE)
      if (flying !== null && !flying.stale) Object.assign(flying, { stale: true, rev: this.rev })
      for (const [field, edit] of fits ? late : []) {
        const id = this.#around.newId()
        this.#stale.push({ id, field, edit, rev: this.rev, stale: true, tries: 0 })
      }
      this.#waiting = new Map()
      this.#texts = texts
    }
    this.rev = event.rev
    this.#carrying = null
    const fields = Object.entries(event.fields).map(([field, runs]) => [field, fromJson(runs)])
    this.#confirmed = new Map(fields)
    this.shown = new Map(fields)
    this.history.clear()
    for (const [field, runs] of fields) for (const pen of this.pens) pen.reset(field, runs)
  }

  /** `{"t":"edits"}`: what was committed, in order. */
  edits(lines) {
    const back = !this.#live // the answer to a hello: what came while the line was down
    let moved = false
    for (const [rev, author, field, edit, id] of lines) {
      moved ||= author === null
      if (this.rev === null) return
      const own = this.#flying !== null && id === this.#flying.id
      const told = own
        ? this.#acknowledged(rev, author, field, edit)
        : edit.length === 0 || this.#told(rev, author, field, edit)
      if (!told) {
        this.#reopen(this.rev)
        return
      }
    }
    if (moved) this.base = null // to another version, which only a whole draft names
    this.#live = true
    if (back && moved && this.pending) this.#giveUp('moved', MEANWHILE)
    else if (back && this.#flying !== null) this.#send()
    this.flush()
    this.#settled()
  }

  /** `{"t":"may"}`. */
  allowed(may) {
    this.may = may
    this.#settled()
  }

  /** `{"t":"closed"}`: the pen is over; what was not sent goes back to its author. */
  closed(why) {
    if (why === 'restored') {
      this.#reopen(null)
      return
    }
    if (this.pending) this.#hand(this.#both(), why, CLOSED)
    this.#forget()
    this.over = true
    this.may = false
    this.#live = false
    this.#settled()
  }

  /** `{"t":"no"}` for the edit on its way; false where it is not about this draft. */
  refused({ id, code, sentence, next }) {
    if (this.#flying === null || id !== this.#flying.id) return false
    if (PASSING.has(code)) {
      this.unsaved = true
      this.#retry()
    } else {
      this.#giveUp(code, [sentence, next].filter(Boolean).join(' '))
      this.#reopen(null)
    }
    this.#settled()
    return true
  }

  /** `{"t":"carets"}`: where co-drafters are. */
  carets(list) {
    const shown = list.map(([person, name, author, field, , ...places]) => {
      const [anchor, head] = places.map((place) => this.#placeShown(field, place))
      return { person, name, author, field, anchor, head }
    })
    for (const pen of this.pens) pen.carets?.(shown)
  }

  /** A place in what is confirmed, as a place in what is shown. */
  #placeShown(field, place) {
    return this.#unconfirmed(field).reduce((at, edit) => after(edit, at), place)
  }

  /** A place in what is shown, as a place in what is confirmed, which others know. */
  placeToSay(field, place) {
    return this.#unconfirmed(field).reduceRight((at, edit) => before(edit, at), place)
  }

  #unconfirmed(field) {
    const flying = this.#flying?.field === field && !this.#flying.stale ? [this.#flying.edit] : []
    return this.#waiting.has(field) ? [...flying, this.#waiting.get(field)] : flying
  }

  /** Another record than before: nothing of what is known here holds. */
  void(sentence) {
    if (this.pending) this.#hand(this.#both(), 'restored', sentence)
    this.#forget()
    this.rev = null
    this.#live = false
    this.#settled()
  }

  /** Somebody else sends what was stored of this page: no longer this page's to send. */
  disown() {
    this.#forget()
    this.#showConfirmed()
    this.#settled()
  }

  #retry() {
    if (this.#retrying) return
    this.#retrying = true
    this.#around.later(RETRY, () => {
      this.#retrying = false
      if (this.#live && this.unsaved && this.#flying !== null) this.#send()
    })
  }

  /** What was told cannot be done here: ask for the whole. */
  astray() {
    this.#reopen(null)
  }

  #reopen(revision) {
    this.#live = false
    this.#astray = revision === null
    this.#around.send({ t: 'open', draft: this.id, revision })
  }

  // --- the algebra ---------------------------------------------------------------------------

  /** The edit on its way was committed, as `edit`. False: something before it is missing. */
  #acknowledged(rev, author, field, edit) {
    if (edit.length === 0) {
      // Its effect was told before, or there was none.
      if (rev > this.rev) return false
      this.#land()
      return true
    }
    if (rev !== this.rev + 1) return false
    const { stale, edit: flown } = this.#flying
    const [next, foreseen] = stale ? [] : apply(this.#confirmed.get(field), flown, this.author)
    if (stale || author !== this.author || !same(foreseen, edit)) {
      // The server knows better: what was foreseen goes, what came is told like anybody's.
      this.#land()
      return this.#told(rev, author, field, edit)
    }
    this.#confirmed.set(field, next)
    this.rev = rev
    this.#carrying = null
    this.#flying = null
    this.#acknowledge()
    return true
  }

  /** The edit on its way is over; what is confirmed does not hold it, or holds it already. */
  #land() {
    const { field, edit, stale } = this.#flying
    this.#flying = null
    if (!stale) {
      const runs = this.#confirmed.get(field)
      const back = invert(apply(runs, edit, this.author)[1], runs)
      this.#keepWaiting(field, (waiting) => rebase(waiting, back))
      this.#show(field)
    }
    this.#acknowledge()
  }

  #acknowledge() {
    this.unsaved = false
    this.since = this.pending ? this.#around.now() : null
    if (this.#stale.length === 0) this.#texts = null
  }

  #keepWaiting(field, change) {
    if (!this.#waiting.has(field)) return
    const changed = change(this.#waiting.get(field))
    if (changed.length > 0) this.#waiting.set(field, changed)
    else this.#waiting.delete(field)
  }

  /** Show a field as confirmed plus waiting, whatever was shown. */
  #show(field) {
    let runs = this.#confirmed.get(field)
    const waiting = this.#waiting.get(field)
    if (waiting) runs = apply(runs, waiting, this.author)[0]
    if (same(toJson(runs), toJson(this.shown.get(field)))) return
    this.shown.set(field, runs)
    this.history.clear()
    for (const pen of this.pens) pen.reset(field, runs)
  }

  #showConfirmed() {
    for (const field of this.#confirmed.keys()) this.#show(field)
  }

  /** Somebody's edit was committed. False: something before it is missing. */
  #told(rev, author, field, edit) {
    // Carrying a draft over makes one revision of several fields, a line for each.
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
    if (this.#flying?.field === field && !this.#flying.stale) {
      this.#flying.edit = past(this.#flying.edit)
    }
    this.#keepWaiting(field, past)
    this.rev = rev
    this.#carrying = author === null ? rev : null
    if (over.length === 0) return true
    this.shown.set(field, apply(this.shown.get(field), over, author)[0])
    this.history.carry(field, over, sameAuthor)
    for (const pen of this.pens) pen.edited(field, over, author, false)
    return true
  }

  // --- what cannot be sent ---------------------------------------------------------------------

  /** Both wordings of every field that holds something unsent. */
  #both() {
    const texts = { ...this.#texts }
    const fields = new Set(this.#waiting.keys())
    if (this.#flying !== null && !this.#flying.stale) fields.add(this.#flying.field)
    for (const field of fields) {
      texts[field] = {
        was: result(this.#confirmed.get(field)),
        mine: result(this.shown.get(field)),
      }
    }
    return texts
  }

  #hand(texts, why, sentence) {
    if (Object.keys(texts).length === 0) return
    this.#around.lost({ draft: this.id, clause: this.clause, why, sentence, texts })
  }

  #giveUp(why, sentence) {
    this.#hand(this.#both(), why, sentence)
    this.#forget()
    this.#showConfirmed()
  }

  #forget() {
    this.#flying = null
    this.#stale = []
    this.#waiting = new Map()
    this.#texts = null
    this.unsaved = false
    this.since = null
    this.history.clear()
  }

  #settled() {
    if (!this.pending) {
      this.since = null
      this.unsaved = false
    }
    this.#around.changed()
    for (const pen of this.pens) pen.changed()
  }

  // --- for the shelf -------------------------------------------------------------------------

  /** What has to be kept to go on after the page is gone, or null where all is acknowledged. */
  record() {
    if (!this.pending) return null
    return {
      draft: this.id,
      clause: this.clause,
      base: this.base,
      rev: this.rev,
      fields: Object.fromEntries([...this.#confirmed].map(([f, runs]) => [f, toJson(runs)])),
      flying: this.#flying,
      stale: this.#stale,
      waiting: [...this.#waiting],
      texts: this.#texts,
    }
  }

  /** Go on from a record of a page that is gone. Throws where the record does not fit together. */
  restore({ clause, base, rev, fields, flying, stale, waiting, texts }) {
    this.clause = clause
    this.base = base
    this.rev = rev
    this.may = true // a tail does not say; if not, the edit is refused and comes back
    this.#confirmed = new Map(Object.entries(fields).map(([f, runs]) => [f, fromJson(runs)]))
    this.shown = new Map(this.#confirmed)
    this.#flying = flying && { ...flying, tries: Math.max(1, flying.tries) }
    this.#stale = stale
    this.#waiting = new Map(waiting)
    this.#texts = texts
    if (flying && !flying.stale) this.#redo(flying.field, flying.edit)
    for (const [field, edit] of waiting) this.#redo(field, edit)
    this.since = this.#around.now()
  }

  #redo(field, edit) {
    this.shown.set(field, apply(this.shown.get(field), edit, this.author)[0])
  }
}

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b)

const MEANWHILE = 'While you were not connected, the draft went on without you.'
const CLOSED = 'This draft was closed before your last words arrived.'
