/**
 * Formal acts by form: `<form method="post" data-act>`. Sent by the script, so that the page stays
 * as it is and a refusal comes to where it was asked for; without the script they are plain forms.
 *
 * Every act has an id made here. Sending it again under the same id is safe, so a request that
 * was lost on the way is repeated until its fate is known.
 */
import { Newcomers } from './newcomers.js'
import { assure, clear, placeFor, show, showHtml } from './refusal.js'
import { nonce } from './shelf.js'
import { say } from './words.js'

const AGAIN = [700, 1_500, 3_000, 6_000, 10_000]
const PATIENCE = 15_000
const PASSING = new Set([502, 503, 504])

const UNREACHED = {
  sentence: say('This was not sent: the server could not be reached.'),
  next: say('What you entered is still here. Try again when the page says it is live.'),
}
const UNSAVED = {
  sentence: say('Your last words are not saved yet, so nobody could say what is to be tabled.'),
  next: say('Wait until the page says Saved, then try again.'),
}
const DONE = say('Done.')
/** What was said is on the record though it was declined: its words are no longer unsent. */
const RECORDED = 'tabindex="-1" data-recorded>'
const UNREADABLE = {
  sentence: say('The server could not do this just now.'),
  next: say('Nothing happened. Try again in a moment.'),
}

export class Acts {
  #busy = new WeakSet()
  /** The id of what a form holds, for as long as it holds just that. */
  #ids = new WeakMap()
  #waiting = new Set()
  #prepare
  #changed
  newcomers = new Newcomers()

  /**
   * @param {(form: HTMLFormElement) => Promise<boolean>} prepare fills what only the page knows;
   *   false: it is not known now
   * @param {() => void} changed
   */
  constructor(prepare, changed) {
    this.#prepare = prepare
    this.#changed = changed
    document.addEventListener('submit', (event) => {
      const form = event.target
      if (!form.matches('form[data-act]')) return
      event.preventDefault()
      void this.#submit(form, event.submitter)
    })
    document.addEventListener('click', ({ target }) => {
      const place = target.closest?.('[data-dismiss]')?.closest('[data-refusal]')
      if (place) clear(place)
    })
  }

  /** When the oldest act that is not answered was asked, or null. */
  get since() {
    return this.#waiting.size > 0 ? Math.min(...[...this.#waiting].map(({ at }) => at)) : null
  }

  async #submit(form, submitter) {
    if (this.#busy.has(form)) return // a second tap
    this.#busy.add(form)
    form.setAttribute('aria-busy', 'true')
    const under = { at: Date.now() }
    this.#waiting.add(under)
    this.#changed()
    try {
      if (await this.#prepare(form)) await this.#send(form, submitter)
      else show(placeFor(form), UNSAVED)
    } finally {
      this.#waiting.delete(under)
      this.#busy.delete(form)
      form.removeAttribute('aria-busy')
      this.#changed()
    }
  }

  async #send(form, submitter) {
    const body = new URLSearchParams(new FormData(form, submitter)).toString()
    const id = this.#idOf(form, body)
    const place = placeFor(form)
    const ending = 'ends' in form.dataset ? form.closest('[data-keep]') : null
    if (form.dataset.opens) this.newcomers.expect(form.dataset.opens)
    ending?.setAttribute('data-ending', '')
    const answer = await post(form.action, body, id)
    if (!answer?.ok) {
      this.newcomers.forget()
      ending?.removeAttribute('data-ending')
    }
    if (answer === null) {
      show(place, UNREACHED)
      return
    }
    this.#ids.delete(form)
    if (answer.ok) {
      clear(place)
      assure(DONE)
      this.newcomers.reveal()
      form.reset()
      // Anonymous: this page alone remembers what was answered.
      if ('remember' in form.dataset) form.dataset.answered = submitter?.value ?? ''
      form.closest('details[data-keep-open]')?.removeAttribute('open')
      form.closest('dialog')?.close()
      return
    }
    const html = await answer.text()
    if (html.includes(RECORDED)) form.reset()
    if (html.includes('class="refusal"')) await showHtml(place, html)
    else show(place, UNREADABLE)
  }

  #idOf(form, body) {
    const known = this.#ids.get(form)
    if (known?.body === body) return known.id
    const id = nonce(16)
    this.#ids.set(form, { body, id })
    return id
  }
}

/** Post until there is an answer that means something; null where there is none. */
async function post(action, body, id) {
  for (let n = 0; ; n++) {
    try {
      const answer = await fetch(action, {
        method: 'POST',
        body,
        headers: {
          'Content-Type': 'application/x-www-form-urlencoded',
          'HX-Request': 'true',
          'Parley-Act': id,
        },
        signal: AbortSignal.timeout?.(PATIENCE),
      })
      if (!PASSING.has(answer.status) || n >= AGAIN.length) return answer
    } catch {
      if (n >= AGAIN.length) return null
    }
    await new Promise((go) => setTimeout(go, AGAIN[n]))
  }
}
