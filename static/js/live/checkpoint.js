/**
 * What the record was, as this browser was told before, held against what it is told now. Either
 * of two checkpoints must lead to the other, by headers whose hashes are made again here: a server
 * that cannot show that has cut the record or written another.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { say } from './words.js'

const PURPOSE = utf8ToBytes('parley-entry-1\n')

/**
 * @typedef {{number: number, root: string, at: string, code: string, note: string, key: string}} Checkpoint
 * @typedef {{at: string, number: number, parts: Object<string, string>, place: number, prev: string}} Header
 */

/** The hash of an entry: over its header as canonical JSON (`server/store/README.md`). */
export function entryHash({ at, number, parts, place, prev }) {
  const sorted = Object.fromEntries(Object.entries(parts).sort(([a], [b]) => (a < b ? -1 : 1)))
  const json = JSON.stringify({ at, number, parts: sorted, place, prev })
  return bytesToHex(sha256(concatBytes(PURPOSE, utf8ToBytes(json))))
}

/**
 * Whether one checkpoint follows from an older one.
 * @param {Checkpoint} older
 * @param {Checkpoint} newer
 * @param {(after: number) => Promise<Header[]>} headers rejects where nobody answers
 */
export async function follows(older, newer, headers) {
  let { number, root } = older
  while (number < newer.number) {
    const some = await headers(number)
    if (some.length === 0) return false
    for (const header of some) {
      if (header.number !== number + 1 || header.prev !== root) return false
      number = header.number
      root = entryHash(header)
      if (number === newer.number) break
    }
  }
  return root === newer.root
}

export class Checkpoints {
  /** @type {Checkpoint|null} */
  held = null
  #options
  #busy = Promise.resolve()

  /**
   * @param {object} options
   * @param {string} options.negotiation
   * @param {Storage|null} options.storage
   * @param {(after: number) => Promise<Header[]>} options.headers
   * @param {(held: Checkpoint, told: Checkpoint) => void} options.alarm
   * @param {(told: Checkpoint) => void} options.shown
   */
  constructor(options) {
    this.#options = options
    this.held = this.#read()
  }

  /**
   * The server told of a checkpoint. Resolves when it was held against the one that was known.
   * @param {Checkpoint} told
   * @param {boolean} lasting whether it outlives this page: a rehearsal is thrown away
   */
  heard(told, lasting) {
    this.#busy = this.#busy.then(() => this.#check(told, lasting)).catch(() => {})
    return this.#busy
  }

  /** The person at this page knows why the history is another, and goes on from here. */
  accept(told) {
    this.#hold(told, true)
    this.#options.shown(told)
  }

  async #check(told, lasting) {
    const { held } = this
    if (held !== null) {
      const [older, newer] = held.number <= told.number ? [held, told] : [told, held]
      // Where nobody answers nothing is concluded, and the one that is held stays.
      if (!(await follows(older, newer, this.#options.headers))) {
        this.#options.alarm(held, told)
        return
      }
    }
    if (held === null || held.number <= told.number) this.#hold(told, lasting)
    this.#options.shown(this.held)
  }

  #hold({ number, root, at, code, note, key }, lasting) {
    this.held = { number, root, at, code, note, key }
    if (!lasting) return
    try {
      this.#options.storage?.setItem(this.#key, JSON.stringify(this.held))
    } catch {
      // A full storage: held as long as the page lives.
    }
  }

  #read() {
    try {
      return JSON.parse(this.#options.storage?.getItem(this.#key) ?? 'null')
    } catch {
      return null
    }
  }

  get #key() {
    return `parley:${this.#options.negotiation}:checkpoint`
  }
}

/** Headers by HTTP. */
export function headersOf(negotiation) {
  return async (after) => {
    const path = `/n/${encodeURIComponent(negotiation)}/record/headers?after=${after}`
    const answer = await fetch(path, { cache: 'no-store' })
    if (!answer.ok) throw new Error(`headers: ${answer.status}`)
    return (await answer.json()).headers
  }
}

/** Show the code of the record wherever a page has a place for it. */
export function showCode({ code, number }) {
  for (const place of document.querySelectorAll('[data-checkpoint]')) {
    place.hidden = false
    place.querySelector('output').textContent = `${number} · ${code}`
  }
}

/** Say above everything else that the record is not what it was. */
export function soundAlarm(held, told, accept) {
  document.getElementById('alarm')?.remove()
  const box = element('section', '')
  box.id = 'alarm'
  box.className = 'alarm'
  box.setAttribute('role', 'alert')
  const notes = element('details', '')
  notes.append(
    element('summary', say('Both signed notes, to keep as evidence')),
    element('pre', `${held.note}\n${told.note}`),
  )
  const go = element('button', say('I know why: go on from here'))
  go.addEventListener('click', () => {
    box.remove()
    accept(told)
  })
  box.append(
    element('h2', say('The record has changed')),
    element(
      'p',
      [
        say('This browser was shown entry {number} as {code}.', held),
        say('The server now shows a record without it: entry {number}, {code}.', told),
      ].join(' '),
    ),
    element(
      'p',
      [
        say('Sign and decide nothing. Compare the code with the other delegations.'),
        say('Ask the convenor whether the record was restored from a copy.'),
      ].join(' '),
    ),
    notes,
    go,
  )
  document.body.prepend(box)
}

function element(name, text) {
  const its = document.createElement(name)
  its.textContent = text
  return its
}
