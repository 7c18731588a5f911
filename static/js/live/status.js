/** What the page says of itself: saved, saving, not saved, offline. Always visible, always true. */
import { say } from './words.js'

/** Longer than this without an acknowledgement, and "saving" would be a promise. */
export const SLOW = 1_800

const WORDS = {
  connecting: say('Connecting…'),
  saved: say('Saved'),
  live: say('Live'),
  saving: say('Saving…'),
  unsaved: say('Not saved yet'),
  offline: say('Offline: what you see may be out of date'),
  kept: say('Offline: what you typed is kept on this device, not sent'),
  loose: say('Offline: what you typed is not sent. Keep this page open'),
  ended: say('This session has ended'),
}

/**
 * `[state, words]` for what is the case. `since` is when the oldest unacknowledged thing was done,
 * or null; `refused` whether the store just said that it could not save; `kept` whether unsent
 * typing outlives the page.
 *
 * @param {{line: string, wasUp: boolean, since: number|null, refused: boolean, kept: boolean,
 *   writes: boolean}} facts
 */
export function standing({ line, wasUp, since, refused, kept, writes }, now) {
  if (line === 'ended') return ['ended', WORDS.ended]
  if (line !== 'up') {
    if (since !== null) return ['offline', kept ? WORDS.kept : WORDS.loose]
    return wasUp ? ['offline', WORDS.offline] : ['connecting', WORDS.connecting]
  }
  if (since === null) return ['saved', writes ? WORDS.saved : WORDS.live]
  if (refused || now - since > SLOW) return ['unsaved', WORDS.unsaved]
  return ['saving', WORDS.saving]
}

/** What is worth saying aloud: trouble, and the end of trouble; not every letter saved. */
const ALOUD = new Set(['offline', 'unsaved', 'ended'])

/** The element `#connection`, kept true. */
export class Sign {
  #element
  #word
  #aloud
  #spoken = ''
  #facts
  #state = ''
  #words = ''

  /** @param {HTMLElement} element @param {() => object} facts as `standing` takes them */
  constructor(element, facts) {
    this.#element = element
    this.#facts = facts
    this.#word = element.querySelector('.connection-word') ?? add(element, 'connection-word')
    // Its own live region: the visible word changes with every letter typed.
    element.removeAttribute('role')
    element.setAttribute('aria-live', 'off')
    this.#aloud = document.createElement('span')
    this.#aloud.className = 'said'
    this.#aloud.setAttribute('role', 'status')
    element.after(this.#aloud)
    this.refresh()
    setInterval(() => this.refresh(), 500)
  }

  refresh() {
    const [state, words] = standing(this.#facts(), Date.now())
    if (state === this.#state && words === this.#words) return
    this.#element.dataset.state = state
    this.#word.textContent = words
    if (ALOUD.has(state) || (state === 'saved' && ALOUD.has(this.#spoken))) {
      this.#aloud.textContent = words
      this.#spoken = state
    }
    this.#state = state
    this.#words = words
  }
}

function add(element, name) {
  const child = document.createElement('span')
  child.className = name
  element.append(child)
  return child
}
