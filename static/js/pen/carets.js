/** Where the carets of co-drafters are: shown in the text, never part of it. */
import { StateEffect, StateField } from '@codemirror/state'
import { Decoration, EditorView, WidgetType } from '@codemirror/view'

const STALE = 45_000

/** @typedef {{person: string, name: string, author: string, anchor: number, head: number,
 *   at: number}} Caret */

/** @type {import('@codemirror/state').StateEffectType<Caret>} */
export const moved = StateEffect.define()
/** @type {import('@codemirror/state').StateEffectType<string>} */
export const left = StateEffect.define()
const expired = StateEffect.define()

class CaretWidget extends WidgetType {
  constructor(name, author) {
    super()
    this.name = name
    this.author = author
  }

  eq(other) {
    return other.name === this.name && other.author === this.author
  }

  toDOM() {
    const caret = document.createElement('span')
    caret.className = 'pen-caret'
    caret.dataset.author = this.author
    caret.setAttribute('aria-hidden', 'true')
    const label = document.createElement('span')
    label.className = 'pen-caret-name'
    label.textContent = this.name
    caret.append(label)
    return caret
  }

  ignoreEvent() {
    return true
  }
}

/** @type {StateField<Map<string, Caret>>} */
const field = StateField.define({
  create: () => new Map(),
  update(carets, transaction) {
    const told = transaction.effects.filter((effect) => effect.is(moved))
    const old = transaction.effects.find((effect) => effect.is(expired))
    const gone = transaction.effects.flatMap((effect) => (effect.is(left) ? [effect.value] : []))
    if (!transaction.docChanged && told.length + gone.length === 0 && old === undefined) {
      return carets
    }
    const next = new Map()
    const most = transaction.newDoc.length
    for (const [person, caret] of carets) {
      if (gone.includes(person) || (old !== undefined && caret.at < old.value)) continue
      const carried = (at) => transaction.changes.mapPos(at, 1)
      next.set(person, { ...caret, anchor: carried(caret.anchor), head: carried(caret.head) })
    }
    for (const { value } of told) {
      const [anchor, head] = [value.anchor, value.head].map((at) => Math.min(at, most))
      next.set(value.person, { ...value, anchor, head })
    }
    return next
  },
  provide: (self) =>
    EditorView.decorations.from(self, (carets) =>
      Decoration.set(
        [...carets.values()].flatMap(({ name, author, anchor, head }) => {
          const widget = Decoration.widget({ widget: new CaretWidget(name, author), side: 1 })
          const [from, to] = anchor < head ? [anchor, head] : [head, anchor]
          const attributes = { 'data-author': author }
          const selection = Decoration.mark({ class: 'pen-selection', attributes })
          return from < to ? [widget.range(head), selection.range(from, to)] : [widget.range(head)]
        }),
        true,
      ),
    ),
})

/** Forget carets nobody has moved for long: their owners have left, or lost their line. */
export function expire(view) {
  const before = Date.now() - STALE
  const carets = [...view.state.field(field).values()]
  if (carets.some(({ at }) => at < before)) view.dispatch({ effects: expired.of(before) })
}

export const carets = field
