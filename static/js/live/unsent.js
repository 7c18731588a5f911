/**
 * Wording that could not be sent: kept, shown with both texts, and never sent by itself. Its
 * author may keep it as a private draft, copy it, or put it away.
 */
import { make, show } from './refusal.js'
import { fieldName, say } from './words.js'

const TITLE = say('Not sent')
const KEPT = say('It is kept on this device only.')

/**
 * @typedef {object} Means
 * @property {import('./shelf.js').Shelf} shelf
 * @property {(act: object) => Promise<{ok: boolean, made?: object}>} ask does a formal act
 */

export class UnsentWords {
  #means
  #region
  #mayDraft

  /** @param {Means} means @param {boolean} mayDraft whether drafts can be made on this page */
  constructor(means, mayDraft) {
    this.#means = means
    this.#mayDraft = mayDraft
  }

  /** Show what earlier pages left. */
  restore() {
    for (const [id, unsent] of this.#means.shelf.unsent()) this.#show(id, unsent)
  }

  /** Keep and show wording that was handed back. */
  add(unsent) {
    this.#show(this.#means.shelf.put(unsent), unsent)
  }

  #show(id, unsent) {
    const region = this.#place()
    if (region.querySelector(`[data-unsent="${id}"]`)) return
    const card = make('article', 'unsent notice')
    card.dataset.unsent = id
    card.dataset.tone = 'warn'
    const title = make('h3', '', unsent.clause ? `${TITLE}: ${unsent.clause}` : TITLE)
    card.append(title, make('p', '', `${unsent.sentence} ${KEPT}`))
    for (const [field, { was, mine }] of Object.entries(unsent.texts)) {
      card.append(this.#both(field, was, mine))
    }
    card.append(this.#buttons(id, unsent, card))
    region.append(card)
    region.hidden = false
  }

  #both(field, was, mine) {
    const both = make('div', 'both')
    const worded = /^[\w-]+\/(title|text)$/.test(field)
    const without = was === '' ? [] : [[say('As it reads without'), was]]
    const shown = [...without, [say('As you wrote it'), mine]]
    for (const [label, text] of shown) {
      const one = make('div')
      const wording = make('p', 'wording', text)
      wording.dir = 'auto'
      const title = make('h4', '', `${label} `)
      title.append(make('span', 'small soft', worded ? fieldName(field) : field))
      if (worded) [wording.lang] = field.split('/')
      one.append(title, wording)
      both.append(one)
    }
    return both
  }

  #buttons(id, unsent, card) {
    const row = make('div', 'row acts')
    const place = make('div')
    place.dataset.refusal = ''
    const button = (label, act, name = '') => {
      const made = make('button', name, label)
      made.type = 'button'
      made.addEventListener('click', act)
      row.append(made)
    }
    const away = () => {
      this.#means.shelf.putAway(id)
      card.remove()
      this.#region.hidden = this.#region.querySelector('article') === null
    }
    if (this.#mayDraft && unsent.clause) {
      button(
        say('Keep as a private draft'),
        async (event) => {
          event.target.disabled = true
          const refusal = await this.#asDraft(unsent)
          if (refusal === null) away()
          else show(place, refusal)
          event.target.disabled = false
        },
        'main',
      )
    }
    button(say('Copy'), () => copy(Object.values(unsent.texts).map(({ mine }) => mine).join('\n\n')))
    button(say('Put away'), away, 'quiet')
    const around = make('div')
    around.append(row, place)
    return around
  }

  /** Begin a private draft that changes what the author changed; null, or the refusal. */
  async #asDraft(unsent) {
    if (unsent.kept === undefined) {
      const start = { kind: 'start_draft', clause: unsent.clause, watch: 'none' }
      const started = await this.#means.ask(start)
      if (!started.ok) return started
      unsent.kept = { draft: started.made.draft, fields: new Set() }
    }
    const { draft, fields } = unsent.kept
    for (const [field, { mine }] of Object.entries(unsent.texts)) {
      if (fields.has(field)) continue
      // By the version it was written on, so that what was agreed since is not struck.
      const wrote = { draft, revision: 0, field, text: mine, written_on: unsent.base ?? null }
      const done = await this.#means.ask({ kind: 'rewrite', ...wrote })
      if (!done.ok) return done
      fields.add(field)
    }
    return null
  }

  #place() {
    this.#region ??= document.getElementById('unsent') ?? this.#make()
    return this.#region
  }

  #make() {
    const region = make('section', 'unsent-words stack')
    region.id = 'unsent'
    region.setAttribute('aria-label', TITLE)
    region.setAttribute('aria-live', 'polite')
    const main = document.getElementById('main')
    if (main) main.prepend(region)
    else document.body.append(region)
    return region
  }
}

/** Copy without the clipboard's API, which plain http does not have. */
function copy(text) {
  const area = make('textarea', 'said')
  area.value = text
  document.body.append(area)
  area.select()
  document.execCommand('copy')
  area.remove()
}
