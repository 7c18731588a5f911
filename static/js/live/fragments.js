/**
 * Fragments: regions of the page that the server paints anew, morphed into place.
 *
 * A morph keeps the nodes that stay, and with them focus, what is typed, and where one has
 * scrolled. Three things are made sure of here: pens and watched layers are never touched; a form
 * is matched with itself, not with its neighbour; and what somebody has typed into a form that is
 * no longer painted goes back to them.
 */
import htmx from 'htmx.org'

const OWN = '[data-pen], [hx-morph-skip]'
const OWN_CHILDREN = '[data-watch-clause], [hx-morph-skip-children]'
const TYPED = 'textarea, input:not([type=hidden], [type=checkbox], [type=radio], [type=submit])'
/** Fields that follow the text in view, so that they do not say which form it is. */
const MOVING = new Set(['version', 'digest', 'wording', 'instead', '_back', '_id'])

Object.assign(htmx.config, {
  morphSkip: OWN,
  morphSkipChildren: OWN_CHILDREN,
  // Whether something is open, and what was answered here, is the reader's business.
  morphIgnore: [...htmx.config.morphIgnore, 'open', 'data-answered'],
  history: false,
})

/**
 * @typedef {object} Fragment
 * @property {string} id
 * @property {string} html
 */

export class Fragments {
  /** @type {Map<string, string>} painted, but the reader is typing where it would take away */
  #held = new Map()
  /** a finger is down: on a button perhaps, of a form that must still be there to be sent */
  #pressed = false
  #swapped
  #stranded

  /**
   * @param {() => void} swapped
   * @param {(typed: Record<string, string>) => void} stranded what was typed into a form that is
   *   gone, by the labels of its fields
   */
  constructor(swapped, stranded) {
    this.#swapped = swapped
    this.#stranded = stranded
    for (const region of document.querySelectorAll('[data-mark][id]')) nameParts(region, region.id)
    // Once it is known where the focus went: a button of the same form takes nothing away.
    document.addEventListener('focusout', () => setTimeout(() => this.letGo()))
    document.addEventListener('pointerdown', () => (this.#pressed = true))
    for (const over of ['pointerup', 'pointercancel']) {
      document.addEventListener(over, () => {
        this.#pressed = false
        setTimeout(() => this.letGo())
      })
    }
  }

  /** The marks of the regions shown, for the hello. */
  marks() {
    const regions = [...document.querySelectorAll('[data-mark][id]')].slice(0, 64)
    return Object.fromEntries(
      regions.filter((one) => one.dataset.mark).map((one) => [one.id, one.dataset.mark]),
    )
  }

  /** @param {Fragment} fragment */
  swap({ id, html }) {
    const region = document.getElementById(id)
    if (region === null) return
    const next = parsed(html, id)
    const lost = typedInto(region).filter((field) => !survives(field, next))
    if (lost.some((field) => this.#inUse(field))) {
      this.#held.set(id, html)
      return
    }
    this.#held.delete(id)
    if (lost.length > 0) {
      this.#stranded(Object.fromEntries(lost.map((field) => [labelOf(field), field.value])))
    }
    htmx.swap({ target: region, text: next.innerHTML, swap: 'outerMorph', sourceElement: region })
    this.#swapped()
  }

  /** Paint what was held back, where nothing is in its way any more. */
  letGo() {
    for (const [id, html] of this.#held) this.swap({ id, html })
  }

  /** Typed in now, or on its way: the words of an act that is not answered are not lost yet. */
  #inUse(field) {
    const active = document.activeElement
    const form = field.form
    if (form === null) return active === field
    return this.#pressed || form.contains(active) || form.getAttribute('aria-busy') === 'true'
  }
}

/** The fragment as nodes, its forms and pens named as those in the page are. */
function parsed(html, region) {
  const template = document.createElement('template')
  template.innerHTML = html
  nameParts(template.content, region)
  return template
}

/** Give pens and forms without an id one that says which they are: the morph goes by ids. */
function nameParts(root, region) {
  for (const pen of root.querySelectorAll('[data-pen]:not([id])')) {
    pen.id = `pen-${pen.dataset.draft}-${pen.dataset.field}`
  }
  const seen = new Map()
  for (const form of root.querySelectorAll('form:not([id])')) {
    const name = `${region}-${formName(form)}`
    const count = seen.get(name) ?? 0
    seen.set(name, count + 1)
    form.id = count === 0 ? name : `${name}-${count}`
  }
}

function formName(form) {
  const fixed = [...form.querySelectorAll('input[type=hidden]')]
    .filter(({ name }) => !MOVING.has(name))
    .map(({ name, value }) => `${name}=${value}`)
  const action = form.getAttribute('action') ?? ''
  return [action.slice(action.lastIndexOf('/') + 1), ...fixed].join(',').replace(/\s+/g, '_')
}

const typedInto = (region) =>
  [...region.querySelectorAll(TYPED)].filter(
    (field) =>
      field.value !== field.defaultValue && field.closest('[data-pen], [data-ending]') === null,
  )

function survives(field, next) {
  const form = field.form
  if (form === null) return field.id !== '' && find(next, field.id) !== null
  const same = find(next, form.id)
  return same !== null && same.querySelector(`[name="${CSS.escape(field.name)}"]`) !== null
}

const find = (template, id) => template.content.querySelector(`[id="${CSS.escape(id)}"]`)

/** The words that a label begins with: hints and the field itself come after them. */
const labelOf = (field) =>
  field.labels?.[0]?.firstChild?.textContent.trim() || field.getAttribute('aria-label') || field.name

/** Every unsafe request of htmx's bears an id too, so that sending it again is safe. */
export function nameRequests(newId) {
  document.addEventListener('htmx:config:request', ({ detail: { ctx } }) => {
    if (ctx.request.method.toUpperCase() !== 'GET') ctx.request.headers['Parley-Act'] = newId()
  })
}
