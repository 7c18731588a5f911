/** A live page: line, fragments, drafts and watched layers, brought together. */
import { Acts } from './acts.js'
import { Checkpoints, headersOf, showCode, soundAlarm } from './checkpoint.js'
import { Clock } from './clock.js'
import { takeColours } from './colours.js'
import { Drafts } from './drafts.js'
import { Fragments, nameRequests } from './fragments.js'
import { Line, WRONG } from './line.js'
import { show, placeFor } from './refusal.js'
import { countUnseen } from './seen.js'
import { Shelf, browserStorage, nonce } from './shelf.js'
import { seek, showSought } from './sought.js'
import { Sign } from './status.js'
import { followStrip } from './strip.js'
import { UnsentWords } from './unsent.js'
import { Watched } from '../redline/watch.js'
import { fillDigest } from './wording.js'
import { say } from './words.js'

const ANOTHER_RECORD =
  say('The record of this negotiation was restored from a copy, and this was typed before.')
const GONE = say('The form you were writing in is no longer there.')
/** The screens that pens may lie on. */
const PENS = new Set(['table', 'board', 'caucus'])
const REVOKED = say('This session has ended.')
const WRITING = new Set(['table', 'board', 'caucus', 'rules', 'parties'])
const SIGN_IN = say('Sign in again with your link or code.')

/**
 * @typedef {object} Parts
 * @property {(page: Page) => {refresh(): void}} [pens] what mounts pens where the page has them
 * @property {() => void} [shown] called after anything on the page changed
 */

export class Page {
  /** @type {Map<string, {act: object, tell: (result: object) => void, at: number}>} */
  #asked = new Map()
  #since
  #wasUp = false
  #epoch = null
  #person = null
  #rehearsal = false

  /** @param {Parts} parts */
  constructor({ pens = () => null, shown = () => {} } = {}) {
    const { negotiation, screen, since } = document.body.dataset
    this.screen = screen
    this.me = nonce()
    this.#since = since ? Number(since) : null
    this.clock = new Clock()
    const writes = WRITING.has(screen)
    // Where nothing is written nothing is kept: no word of a meeting outlives the page.
    this.shelf = new Shelf(writes ? browserStorage() : null, this.me, {
      locks: navigator.locks,
      Channel: globalThis.BroadcastChannel,
    })
    this.checkpoints = new Checkpoints({
      negotiation,
      storage: browserStorage(),
      headers: headersOf(negotiation),
      alarm: (held, told) => soundAlarm(held, told, (its) => this.checkpoints.accept(its)),
      shown: showCode,
    })
    this.line = new Line({
      url: address(negotiation),
      hello: () => this.#hello(),
      heard: (event) => this.#heard(event),
      turned: (state, reason, code) => this.#turned(state, reason, code),
      allowed: stillAllowed,
    })
    const drafts = PENS.has(screen)
    this.unsent = new UnsentWords({ shelf: this.shelf, ask: (act) => this.ask(act) }, drafts)
    this.drafts = new Drafts({
      line: this.line,
      shelf: this.shelf,
      lost: (unsent) => this.unsent.add(unsent),
      changed: () => this.sign?.refresh(),
    })
    this.watched = new Watched(() => this.drafts.held(), shown)
    this.fragments = new Fragments(
      () => {
        this.pens?.refresh()
        this.watched.refresh()
        this.clock.tick()
        takeColours()
        countUnseen()
        followStrip()
        showSought()
        this.acts?.newcomers.reveal()
        shown()
      },
      (typed) => this.#stranded(typed),
    )
    this.acts = new Acts(
      async (form) =>
        form.dataset.digestOf === undefined ||
        fillDigest(form, this.drafts.get(form.dataset.digestOf)),
      () => {
        this.sign?.refresh()
        this.fragments.letGo()
      },
    )
    nameRequests(() => nonce(16))
    const connection = document.getElementById('connection')
    this.sign = connection && new Sign(connection, () => this.#facts(drafts))
    this.pens = pens(this)
    this.pens?.refresh()
    this.#listen()
    followStrip()
    this.line.start()
  }

  /** A formal act over the socket: `{ok, made}` or the refusal. Asked again until answered. */
  ask(act) {
    const id = nonce(16)
    return new Promise((tell) => {
      this.#asked.set(id, { act, tell, at: Date.now() })
      this.line.send({ t: 'act', id, act })
    })
  }

  /** Look at a clause, or (empty) follow the screen. */
  look(clause) {
    document.body.dataset.clause = clause
    return this.line.send({ t: 'look', clause: clause || null })
  }

  #hello() {
    return {
      t: 'hello',
      screen: this.screen,
      clause: document.body.dataset.clause || null,
      caucus: document.body.dataset.caucus || null,
      since: this.line.place ?? this.#since,
      regions: this.fragments.marks(),
      drafts: this.drafts.revisions(),
    }
  }

