/**
 * What the browser keeps of typing until the server has it: one record per draft and page, and
 * wording that was handed back. Each record belongs to the page that wrote it; when that page is
 * gone, one other page takes it over, and only one.
 */

const ASK = 400 // ms that a living page has to say that a record is its own

/** A short random name; `crypto.randomUUID` is missing on plain http. */
export function nonce(length = 8) {
  const bytes = crypto.getRandomValues(new Uint8Array(length))
  return Array.from(bytes, (byte) => (byte % 36).toString(36)).join('')
}

export class Shelf {
  /** Whether records outlive the page. */
  keeps = true
  #storage
  #prefix = null
  #held = new Set()
  #channel = null

  /**
   * @param {Storage|null} storage
   * @param {string} page this page's own name, used by no other page
   * @param {{locks?: LockManager, Channel?: typeof BroadcastChannel}} [others] how to know whether
   *   another page lives: locks where the browser has them (https), else by asking
   */
  constructor(storage, page, { locks, Channel } = {}) {
    this.#storage = storage
    this.page = page
    this.locks = locks
    this.keeps = storage !== null
    // Held for as long as the page lives; the browser lets go of it however the page ends.
    this.locks?.request(name(page), () => new Promise(() => {}))
    if (Channel !== undefined) {
      this.#channel = new Channel('parley')
      this.#channel.onmessage = ({ data }) => {
        if (data.ask === page) this.#channel.postMessage({ alive: page })
      }
    }
  }

  /** The page goes. Its lock goes by itself. */
  leave() {
    this.#channel?.close()
  }

  /** Whose records these are, known after the welcome. */
  owner(negotiation, person) {
    this.#prefix = `parley:${negotiation}:${person}:`
  }

  get #ready() {
    return this.#storage !== null && this.#prefix !== null
  }

  #typing(draft, page) {
    return `${this.#prefix}typing:${page}:${draft}`
  }

  /** Keep a record of a draft, or forget it (null). */
  keep(draft, record) {
    if (!this.#ready) return
    const key = this.#typing(draft, this.page)
    if (record !== null) {
      this.#set(key, record)
      this.#held.add(key)
    } else if (this.#held.delete(key)) {
      this.#storage.removeItem(key)
    }
  }

  /** Whether what this page kept of a draft was taken over by another page that thought it gone. */
  taken(draft) {
    const key = this.#typing(draft, this.page)
    return this.#held.has(key) && this.#storage.getItem(key) === null
  }

  /** Take over the records of pages that are gone: `[record, …]`. */
  async orphans() {
    if (!this.#ready) return []
    const found = []
    for (const key of this.#keys('typing:')) {
      const [page, ...rest] = key.slice(`${this.#prefix}typing:`.length).split(':')
      if (page === this.page) continue
      await this.#ifGone(page, () => {
        const record = this.#get(key)
        if (record === null) return
        const own = this.#typing(rest.join(':'), this.page)
        // Two pages may have left one draft each their words: the second waits for its turn.
        if (this.#held.has(own)) return
        this.#set(own, record)
        this.#held.add(own)
        this.#storage.removeItem(key)
        found.push(record)
      })
    }
    return found
  }

  async #ifGone(page, act) {
    if (this.locks !== undefined) {
      await this.locks.request(name(page), { ifAvailable: true }, (lock) => lock && act())
    } else if (!(await this.#alive(page))) {
      act()
    }
  }

  #alive(page) {
    if (this.#channel === null) return Promise.resolve(false)
    return new Promise((tell) => {
      const heard = ({ data }) => {
        if (data.alive === page) done(true)
      }
      const done = (alive) => {
        clearTimeout(timer)
        this.#channel.removeEventListener('message', heard)
        tell(alive)
      }
      const timer = setTimeout(() => done(false), ASK)
      this.#channel.addEventListener('message', heard)
      this.#channel.postMessage({ ask: page })
    })
  }

  // Wording that was handed back: seen by every page of the person, until it is put away.

  /** @returns {string} the name it is kept under */
  put(unsent) {
    const id = nonce()
    if (this.#ready) this.#set(`${this.#prefix}unsent:${id}`, unsent)
    return id
  }

  unsent() {
    if (!this.#ready) return []
    return this.#keys('unsent:').flatMap((key) => {
      const unsent = this.#get(key)
      return unsent === null ? [] : [[key.slice(`${this.#prefix}unsent:`.length), unsent]]
    })
  }

  putAway(id) {
    if (this.#ready) this.#storage.removeItem(`${this.#prefix}unsent:${id}`)
  }

  #keys(kind) {
    const keys = Array.from({ length: this.#storage.length }, (_, i) => this.#storage.key(i))
    return keys.filter((key) => key?.startsWith(this.#prefix + kind)).sort()
  }

  #get(key) {
    try {
      return JSON.parse(this.#storage.getItem(key))
    } catch {
      return null
    }
  }

  #set(key, value) {
    try {
      this.#storage.setItem(key, JSON.stringify(value))
      this.keeps = true
    } catch {
      this.keeps = false // full, or forbidden: the sign says so
    }
  }
}

const name = (page) => `parley-page-${page}`

/** The browser's storage, or null where it is forbidden. */
export function browserStorage() {
  try {
    return window.localStorage
  } catch {
    return null
  }
}
