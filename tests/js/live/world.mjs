// A room, lines and pages made of nothing but queues and chance: what the fuzz tests run in.
import { rebase } from '../../../static/js/text/edit.js'
import { apply, carry, ofText, textOf, toJson } from '../../../static/js/text/layer.js'
import { Draft } from '../../../static/js/live/draft.js'

/** Mulberry32: the same numbers for the same seed. */
export function chance(seed) {
  const next = () => {
    seed = (seed + 0x6d2b79f5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  return { real: next, below: (n) => Math.floor(next() * n), maybe: (p) => next() < p }
}

/** Characters that occur once each in a whole run; every fifth beyond the basic plane. */
export function characters() {
  let plain = 0x4e00
  let astral = 0x20000
  let made = 0
  return () => {
    if (++made % 5 === 0) return String.fromCodePoint(astral++)
    if (plain === 0xd800) plain = 0xe000
    if (plain > 0xfcff) plain = 0x3400
    return String.fromCharCode(plain++)
  }
}

/** The server's side of one draft: decides in one order, keeps every edit and every id. */
export class Room {
  constructor(fields, { tail = 25 } = {}) {
    this.runs = Object.fromEntries(Object.entries(fields).map(([f, text]) => [f, ofText(text)]))
    this.rev = 0
    this.base = 1
    this.made = []
    this.ids = new Map()
    this.tail = tail
    this.lines = new Set()
  }

  edit(line, { id, rev, field, edit, again }, author) {
    if (this.failing) {
      line.down({ t: 'no', id, code: 'not_saved', sentence: '', next: '' })
      return
    }
    const before = this.ids.get(id)
    if (before !== undefined) {
      if (again) line.down({ t: 'edits', d: 'd', l: [[before, author, field, [], id]] })
      return
    }
    let carried = edit
    for (const made of this.made) {
      if (made.rev > rev && made.field === field) carried = rebase(carried, made.edit)
    }
    const [after, effective] = apply(this.runs[field], carried, author)
    if (effective.length > 0) {
      this.runs[field] = after
      this.rev += 1
      this.made.push({ rev: this.rev, author, field, edit: effective, id })
    }
    this.ids.set(id, this.rev)
    this.tell([[this.rev, author, field, effective, id]])
  }

  /** Another layer was settled: the draft is carried over a changed base. */
  settle(changes) {
    this.rev += 1
    this.base += 1
    const lines = Object.entries(changes).map(([field, change]) => {
      const [after, edit] = carry(this.runs[field], change)
      this.runs[field] = after
      this.made.push({ rev: this.rev, author: null, field, edit, id: null })
      return [this.rev, null, field, edit, null]
    })
    this.tell(lines)
  }

  /** As after a restart: which act made which revision is known to the store only. */
  forget() {
    for (const made of this.made) made.id = null
  }

  open(line, revision) {
    this.lines.add(line)
    const missed = this.made.filter((made) => made.rev > revision)
    if (revision === null || missed.length > this.tail) {
      const fields = Object.fromEntries(Object.entries(this.runs).map(([f, r]) => [f, toJson(r)]))
      line.down({ t: 'draft', id: 'd', clause: 'A1', base: this.base, rev: this.rev, fields, may: true })
    } else {
      const l = missed.map((made) => [made.rev, made.author, made.field, made.edit, made.id])
      line.down({ t: 'edits', d: 'd', l })
    }
  }

  tell(lines) {
    for (const line of this.lines) line.down({ t: 'edits', d: 'd', l: lines })
  }
}

/** One page: a draft, a line that may break, and what was handed back to the author. */
export class Page {
  constructor(name, author, room) {
    this.name = name
    this.author = author
    this.room = room
    this.up = []
    this.coming = []
    this.line = null
    this.count = 0
    this.lost = []
    this.timers = []
    this.stored = null
    this.begin()
  }

  begin() {
    this.draft = new Draft('d', this.author, {
      send: (frame) => {
        if (this.line === null) return false
        this.up.push(structuredClone(frame))
        return true
      },
      newId: () => `${this.name}:${this.count++}`,
      lost: (unsent) => {
        const around = [...this.draft.shown.values()].map(textOf).join('')
        this.lost.push({ ...unsent, around })
      },
      changed: () => {
        this.stored = this.draft ? structuredClone(this.draft.record()) : null
      },
      later: (_ms, act) => this.timers.push(act),
      now: () => 0,
    })
  }

  connect() {
    this.line = { down: (event) => this.coming.push(structuredClone(event)) }
    this.room.open(this.line, this.draft.rev)
  }

  /** The line breaks: whatever is under way is gone, in both directions. */
  drop() {
    if (this.line === null) return
    this.room.lines.delete(this.line)
    this.line = null
    this.up = []
    this.coming = []
    this.draft.asleep()
  }

  /** The page is closed and opened again: all that is left is what was stored. */
  reload() {
    const stored = this.stored
    this.drop()
    this.timers = []
    this.begin()
    if (stored !== null) this.draft.restore(stored)
  }

  serverTakes() {
    const frame = this.up.shift()
    if (frame === undefined) return
    if (frame.t === 'open') this.room.open(this.line, frame.revision)
    else this.room.edit(this.line, frame, this.author)
  }

  takes() {
    const event = this.coming.shift()
    if (event === undefined) return
    if (event.t === 'edits') this.draft.edits(event.l)
    else if (event.t === 'draft') this.draft.whole(event)
    else if (event.t === 'no') this.draft.refused(event)
  }

  wait() {
    for (const act of this.timers.splice(0)) act()
  }

  get idle() {
    return this.up.length === 0 && this.coming.length === 0 && this.timers.length === 0
  }
}
