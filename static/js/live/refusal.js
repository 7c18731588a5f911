/** Refusals, shown where the act was asked for: the sentence, the next step, both texts. */
import htmx from 'htmx.org'
import { fieldName, say } from './words.js'

let assured = 0

/** The nearest place for refusals: around the form, beside one of its ancestors, or the page's. */
export function placeFor(element) {
  for (let at = element; at !== null; at = at.parentElement) {
    const place = at.matches('[data-refusal]') ? at : at.querySelector(':scope > [data-refusal]')
    if (place !== null) return place
  }
  return document.querySelector('[data-refusal]')
}

/** Show the server's own fragment. */
export async function showHtml(place, html) {
  await htmx.swap({ target: place, text: html, swap: 'innerHTML', sourceElement: place })
  reveal(place)
}

/** @param {{sentence: string, next?: string, rule?: string, texts?: Record<string, string>}} no */
export function show(place, { sentence, next = '', rule = '', texts = {} }) {
  const box = make('div', 'refusal')
  box.setAttribute('role', 'alert')
  box.tabIndex = -1
  box.append(make('p', 'sentence', sentence))
  if (next) box.append(make('p', '', next))
  if (Object.keys(texts).length > 0) {
    const both = make('div', 'both')
    for (const [name, text] of Object.entries(texts)) {
      const one = make('div')
      const [which, language, part] = name.split('/')
      const wording = make('p', 'wording', text)
      wording.dir = 'auto'
      wording.lang = language
      const title = make('h4', '', which === 'seen' ? say('What you read or wrote') : say('As it reads now'))
      title.append(' ', make('span', 'small soft', fieldName(`${language}/${part}`)))
      one.append(title, wording)
      both.append(one)
    }
    box.append(both)
  }
  if (rule) box.append(make('p', 'small soft', rule))
  place.replaceChildren(box)
  reveal(place)
}

/** Say for a moment that what was asked is done, wherever on the page its effect shows. */
export function assure(word) {
  const told = document.getElementById('done') ?? document.body.appendChild(make('p', 'done'))
  told.id = 'done'
  told.setAttribute('role', 'status')
  told.textContent = word
  told.hidden = false
  clearTimeout(assured)
  assured = setTimeout(() => (told.hidden = true), 4_000)
}

export function clear(place) {
  place?.replaceChildren()
}

function reveal(place) {
  const box = place.querySelector('.refusal')
  if (box === null) return
  document.getElementById('done')?.setAttribute('hidden', '')
  const close = make('button', 'quiet', say('Close'))
  close.type = 'button'
  close.dataset.dismiss = ''
  box.append(close)
  box.focus()
  box.scrollIntoView({ block: 'nearest' })
}

/** An element with a class and a text. */
export function make(tag, name = '', text = '') {
  const element = document.createElement(tag)
  if (name) element.className = name
  if (text) element.textContent = text
  return element
}
