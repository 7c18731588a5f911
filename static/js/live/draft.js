/**
 * The conversation with the server about one draft. Pure: knows no document, no socket, no clock.
 *
 * One edit is on its way at a time. A resent edit keeps its id, and the server takes one id once;
 * an acknowledgement is one's own id among what was committed. What cannot be sent any more goes
 * back to its author as text, and never into the draft by itself.
 */
import { Replica } from './replica.js'
import { say } from './words.js'

/**
 * @typedef {{draft: string, clause: string, why: string, sentence: string,
 *   texts: Record<string, import('./replica.js').Both>}} Unsent
 * @typedef {object} Surroundings
 * @property {(frame: object) => boolean} send false where there is no line
 * @property {() => string} newId
 * @property {(what: Unsent) => void} lost wording that will not be sent: keep it for its author
 * @property {() => void} changed what is pending changed: store it, show it
 * @property {(ms: number, act: () => void) => void} later
 * @property {() => number} now
 * @typedef {object} Pen
 * @property {(field: string, edit: Array, author: string|null, own: boolean) => void} edited
 * @property {(field: string, runs: Array) => void} reset
 * @property {() => void} changed
 * @property {(list: object[], gone: string[]) => void} [carets]
 */

/** Refusals after which the same edit may well be taken. */
const PASSING = new Set(['not_saved', 'busy'])
const RETRY = 1_000
const HOPELESS = 3 // how often one edit may close the line before it is given up

const MEANWHILE = say('While you were not connected, the draft went on without you.')
const CLOSED = say('This draft was closed before your last words arrived.')
const UNREADABLE = say('The server could not read this change.')

export class Draft {
  clause = ''
  owner = ''
  /** Whether the server lets this page type, as far as it said. */
  may = false
  over = false
  /** Whether the last answer to the edit on its way was "not saved". */
  unsaved = false
  /** When the oldest unacknowledged edit was made, or null. */
  since = null
  /** @type {Set<Pen>} */
  pens = new Set()

  /** The version beneath; null where only a whole draft would tell. */
  #base = null
  /** Whether the server has told, on this line, what came since the revision known. */
  #live = false
  #astray = false
  #retrying = false
  #replica
  #around

