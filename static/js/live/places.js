/** Places in a text before and after an edit: for carets. */
import { isInsertion, isRemoval, size } from '../text/edit.js'

/** Where a place is after an edit; after what was inserted there. */
export function after(edit, place) {
  let at = 0
  let moved = place
  for (const part of edit) {
    if (at > place) break
    if (isInsertion(part)) {
      moved += part.length
      continue
    }
    if (isRemoval(part)) moved -= Math.min(size(part), place - at)
    at += size(part)
  }
  return moved
}

/** Where a place was before an edit; a place within what was inserted, where that stands. */
export function before(edit, place) {
  let was = 0 // in the text before
  let is = 0 // in the text after
  for (const part of edit) {
    if (isRemoval(part)) {
      was += size(part)
    } else {
      if (is + size(part) > place) return isInsertion(part) ? was : was + place - is
      is += size(part)
      if (!isInsertion(part)) was += size(part)
    }
  }
  return was + place - is
}
