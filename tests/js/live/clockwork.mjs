// Time that passes when told to, and sockets with nobody behind them.

export class Clockwork {
  time = 0
  #timers = new Map()
  #count = 0

  now = () => this.time
  random = () => 0.5

  setTimeout = (act, ms) => {
    this.#timers.set(++this.#count, { act, at: this.time + ms })
    return this.#count
  }

  clearTimeout = (timer) => this.#timers.delete(timer)

  /** Let time pass; timers go off in order. */
  pass(ms) {
    const end = this.time + ms
    for (;;) {
      const due = [...this.#timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0]
      if (due === undefined) break
      this.#timers.delete(due[0])
      this.time = Math.max(this.time, due[1].at)
      due[1].act()
    }
    this.time = end
  }

  /** The machine sleeps: time passes, and no timer goes off until it wakes. */
  sleep(ms) {
    this.time += ms
  }
}

/** `sockets` collects every socket made. */
export function fakeSockets() {
  const sockets = []
  class Socket {
    sent = []
    closed = false
    constructor(url) {
      this.url = url
      sockets.push(this)
    }
    send(data) {
      this.sent.push(JSON.parse(data))
    }
    close() {
      this.closed = true
    }
    open() {
      this.onopen({})
    }
    hear(...events) {
      this.onmessage({ data: JSON.stringify({ n: events.length, e: events }) })
    }
    fall(code = 1006, reason = '') {
      this.onclose({ code, reason })
    }
  }
  return { sockets, Socket }
}