  /** @param {string} id @param {string|null} author @param {Surroundings} around */
  constructor(id, author, around) {
    this.id = id
    this.#around = around
    this.#replica = new Replica(author, {
      edited: (field, edit, by) => this.#tell((pen) => pen.edited(field, edit, by, false)),
      reset: (field, runs) => this.#tell((pen) => pen.reset(field, runs)),
    })
  }

  get author() {
    return this.#replica.author
  }

  set author(author) {
    this.#replica.author = author
  }

  get rev() {
    return this.#replica.rev
  }

  get known() {
    return this.rev !== null
  }

  get pending() {
    return this.#replica.pending
  }

  /** The runs shown, by field. */
  get shown() {
    return this.#replica.shown
  }

  /** Whether a pen may be used at this moment. */
  get writable() {
    return this.may && !this.over && this.known && !this.#replica.flying?.stale
  }

  confirmed(field) {
    return this.#replica.confirmed(field)
  }

  wording() {
    return this.#replica.wording()
  }

  // --- what the author does --------------------------------------------------------------------

  /**
   * The author's edit of a field; returns it as it takes effect. `from` is the pen that shows it
   * already; `kind` joins steps of undo (see History.record).
   */
  edit(field, edit, { kind = '', from = null, onto = 'undo', fresh = true } = {}) {
    const at = this.#around.now()
    const effective = this.#replica.edit(field, edit, { kind, onto, fresh, at })
    if (effective.length === 0) return effective
    this.since ??= at
    this.#tell((pen) => pen !== from && pen.edited(field, effective, this.author, true))
    if (!this.flush()) this.#around.changed()
    this.#tell((pen) => pen.changed())
    return effective
  }

  undo() {
    return this.#step('undo', 'redo')
  }

  redo() {
    return this.#step('redo', 'undo')
  }

  /** Whether there is a step to `undo` or `redo`. */
  can(which) {
    return this.writable && this.#replica.history.has(which)
  }

  #step(from, onto) {
    if (!this.writable) return false
    const { history, shown, author } = this.#replica
    const step = history.take(from, (field) => shown.get(field), author)
    if (step === null) return false
    this.edit(step.field, step.edit, { onto, fresh: false })
    return true
  }

  /** Send the next edit, if the line is up and none is on its way. Whether one was sent. */
  flush() {
    if (!this.#live || this.over || !this.#replica.takeOff(this.#around.newId)) return false
    // Stored before it is sent: whoever finds it again sends it under the same id.
    this.#around.changed()
    this.#send()
    return true
  }

  #send() {
    const { flying } = this.#replica
    if (flying === null) return
    const { id, field, edit, rev, stale, tries } = flying
    flying.tries += 1
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
    if (this.#replica.flying?.tries >= HOPELESS) this.#giveUp('refused', UNREADABLE)
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

  /** `{"t":"draft"}`: the whole. */
  whole({ clause, owner, base, rev, fields, may }) {
    const moved = this.#base !== null && base !== this.#base
    const known = rev === this.rev && !moved && !this.#astray
    if (!known && this.pending) {
      const texts = this.#replica.both()
      if (moved) this.#giveUp('moved', MEANWHILE)
      else if (!this.#replica.stale(this.#around.newId)) this.#hand(texts, 'behind', MEANWHILE)
    }
    Object.assign(this, { clause, owner, may, over: false })
    this.#base = base
    this.#astray = false
    this.#live = true
    if (!known) this.#replica.jump(rev, fields)
    this.#send()
    this.flush()
    this.#settled()
  }

  /** `{"t":"edits"}`: what was committed, in order. */
  edits(lines) {
    if (!this.known) return
    const back = !this.#live // the answer to a hello: what came while the line was down
    let moved = false
    for (const line of lines) {
      if (!this.#line(...line)) {
        this.#reopen(this.rev)
        return
      }
      moved ||= line[1] === null
    }
    if (moved) this.#base = null
    this.#live = true
    if (back && moved && this.pending) this.#giveUp('moved', MEANWHILE)
    else if (back) this.#send()
    this.flush()
    this.#settled()
  }

  #line(rev, author, field, edit, id) {
    const { flying } = this.#replica
    if (flying === null || id !== flying.id) {
      return edit.length === 0 || this.#replica.committed(rev, author, field, edit)
    }
    if (!this.#replica.landed(rev, author, field, edit)) return false
    this.unsaved = false
    this.since = this.#around.now()
    return true
  }

  /** `{"t":"may"}`. */
  allowed(may) {
    this.may = may
    this.#settled()
  }

  /** `{"t":"carets"}`: where co-drafters are, and who left. */
  carets(list, gone = []) {
    const shown = list.map(([person, name, author, field, , ...places]) => {
      const [anchor, head] = places.map((place) => this.#replica.placeShown(field, place))
      return { person, name, author, field, anchor, head }
    })
    this.#tell((pen) => pen.carets?.(shown, gone))
  }

  /** A place in what is shown, as others know it. */
  placeToSay(field, place) {
    return this.#replica.placeConfirmed(field, place)
  }

  /** `{"t":"closed"}`: the pen is over; what was not sent goes back to its author. */
  closed(why) {
    if (why === 'restored') {
      this.#reopen(null)
      return
    }
    this.#giveUp(why, CLOSED)
    this.over = true
    this.may = false
    this.#live = false
    this.#settled()
  }

  /** `{"t":"no"}`; false where it is not about the edit on its way. */
  refused({ id, code, sentence, next }) {
    if (this.#replica.flying?.id !== id) return false
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

  #retry() {
    if (this.#retrying) return
    this.#retrying = true
    this.#around.later(RETRY, () => {
      this.#retrying = false
      if (this.#live && this.unsaved) this.#send()
    })
  }

  // --- what cannot be sent ---------------------------------------------------------------------

  /** Another record than before: nothing of what is known here holds. */
  void(sentence) {
    this.handBack('restored', sentence)
  }

  /** Give what is pending back to its author, for a reason that lies outside the draft. */
  handBack(why, sentence) {
    this.#giveUp(why, sentence)
    this.#live = false
    this.#settled()
  }

  /** Another page sends what was stored of this one: no longer this page's to send. */
  disown() {
    this.#replica.forget()
    this.#settled()
  }

  #giveUp(why, sentence) {
    this.#hand(this.#replica.both(), why, sentence)
    this.#replica.forget()
  }

  #hand(texts, why, sentence) {
    if (Object.keys(texts).length === 0) return
    const { id: draft, clause } = this
    this.#around.lost({ draft, clause, base: this.#base, why, sentence, texts })
  }

  #settled() {
    if (!this.pending) {
      this.since = null
      this.unsaved = false
    }
    this.#around.changed()
    this.#tell((pen) => pen.changed())
  }

  #tell(act) {
    for (const pen of this.pens) act(pen)
  }

  // --- for the shelf ---------------------------------------------------------------------------

  /** What has to be kept to go on after the page is gone, or null where all is acknowledged. */
  record() {
    if (!this.pending) return null
    const { id: draft, clause, owner } = this
    return { draft, clause, owner, base: this.#base, ...this.#replica.record() }
  }

  /** Go on from a record of a page that is gone. Throws where it does not fit together. */
  restore({ clause, owner, base, ...known }) {
    Object.assign(this, { clause, owner })
    this.#base = base
    this.#replica.restore(known)
    this.may = true // a tail does not say; if not, the edit is refused and comes back
    this.since = this.#around.now()
  }
}
