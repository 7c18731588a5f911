/** Cutting an edit that is too long for one frame. Never so small that a character does not fit. */
import { isInsertion, isMark, isRemoval, push, size, trimmed } from '../text/edit.js'
import { splitsCharacter } from '../text/units.js'

// Well within what the server takes (4,000 parts, 20,000 units, 64 KiB a frame).
export const MOST_PARTS = 1_000
export const MOST_INSERTED = 8_000

/**
 * `[head, tail]`: to do `head` and then `tail` is to do `edit`; `head` fits one frame.
 *
 * @param {import('../text/edit.js').Edit} edit
 */
export function split(edit, { parts: most = MOST_PARTS, inserted = MOST_INSERTED } = {}) {
  const head = []
  let passed = 0 // how far the head reaches, in units of the text it makes
  let left = inserted
  let at = 0
  for (; at < edit.length && at < most; at++) {
    const part = edit[at]
    if (isInsertion(part) && part.length > left) break
    if (isInsertion(part)) left -= part.length
    if (!isRemoval(part)) passed += size(part)
    push(head, part)
  }
  if (at === edit.length) return [edit, []]
  const rest = edit.slice(at)
  if (at < most) {
    const whole = rest[0]
    const cut = splitsCharacter(whole, left) ? left - 1 : left
    if (cut > 0) {
      push(head, whole.slice(0, cut))
      passed += cut
      rest[0] = whole.slice(cut)
    }
  }
  const tail = []
  if (passed > 0) push(tail, passed)
  for (const part of rest) push(tail, isMark(part) ? [...part] : part)
  return [trimmed(head), tail]
}
