/**
 * What an act of one's own begins: a form with `data-opens="SELECTOR"` is answered before or after
 * the page is painted anew, and what is new there by then is brought into view and focused.
 */

const PATIENCE = 10_000 // ms after which something new was begun by somebody else

export class Newcomers {
  #expected = null

  /** Before the act: what is there already. */
  expect(selector) {
    const known = new Set([...document.querySelectorAll(selector)].map(({ id }) => id))
    this.#expected = { selector, known, until: Date.now() + PATIENCE }
  }

  /** The act was refused: nothing of it will come. */
  forget() {
    this.#expected = null
  }

  /** Show what has come, if it has. */
  reveal() {
    if (this.#expected === null) return
    const { selector, known, until } = this.#expected
    const come = [...document.querySelectorAll(selector)].find(({ id }) => !known.has(id))
    if (come === undefined && Date.now() < until) return
    this.#expected = null
    if (come === undefined) return
    come.tabIndex = -1
    come.focus({ preventScroll: true })
    come.scrollIntoView({ block: 'start' })
  }
}