  #heard(event) {
    try {
      if (event.t === 'welcome') this.#welcome(event)
      else if (event.t === 'clock') this.clock.set(event.now)
      else if (event.t === 'checkpoint') void this.checkpoints.heard(event, !this.#rehearsal)
      else if (event.t === 'html') this.fragments.swap(event)
      else if (event.t === 'ok') this.#answer(event, { ok: true, made: event.made })
      else if (this.watched.heard(event)) return
      else if (this.drafts.heard(event)) {
        if (event.t === 'draft' || event.t === 'closed') this.watched.refresh()
      } else if (event.t === 'no') this.#answer(event, { ...event, ok: false })
    } catch (trouble) {
      console.error('What was told does not fit what is here', trouble)
      this.line.again()
    }
  }

  #welcome(event) {
    const { now, epoch, person, rehearsal } = event
    this.#rehearsal = rehearsal
    this.#wasUp = true
    this.clock.set(now)
    const another = this.#epoch !== null && epoch !== this.#epoch
    const somebodyElse = this.#person !== null && person !== this.#person
    this.#epoch = epoch
    this.#person = person
    if (another || somebodyElse) {
      // Nothing shown here is of that record: give back what is unconfirmed, then paint anew.
      this.drafts.void(ANOTHER_RECORD)
      location.reload()
      return
    }
    this.shelf.owner(document.body.dataset.negotiation, person)
    this.watched.welcome()
    this.unsent.restore()
    void this.drafts.welcome(event)
    for (const [id, { act }] of this.#asked) this.line.send({ t: 'act', id, act, again: true })
  }

  #answer({ id }, result) {
    this.#asked.get(id)?.tell(result)
    this.#asked.delete(id)
  }

  #turned(state, reason, code) {
    if (state === 'down') this.drafts.asleep(code, WRONG)
    if (state === 'ended') this.#end()
    if (code === WRONG && reason) {
      show(placeFor(document.body), { sentence: reason, next: say('The page has connected again.') })
    }
    this.sign?.refresh()
  }

  /** Whoever this page was for may no longer see it: nothing of it stays. */
  #end() {
    document.title = REVOKED
    const note = document.createElement('main')
    note.id = 'main'
    note.className = 'ended'
    const said = document.createElement('p')
    said.setAttribute('role', 'alert')
    said.textContent = REVOKED
    const again = document.createElement('a')
    again.href = '/'
    again.textContent = SIGN_IN
    note.append(said, again)
    document.body.replaceChildren(note)
    // Somebody whose role changed is still let in, to another page; once, lest two doors disagree.
    if (this.#wasUp) {
      stillAllowed().then(
        (allowed) => allowed && location.reload(),
        () => {},
      )
    }
  }

  #stranded(typed) {
    const texts = Object.entries(typed).map(([label, mine]) => [label, { was: '', mine }])
    this.unsent.add({ clause: '', why: 'gone', sentence: GONE, texts: Object.fromEntries(texts) })
  }

  #facts(writes) {
    const asked = [...this.#asked.values()].map(({ at }) => at)
    const since = [this.drafts.since, this.acts.since, ...asked].filter((at) => at !== null)
    return {
      line: this.line.state,
      wasUp: this.#wasUp,
      since: since.length > 0 ? Math.min(...since) : null,
      refused: this.drafts.unsaved,
      kept: this.shelf.keeps,
      writes,
    }
  }

  #listen() {
    const doubt = () => this.line.doubt()
    window.addEventListener('online', doubt)
    window.addEventListener('offline', doubt)
    window.addEventListener('pageshow', ({ persisted }) => {
      // A page that a browser kept whole may show what its reader may not see any more.
      if (persisted) {
        document.getElementById('main').replaceChildren()
        location.reload()
      } else doubt()
    })
    document.addEventListener('visibilitychange', () => document.hidden || doubt())
    // Unacknowledged for long: is anybody there?
    setInterval(() => {
      const { since } = this.#facts(false)
      if (since !== null && Date.now() - since > 2_000) doubt()
    }, 1_000)
    document.addEventListener('click', (event) => this.#follow(event))
    window.addEventListener('popstate', () => {
      this.look(new URLSearchParams(location.search).get('clause') ?? '')
    })
    window.addEventListener('beforeunload', (event) => {
      if (!this.shelf.keeps && this.drafts.since !== null) event.preventDefault()
    })
  }

  #follow(event) {
    const link = event.target.closest?.('a[data-look]')
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return
    if (!this.look(link.dataset.look)) return // no line: an ordinary link
    event.preventDefault()
    history.pushState(null, '', link.href)
    seek(link.dataset.look)
  }
}

function address(negotiation) {
  const url = new URL(`/n/${encodeURIComponent(negotiation)}/live`, location.href)
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
  return url.href
}

/** Whether this page would still be served: a refused socket does not say why it was refused. */
async function stillAllowed() {
  const answer = await fetch(location.href, {
    method: 'HEAD',
    redirect: 'manual',
    cache: 'no-store',
  })
  return answer.ok || answer.status >= 500
}
