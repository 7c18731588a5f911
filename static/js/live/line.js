/**
 * The line of a page: one socket, kept up. It says hello, listens, pings when it is silent, comes
 * back with jitter, and knows at any moment whether it is up. What the frames mean is not its
 * business, but for `welcome` and `pong`.
 */

const SILENCE = 10_000 // then it asks whether anybody is there,
const PATIENCE = 5_000 // and this long after takes the line for lost
const SUSPICION = 2_500 // the same, where there is reason to doubt
const ANSWER = 10_000 // for the socket to open and the welcome to come
const SHORTEST = 300
const LONGEST = 10_000
/** Failures to get through after which the page asks by HTTP whether it may still be here. */
const PROBE_AFTER = 3

export const ENDED = 4001
export const WRONG = 4009

/**
 * @typedef {'connecting'|'up'|'down'|'ended'} State
 * @typedef {object} Options
 * @property {string} url
 * @property {() => object} hello the hello frame, made anew for each connection
 * @property {(event: object) => void} heard each event, `welcome` included
 * @property {(state: State, reason: string) => void} turned
 * @property {() => Promise<boolean>} [allowed] whether this page may still be here
 * @property {typeof WebSocket} [Socket]
 * @property {typeof CLOCK} [clock]
 */

const CLOCK = {
  now: () => Date.now(), // which goes on while the machine sleeps
  setTimeout: (act, ms) => setTimeout(act, ms),
  clearTimeout: (timer) => clearTimeout(timer),
  random: () => Math.random(),
}

/** Full jitter: anywhere up to a limit that doubles with each failure. */
export function delay(failures, random) {
  const limit = Math.min(LONGEST, SHORTEST * 2 ** failures)
  return SHORTEST + random() * Math.max(0, limit - SHORTEST)
}

export class Line {
  /** @type {State} */
  state = 'down'
  /** The place up to which this page is served: the `since` of the next hello. */
  place = null
  /** Why the server closed the line last, in its words. */
  reason = ''

  #options
  #clock
  #socket = null
  #timer = null
  #failures = 0
  #heardAt = 0
  #asked = false // whether a ping is out

  /** @param {Options} options */
  constructor(options) {
    this.#options = { Socket: globalThis.WebSocket, allowed: async () => true, ...options }
    this.#clock = options.clock ?? CLOCK
  }

  get up() {
    return this.state === 'up'
  }

  start() {
    if (this.state !== 'ended') this.#connect()
  }

  /** Send a frame; false where there is no line. */
  send(frame) {
    if (!this.up) return false
    this.#socket.send(JSON.stringify(frame))
    return true
  }

  /** There is reason to doubt the line, or to hope for one: find out now. */
  doubt() {
    if (this.state === 'down') this.#connect()
    else if (this.up && !this.#asked) this.#ask(SUSPICION)
  }

  /** What was told does not fit what is here: begin again. */
  again() {
    if (this.up) this.#failed(0, '')
  }

  stop() {
    this.#hangUp()
    this.#turn('ended', this.reason)
  }

  #connect() {
    this.#hangUp()
    this.#turn('connecting', this.reason)
    let socket
    try {
      socket = new this.#options.Socket(this.#options.url)
    } catch {
      this.#failed(0, '')
      return
    }
    this.#socket = socket
    const mine = (act) => (event) => {
      if (this.#socket === socket) act(event)
    }
    socket.onopen = mine(() => socket.send(JSON.stringify(this.#options.hello())))
    socket.onmessage = mine(({ data }) => this.#listen(data))
    socket.onclose = mine(({ code, reason }) => this.#failed(code, reason))
    this.#after(ANSWER, () => this.#failed(0, ''))
  }

  #listen(data) {
    this.#heardAt = this.#clock.now()
    this.#asked = false
    const { n, e: events } = JSON.parse(data)
    for (const event of events) {
      if (event.t === 'welcome') {
        this.#failures = 0
        this.reason = ''
        this.#turn('up', '')
        this.#watch(SILENCE)
      }
      if (event.t !== 'pong') this.#options.heard(event)
      if (this.#socket === null) return // the event was the end of this line
    }
    this.place = n
  }

  /** Look again when the line may have been silent for long enough. */
  #watch(ms) {
    this.#after(ms, () => {
      const silent = Math.max(0, this.#clock.now() - this.#heardAt)
      if (silent < SILENCE) this.#watch(SILENCE - silent)
      else this.#ask(PATIENCE)
    })
  }

  #ask(patience) {
    this.#asked = true
    this.#socket.send('{"t":"ping"}')
    this.#after(patience, () => {
      if (this.#asked) this.#failed(0, '')
      else this.#watch(SILENCE)
    })
  }

  #failed(code, reason) {
    this.#hangUp()
    this.reason = reason
    if (code === ENDED) {
      this.#turn('ended', reason)
      return
    }
    this.#failures += 1
    this.#turn('down', reason, code)
    if (this.#failures % PROBE_AFTER === 0) this.#probe()
    this.#after(delay(this.#failures, this.#clock.random), () => this.#connect())
  }

  /** A refused upgrade looks like any failure, so ask whether it was one. */
  async #probe() {
    const allowed = await this.#options.allowed().catch(() => true)
    if (!allowed && this.state !== 'up') {
      this.#hangUp()
      this.#turn('ended', '')
    }
  }

  #turn(state, reason, code = 0) {
    if (state === this.state) return
    this.state = state
    this.#options.turned(state, reason, code)
  }

  #hangUp() {
    this.#clock.clearTimeout(this.#timer)
    const socket = this.#socket
    this.#socket = null
    this.#asked = false
    socket?.close()
  }

  #after(ms, act) {
    this.#clock.clearTimeout(this.#timer)
    this.#timer = this.#clock.setTimeout(act, Math.max(0, ms))
  }
}
