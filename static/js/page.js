/** Every other page: htmx, clocks, and ids for what is sent; all of it works without, too. */
import { Clock } from './live/clock.js'
import { nameRequests } from './live/fragments.js'
import { nonce } from './live/shelf.js'

new Clock()
nameRequests(() => nonce(16))

// A form sent twice by an impatient hand is one act.
document.addEventListener('submit', ({ target: form }) => {
  if (!form.matches('form[data-act]') || form.elements.namedItem('_id') !== null) return
  const id = document.createElement('input')
  Object.assign(id, { type: 'hidden', name: '_id', value: nonce(16) })
  form.append(id)
})
