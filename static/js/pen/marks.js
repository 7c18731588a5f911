/** How a pen shows what is inserted and struck: as the redlines of the page do, with a title. */
import { Prec } from '@codemirror/state'
import { Decoration, EditorView } from '@codemirror/view'

import { marksOf, nameOf } from '../redline/render.js'
import { runsField } from './guard.js'

/** The marks of one kind (`ins` or `del`) over the text. */
function marksOfKind(tagName, isMarked, titleOf, isOuter) {
  return EditorView.decorations.compute([runsField], (state) => {
    const runs = state.field(runsField)
    const ranges = []
    let at = 0
    runs.forEach((run, i) => {
      if (isMarked(run)) {
        const title = titleOf(run)
        const attributes = isOuter(run) ? { title, ...marksOf(run, runs[i + 1]) } : { title }
        ranges.push(...lines(run.text, at, tagName, attributes))
      }
      at += run.text.length
    })
    return Decoration.set(ranges)
  })
}

/** A mark for each line of a run; who made it is said once, at the end. */
function lines(text, at, tagName, attributes) {
  const ranges = []
  const more = 'data-author' in attributes ? { ...attributes, 'data-more': '' } : attributes
  for (const line of text.split('\n')) {
    const end = at + line.length
    if (line !== '') ranges.push(Decoration.mark({ tagName, attributes: more }).range(at, end))
    at = end + 1
  }
  if (ranges.length > 0 && more !== attributes) {
    const { from, to } = ranges.pop()
    ranges.push(Decoration.mark({ tagName, attributes }).range(from, to))
  }
  return ranges
}

export const marks = [
  marksOfKind(
    'ins',
    (run) => run.insertedBy !== null,
    (run) => `inserted by ${nameOf(run.insertedBy)}`,
    () => true,
  ),
  // Of higher precedence, and so within `ins`, whose label speaks for both.
  Prec.high(
    marksOfKind(
      'del',
      (run) => run.struckBy.length > 0,
      (run) => `struck by ${run.struckBy.map(nameOf).join(', ')}`,
      (run) => run.insertedBy === null,
    ),
  ),
]
