/**
 * The state of a layer, and the two hands that work on it: the mirror of models/runs.py.
 *
 * A run is `{text, insertedBy, struckBy}`: a stretch of text, the party that inserted it (null for
 * current text), and the sorted list of the parties that strike it. A list of runs is in normal
 * form: no run is empty, and no two neighbours bear equal marks. Nothing is changed in place.
 */
/**
 * @typedef {{text: string, insertedBy: string | null, struckBy: readonly string[]}} Run
 * @typedef {Run[]} Runs
 */
import { splitsCharacter } from './units.js'

/** An edit that is not one, or that may not be done to these runs by this author. */
export class EditRefused extends Error {
  constructor(code, sentence) {
    super(sentence)
    this.name = 'EditRefused'
    this.code = code
  }
}

const NOBODY = Object.freeze([])

/** One run. `struckBy` must be sorted. */
export function run(text, insertedBy = null, struckBy = NOBODY) {
  return { text, insertedBy, struckBy }
}

/** The same marks on another text. */
export function withText(of, text) {
  return { text, insertedBy: of.insertedBy, struckBy: of.struckBy }
}

/** Whether two runs bear equal marks. */
export function alike(a, b) {
  return (
    a.insertedBy === b.insertedBy &&
    a.struckBy.length === b.struckBy.length &&
    a.struckBy.every((party, i) => party === b.struckBy[i])
  )
}

/** Writes runs one after the other, keeping them in normal form. */
export class Writer {
  runs = []

  /** Append one run that is not empty, merged with the last where the marks are equal. */
  put(next) {
    const last = this.runs.at(-1)
    if (last !== undefined && alike(last, next)) {
      this.runs[this.runs.length - 1] = withText(last, last.text + next.text)
    } else {
      this.runs.push(next)
    }
  }

  /** Append many. */
  extend(runs) {
    for (const next of runs) this.put(next)
  }
}

/** A place in runs that moves to the right. */
export class Cursor {
  #runs
  #at = 0 // the run it stands in,
  #off = 0 // and how many units of that run lie behind it

  constructor(runs) {
    this.#runs = runs
  }

  /** Move `count` units on and return the runs passed over, the outer two cut to fit. */
  take(count) {
    const taken = []
    while (count > 0) {
      const here = this.#runs[this.#at]
      if (here === undefined) {
        throw new EditRefused('past_the_end', 'The edit goes past the end of the text.')
      }
      const text = here.text.slice(this.#off, this.#off + count)
      taken.push(text.length === here.text.length ? here : withText(here, text))
      count -= text.length
      this.#off += text.length
      if (this.#off === here.text.length) {
        this.#at += 1
        this.#off = 0
      }
    }
    return taken
  }

  /** Move to the end and return the runs passed over. */
  rest() {
    const left = this.#runs.slice(this.#at)
    if (this.#off > 0) left[0] = withText(left[0], left[0].text.slice(this.#off))
    this.#at = this.#runs.length
    this.#off = 0
    return left
  }

  /** Refuse if the cursor stands inside a character. */
  checkWhole() {
    if (this.#off > 0 && splitsCharacter(this.#runs[this.#at].text, this.#off)) {
      throw new EditRefused('splits_character', 'The edit would split a character in two.')
    }
  }
}

/** `runs` in normal form: empty ones left out, neighbours with equal marks merged. */
export function joined(runs) {
  const out = new Writer()
  for (const one of runs) if (one.text !== '') out.put(one)
  return out.runs
}

/** A layer that changes nothing: `text` as it stands. */
export const ofText = (text) => joined([run(text)])

/** The whole text of the runs, struck or not: what an editor holds. */
export const textOf = (runs) => runs.map((one) => one.text).join('')

/** What the layer started from: what nobody inserted, struck or not. */
export const base = (runs) => textOf(runs.filter((one) => one.insertedBy === null))

/** What the layer would make: every insertion in, everything struck out. */
export const result = (runs) => textOf(runs.filter((one) => one.struckBy.length === 0))

/** The runs for the wire: `[[text, inserted by or null, [struck by …]] …]`. */
export const toJson = (runs) => runs.map((one) => [one.text, one.insertedBy, one.struckBy])

/** The runs that `toJson`, here or in Python, wrote. */
export const fromJson = (raw) =>
  joined(raw.map(([text, insertedBy, struckBy]) => run(text, insertedBy, [...struckBy].sort())))
