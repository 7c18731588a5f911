/** Pens wherever the page has a place for one: `<div data-pen data-draft data-field>`. */
import { Pen } from './pen.js'

export class Pens {
  /** @type {Map<Element, Pen>} */
  #pens = new Map()
  #page
  #last = null // the pen last used, for buttons that take the focus

  /** @param {import('../live/page.js').Page} page */
  constructor(page) {
    this.#page = page
    document.addEventListener('click', (event) => this.#button(event))
    document.addEventListener('mousedown', (event) => {
      // Tapping a button of the pen leaves the caret, and a phone's keyboard, where they are.
      if (event.target.closest?.(BUTTONS)) event.preventDefault()
    })
    document.addEventListener('focusin', ({ target }) => {
      this.#last = this.#pens.get(target.closest?.('[data-pen]')) ?? this.#last
    })
  }

  /** Mount what is new on the page, put down what is gone. */
  refresh() {
    for (const [element, pen] of this.#pens) {
      if (element.isConnected) continue
      pen.destroy()
      this.#pens.delete(element)
      this.#page.drafts.leave(pen.draft.id)
    }
    for (const element of document.querySelectorAll('[data-pen]')) {
      if (!this.#pens.has(element)) this.#mount(element)
    }
    this.#buttons()
  }

  #mount(element) {
    const { drafts, line } = this.#page
    element.replaceChildren()
    const pen = new Pen(element, drafts.take(element.dataset.draft), {
      tell: (frame) => line.send(frame),
      changed: () => this.#buttons(),
    })
    this.#pens.set(element, pen)
  }

  /** The pens near a button: those of the panel it stands in. */
  #near(button) {
    const panel = button.closest('[data-keep]') ?? document.body
    const near = [...this.#pens].filter(([element]) => panel.contains(element))
    return near.map(([, pen]) => pen)
  }

  #button({ target }) {
    const button = target.closest?.(BUTTONS)
    if (!button) return
    const near = this.#near(button)
    if (near.length === 0) return
    if (button.matches('[data-undo]')) near[0].draft.undo()
    else if (button.matches('[data-redo]')) near[0].draft.redo()
    else (near.includes(this.#last) ? this.#last : near[0]).restore()
  }

  #buttons() {
    for (const button of document.querySelectorAll('[data-undo], [data-redo]')) {
      const draft = this.#near(button)[0]?.draft
      const which = button.matches('[data-undo]') ? 'undo' : 'redo'
      const able = draft?.can(which)
      button.setAttribute('aria-disabled', able ? 'false' : 'true')
    }
  }
}

const BUTTONS = '[data-undo], [data-redo], [data-restore]'
