/** All drafts a page holds: what the wire says of them goes to the right one, and is kept. */
import { Draft } from './draft.js'
import { say } from './words.js'

const LEFT = say('A page of yours was closed before this was sent.')

/**
 * @typedef {object} House
 * @property {import('./line.js').Line} line
 * @property {import('./shelf.js').Shelf} shelf
 * @property {(unsent: object) => void} lost
 * @property {() => void} changed
 */

export class Drafts {
  author = null
  person = null
  #epoch = null
  #welcomed = false
  #drafts = new Map()
  #house
  #count = 0

  /** @param {House} house */
  constructor(house) {
    this.#house = house
  }

  get(id) {
    return this.#drafts.get(id)
  }

  /** The draft a pen is for; asked for if it is new to this page. */
  take(id) {
    const known = this.#drafts.get(id)
    if (known !== undefined && !known.over) return known
    const draft = this.#add(id)
    if (this.#welcomed) this.#open(draft)
    return draft
  }

  /** No pen shows it any more: put it down as soon as all is acknowledged. */
  leave(id) {
    const draft = this.#drafts.get(id)
    if (draft === undefined || draft.pens.size > 0 || draft.pending) return
    this.#drafts.delete(id)
    if (!draft.over) this.#house.line.send({ t: 'close', draft: id })
  }

  #add(id) {
    const { line, shelf, lost, changed } = this.#house
    const draft = new Draft(id, this.author, {
      send: (frame) => line.send(frame),
      newId: () => `${shelf.page}:${++this.#count}`,
      lost,
      changed: () => {
        const record = draft.record()
        shelf.keep(id, record && { ...record, epoch: this.#epoch })
        changed()
      },
      later: (ms, act) => setTimeout(act, ms),
      now: () => Date.now(),
    })
    this.#drafts.set(id, draft)
    return draft
  }

  #open(draft) {
    this.#house.line.send({ t: 'open', draft: draft.id, revision: draft.rev })
  }

  /** For the hello: the drafts held, with the revision each has. */
  revisions() {
    const held = [...this.#drafts.values()].filter((draft) => draft.known && !draft.over)
    return Object.fromEntries(held.slice(0, 32).map((draft) => [draft.id, draft.rev]))
  }

  /** The line is up and says who this is: take up what earlier pages left, and open the rest. */
  async welcome({ author, person, epoch }) {
    this.author = author
    this.person = person
    this.#epoch = epoch
    this.#welcomed = true
    for (const draft of this.#drafts.values()) {
      draft.author = author
      if (this.#house.shelf.taken(draft.id)) draft.disown()
    }
    for (const record of await this.#house.shelf.orphans()) this.#restore(record)
    for (const draft of this.#drafts.values()) if (!draft.known && !draft.over) this.#open(draft)
  }

  #restore(record) {
    const present = this.#drafts.get(record.draft)
    if (present?.known || record.epoch !== this.#epoch) {
      // A pen is on it already, or it stands on another record: the words go back.
      const spare = new Draft(record.draft, this.author, this.#quiet())
      spare.restore(record)
      spare.handBack('left', LEFT)
      this.#house.shelf.keep(record.draft, present?.record() ?? null)
      return
    }
    const draft = present ?? this.#add(record.draft)
    try {
      draft.restore(record)
      this.#open(draft)
    } catch (trouble) {
      console.error('What was kept of a draft does not fit together', trouble)
      this.#drafts.delete(record.draft)
    }
  }

  #quiet() {
    const nothing = () => {}
    const { lost } = this.#house
    return { send: nothing, newId: () => '', lost, changed: nothing, later: nothing, now: Date.now }
  }

  /** The drafts that pens show. */
  held() {
    return this.#every().filter((draft) => draft.known && !draft.over && draft.pens.size > 0)
  }

  asleep(code, wrong) {
    for (const draft of this.#drafts.values()) {
      draft.asleep()
      if (code === wrong) draft.blamed()
    }
  }

  /** Another record than before. */
  void(sentence) {
    for (const draft of this.#drafts.values()) draft.void(sentence)
  }

  /** Hear an event; false where it is not about drafts. */
  heard(event) {
    if (event.t === 'no') return this.#every().some((draft) => draft.refused(event))
    const id = event.t === 'draft' ? event.id : event.d
    const draft = this.#drafts.get(id)
    if (draft === undefined || HEARS[event.t] === undefined) return HEARS[event.t] !== undefined
    try {
      HEARS[event.t](draft, event, this.person)
    } catch (trouble) {
      console.error('A draft went astray and is asked for anew', trouble)
      draft.astray()
    }
    if (draft.pens.size === 0) this.leave(id)
    return true
  }

  #every() {
    return [...this.#drafts.values()]
  }

  /** Facts for the sign. */
  get since() {
    const times = this.#every().flatMap(({ since }) => (since === null ? [] : [since]))
    return times.length > 0 ? Math.min(...times) : null
  }

  get unsaved() {
    return this.#every().some((draft) => draft.unsaved)
  }
}

const HEARS = {
  draft: (draft, event) => draft.whole(event),
  edits: (draft, event) => draft.edits(event.l),
  may: (draft, event) => draft.allowed(event.may),
  closed: (draft, event) => draft.closed(event.why),
  carets: (draft, event, me) =>
    draft.carets(
      event.l.filter(([person]) => person !== me),
      event.gone,
    ),
}
