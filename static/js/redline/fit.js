/**
 * The largest type with which everything fits on the screen without scrolling. The size goes into
 * the custom property `--fit`, in pixels, of the element; its style sheet derives all sizes of it.
 */

const LEAST = 1 / 40 // of the shorter side of the screen: smaller cannot be read from the back
const MOST = 1 / 9
const FINE = 0.5
/** What must hold what is in it, to a pixel or two of rounding. */
const BOXES = 'section:not([hidden]), section > div, section > div > div, article, ul'
const SLACK = 2

export class Fit {
  #element
  #due = false

  /** @param {HTMLElement} element */
  constructor(element) {
    this.#element = element
    new ResizeObserver(() => this.soon()).observe(document.documentElement)
    void document.fonts?.ready.then(() => this.soon())
    this.soon()
  }

  /** Fit once, before the next picture, however much changes until then. */
  soon() {
    if (this.#due) return
    this.#due = true
    requestAnimationFrame(() => {
      this.#due = false
      this.#fit()
    })
  }

  #fit() {
    const height = Math.min(window.innerHeight, window.innerWidth)
    let small = height * LEAST
    let large = height * MOST
    this.#set(small)
    // Where even the least is too much, legible words cut off are better than all of them unread.
    const fits = this.#fits()
    this.#element.toggleAttribute('data-overfull', !fits)
    if (!fits) return
    while (large - small > FINE) {
      const middle = (small + large) / 2
      this.#set(middle)
      if (this.#fits()) small = middle
      else large = middle
    }
    this.#set(small)
  }

  #set(size) {
    this.#element.style.setProperty('--fit', `${size.toFixed(1)}px`)
  }

  #fits() {
    const { scrollHeight, clientHeight, scrollWidth, clientWidth } = document.documentElement
    if (scrollHeight > clientHeight || scrollWidth > clientWidth) return false
    return [this.#element, ...this.#element.querySelectorAll(BOXES)].every(
      (box) =>
        box.scrollHeight <= box.clientHeight + SLACK && box.scrollWidth <= box.clientWidth + SLACK,
    )
  }
}
