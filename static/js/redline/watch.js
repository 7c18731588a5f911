/** Layers that this page follows letter by letter, in `<div data-watch-clause="A1">`. */
import { fromJson, replace, replacementFromJson } from '../text/layer.js'
import { make } from '../live/refusal.js'
import { say } from '../live/words.js'
import { Redline, directionOf, languageOf, nameOf } from './render.js'

const LIVE = say('being written now')
const NOTHING = say('Nothing changed yet.')
const GRACE = 500 // ms after coming back in which the layers still followed are named again

export class Watched {
  /** @type {Map<string, {clause: string, label: string, draft: string|null, fields: Map<string, Array>}>} */
  #slots = new Map()
  /** @type {WeakMap<Element, Map<string, Block>>} */
  #blocks = new WeakMap()
  #gone = new Set()
  #held
  #shown

  /**
   * @param {() => Array<{id: string}>} held the drafts that pens show
   * @param {() => void} shown called after anything changed
   */
  constructor(held, shown) {
    this.#held = held
    this.#shown = shown
  }

  /** The line is new: what is not named again is no longer followed. */
  welcome() {
    this.#gone = new Set(this.#slots.keys())
    setTimeout(() => {
      for (const slot of this.#gone) this.#slots.delete(slot)
      if (this.#gone.size > 0) this.refresh()
      this.#gone.clear()
    }, GRACE)
  }

  /** Hear an event; false where it is not about watched layers. Throws where it does not fit. */
  heard(event) {
    if (event.t === 'watch') {
      const fields = Object.entries(event.fields).map(([name, runs]) => [name, fromJson(runs)])
      const { clause, label, draft } = event
      this.#slots.set(event.w, { clause, label, draft, fields: new Map(fields) })
      this.#gone.delete(event.w)
    } else if (event.t === 'unwatch') {
      this.#slots.delete(event.w)
    } else if (event.t === 'patch') {
      const layer = this.#slots.get(event.w)
      if (layer === undefined) return true
      for (const [field, ...patch] of event.p) {
        layer.fields.set(field, replace(layer.fields.get(field), replacementFromJson(patch)))
      }
    } else {
      return false
    }
    this.refresh()
    return true
  }

  /** Bring every container on the page to what is followed. */
  refresh() {
    const penned = this.#penned()
    for (const container of document.querySelectorAll('[data-watch-clause]')) {
      const clause = container.dataset.watchClause
      const blocks = this.#blocks.get(container) ?? new Map()
      this.#blocks.set(container, blocks)
      const wanted = [...this.#slots].filter(
        ([slot, layer]) => layer.clause === clause && !penned.has(slot),
      )
      const names = new Set(wanted.map(([slot]) => slot))
      for (const [slot, block] of blocks) {
        if (names.has(slot)) continue
        block.element.remove()
        blocks.delete(slot)
      }
      for (const [slot, layer] of wanted) {
        if (!blocks.has(slot)) {
          blocks.set(slot, new Block())
          container.append(blocks.get(slot).element)
        }
        blocks.get(slot).show(layer)
      }
    }
    this.#shown()
  }

  /** The slots of layers that are under this page's pens already. */
  #penned() {
    const held = new Set(this.#held().map(({ id }) => id))
    return new Set([...this.#slots].flatMap(([slot, { draft }]) => (held.has(draft) ? [slot] : [])))
  }
}

/** One layer: its label, and each field that differs from the text it changes. */
class Block {
  element = make('article', 'watched-layer')
  #title = make('h4', 'small')
  #empty = make('p', 'small soft', NOTHING)
  /** @type {Map<string, {element: HTMLElement, redline: Redline}>} */
  #fields = new Map()

  constructor() {
    this.element.append(this.#title, this.#empty)
  }

  show({ label, fields }) {
    if (this.#title.dataset.label !== label) {
      this.#title.dataset.label = label
      const code = make('span', 'code', nameOf(label))
      code.dataset.author = label
      this.#title.replaceChildren(...(label ? [code, ' '] : []), LIVE)
      if (label) this.element.dataset.author = label
    }
    let changed = false
    for (const [name, runs] of fields) {
      const marked = runs.some((run) => run.insertedBy !== null || run.struckBy.length > 0)
      changed ||= marked
      const field = this.#field(name)
      field.element.hidden = !marked
      field.redline.show(runs)
    }
    this.#empty.hidden = changed
  }

  #field(name) {
    const known = this.#fields.get(name)
    if (known !== undefined) return known
    const element = make('div', 'wording')
    element.lang = languageOf(name)
    element.dir = directionOf(name)
    element.dataset.field = name
    const field = { element, redline: new Redline(element) }
    this.#fields.set(name, field)
    this.element.append(element)
    return field
  }
}
