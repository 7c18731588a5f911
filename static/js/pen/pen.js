/** A pen: CodeMirror on one field of a draft. */
import { insertNewline, standardKeymap } from '@codemirror/commands'
import { Compartment, EditorState, Prec, Transaction } from '@codemirror/state'
import { EditorView, keymap, placeholder } from '@codemirror/view'

import { languageOf } from '../redline/render.js'
import { carets, expire, left, moved } from './carets.js'
import {
  changesOf,
  doing,
  guard,
  replacing,
  resetting,
  restoring,
  runsField,
  telling,
} from './guard.js'
import { marks } from './marks.js'

const TELL = 200 // ms between two words about where the caret is
const REMIND = 20_000

/** Names of steps that join the one before (see History.record). */
function kindOf(transaction) {
  if (transaction.isUserEvent('input.type')) return 'type'
  return transaction.isUserEvent('delete') ? 'delete' : ''
}

export class Pen {
  #draft
  #field
  #view
  #editing = new Compartment()
  #writable = false
  #page
  #told = ''
  #timer = null
  #reminder

  /**
   * @param {HTMLElement} element the mount: `lang`, `dir` and `aria-label` are its own
   * @param {import('../live/draft.js').Draft} draft
   * @param {{tell: (frame: object) => void, changed: () => void}} page is told where the caret
   *   is, and that the draft changed
   */
  constructor(element, draft, page) {
    this.#draft = draft
    this.#field = element.dataset.field
    this.#page = page
    const oneLine = this.#field.endsWith('/title')
    this.#view = new EditorView({
      parent: element,
      state: EditorState.create({
        extensions: [
          EditorState.lineSeparator.of('\n'),
          EditorView.cspNonce.of(document.querySelector('meta[name=csp-nonce]')?.content ?? ''),
          EditorView.lineWrapping,
          runsField,
          guard(() => (draft.writable ? draft.author : null), { oneLine }),
          marks,
          carets,
          this.#editing.of(this.#facets(false)),
          EditorView.contentAttributes.of({
            lang: element.lang || languageOf(this.#field),
            spellcheck: 'true',
            autocorrect: 'off',
            autocapitalize: 'sentences',
            'aria-label': element.getAttribute('aria-label') ?? this.#field,
            ...(oneLine ? { 'aria-multiline': 'false' } : {}),
          }),
          Prec.high(keymap.of(this.#keys(oneLine))),
          keymap.of(standardKeymap),
          EditorView.domEventHandlers({
            compositionstart: () => this.#makeRoom(),
            beforeinput: (event) => this.#history(event),
            focus: () => this.#say(),
          }),
        ],
      }),
      dispatchTransactions: (transactions, view) => this.#dispatched(transactions, view),
    })
    draft.pens.add(this)
    if (draft.known) this.reset(this.#field, draft.shown.get(this.#field) ?? [])
    this.changed()
    this.#reminder = setInterval(() => {
      expire(this.#view)
      this.#told = ''
      if (this.#view.hasFocus) this.#say()
    }, REMIND)
  }

  get draft() {
    return this.#draft
  }

  get hasFocus() {
    return this.#view.hasFocus
  }

  focus() {
    this.#view.focus()
  }

  destroy() {
    clearInterval(this.#reminder)
    clearTimeout(this.#timer)
    this.#draft.pens.delete(this)
    this.#view.destroy()
  }

  // --- what the draft tells ------------------------------------------------------------------

  edited(field, edit, author, own) {
    if (field !== this.#field) return
    this.#view.dispatch(telling(this.#view.state, edit, author, { own }))
  }

  reset(field, runs) {
    if (field === this.#field) this.#view.dispatch(resetting(this.#view.state, runs))
  }

  changed() {
    this.#page.changed()
    const writable = this.#draft.writable
    if (writable === this.#writable) return
    this.#writable = writable
    this.#view.dispatch({ effects: this.#editing.reconfigure(this.#facets(writable)) })
  }

  /** Carets of co-drafters, in units of what is shown. */
  carets(list, gone) {
    const mine = list.filter(({ field }) => field === this.#field)
    const effects = [
      ...gone.map((person) => left.of(person)),
      ...mine.map((caret) => moved.of({ ...caret, at: Date.now() })),
    ]
    if (effects.length > 0) this.#view.dispatch({ effects })
  }

  #facets(writable) {
    return [
      EditorState.readOnly.of(!writable),
      EditorView.contentAttributes.of(writable ? {} : { 'aria-readonly': 'true' }),
      EditorView.editorAttributes.of({ class: writable ? 'pen-open' : 'pen-shut' }),
      placeholder(writable ? '' : this.#draft.known ? '' : '…'),
    ]
  }

  // --- what the author does --------------------------------------------------------------------

  #dispatched(transactions, view) {
    view.update(transactions)
    for (const transaction of transactions) {
      const done = transaction.annotation(doing)
      if (done === undefined || done.told || done.edit.length === 0) continue
      try {
        this.#draft.edit(this.#field, done.edit, { kind: kindOf(transaction), from: this })
      } catch (trouble) {
        // What is shown must be what will be sent.
        console.error('An edit could not be taken', trouble)
        this.reset(this.#field, this.#draft.shown.get(this.#field) ?? [])
      }
    }
    if (transactions.some((one) => one.docChanged || one.selection)) this.#say()
  }

  #do(edit, anchor) {
    const { state } = this.#view
    const changes = state.changes(changesOf(edit))
    const { author } = this.#draft
    this.#view.dispatch({
      changes,
      selection: { anchor: changes.mapPos(anchor, 1) },
      annotations: [doing.of({ edit, author, told: false }), Transaction.userEvent.of('delete')],
      filter: false,
    })
  }

  /** An input method begins over a selection: strike it first, and let it insert after that. */
  #makeRoom() {
    const { from, to, empty } = this.#view.state.selection.main
    if (empty || !this.#draft.writable) return false
    const runs = this.#view.state.field(runsField)
    this.#do(replacing(runs, [[from, to, '']], this.#draft.author), to)
    return false
  }

  /** Take back own strikes in the selection, or in the stretch the caret touches. */
  restore() {
    if (!this.#draft.writable) return false
    const { from, to } = this.#view.state.selection.main
    const runs = this.#view.state.field(runsField)
    const edit = restoring(runs, from, Math.max(to, from + 1), this.#draft.author)
    if (edit.length > 0) this.#do(edit, to)
    return edit.length > 0
  }

  #keys(oneLine) {
    const undo = () => this.#draft.undo() || true
    const redo = () => this.#draft.redo() || true
    return [
      { key: 'Mod-z', run: undo, preventDefault: true },
      { key: 'Mod-y', mac: 'Mod-Shift-z', run: redo, preventDefault: true },
      { linux: 'Ctrl-Shift-z', win: 'Ctrl-Shift-z', run: redo, preventDefault: true },
      { key: 'Mod-Shift-u', run: () => this.restore(), preventDefault: true },
      { key: 'Enter', run: oneLine ? () => true : insertNewline },
    ]
  }

  #history(event) {
    if (event.inputType === 'historyUndo') this.#draft.undo()
    else if (event.inputType === 'historyRedo') this.#draft.redo()
    else return false
    event.preventDefault()
    return true
  }

  /** Tell co-drafters where the caret is, not more often than it can be followed. */
  #say() {
    if (this.#timer !== null) return
    this.#timer = setTimeout(() => {
      this.#timer = null
      if (!this.#view.hasFocus || !this.#draft.known) return
      const { anchor, head } = this.#view.state.selection.main
      const at = [anchor, head].map((place) => this.#draft.placeToSay(this.#field, place))
      const said = JSON.stringify([this.#draft.rev, at])
      if (said === this.#told) return
      this.#told = said
      const { id: draft, rev } = this.#draft
      this.#page.tell({ t: 'caret', draft, field: this.#field, rev, at })
    }, TELL)
  }
}
