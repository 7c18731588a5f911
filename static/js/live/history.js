/**
 * Undo and redo of one draft: two stacks of inverse edits.
 *
 * Every inverse stands on what the pens show now, and is carried along when others edit. What of
 * it may still be done is asked only when it is called for.
 */
import { clip, compose, invert, rebase } from '../text/edit.js'

const DEPTH = 500
const TOGETHER = 600 // ms within which typing is one step

/** @typedef {{field: string, edit: Array, at: number, kind: string}} Step */

export class History {
  /** @type {{undo: Step[], redo: Step[]}} */
  #stacks = { undo: [], redo: [] }

  /**
   * Remember how to take back `edit` (effective), which was done to `runs`. `onto` is 'undo',
   * unless the edit itself is an undo; `kind` names edits that join the last step if they follow
   * soon; a fresh edit forgets what could be redone.
   */
  record(field, edit, runs, { onto = 'undo', kind = '', at = 0, fresh = true } = {}) {
    const inverse = invert(edit, runs)
    if (inverse.length === 0) return
    const stack = this.#stacks[onto]
    const last = stack.at(-1)
    if (fresh) this.#stacks.redo = []
    const joins = fresh && kind !== '' && last?.kind === kind && last.field === field
    if (joins && at - last.at < TOGETHER) {
      last.edit = compose(inverse, last.edit)
      last.at = at
    } else {
      stack.push({ field, edit: inverse, at, kind: fresh ? kind : '' })
      if (stack.length > DEPTH) stack.shift()
    }
  }

  /** Carry the steps over an edit of somebody else (or of one's own second page). */
  carry(field, edit, sameAuthor) {
    for (const stack of Object.values(this.#stacks)) {
      let over = edit
      for (let i = stack.length - 1; i >= 0; i--) {
        const step = stack[i]
        if (step.field !== field) continue
        const carried = rebase(step.edit, over)
        over = rebase(over, step.edit, { first: true, sameAuthor })
        step.edit = carried
        step.kind = ''
      }
    }
  }

  /**
   * Take the last step that can still have an effect off a stack: `{field, edit}` or null.
   * `runsOf` gives the runs shown of a field.
   */
  take(from, runsOf, author) {
    const stack = this.#stacks[from]
    while (stack.length > 0) {
      const { field, edit } = stack.pop()
      const possible = clip(edit, runsOf(field), author)
      if (possible.length > 0) return { field, edit: possible }
    }
    return null
  }

  has(from) {
    return this.#stacks[from].length > 0
  }

  clear() {
    this.#stacks = { undo: [], redo: [] }
  }
}
