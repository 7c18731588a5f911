/** The server's time, and what counts down to it. */
import { say } from './words.js'

/** How far a device's clock may be off, in ms, before its owner is told. */
const TOLERATED = 60_000

export class Clock {
  #ahead = 0 // how far the server's clock is ahead of this machine's

  constructor() {
    setInterval(() => this.tick(), 250)
    this.tick()
  }

  /** The server said what time it is. */
  set(now) {
    this.#ahead = Date.parse(now) - Date.now()
    this.tick()
  }

  get now() {
    return Date.now() + this.#ahead
  }

  /** Bring everything that shows a time up to it. */
  tick() {
    for (const element of document.querySelectorAll('[data-deadline]')) this.#countDown(element)
    for (const button of document.querySelectorAll('button[data-after]')) {
      const early = this.now < Date.parse(button.dataset.after)
      if (button.disabled !== early) button.disabled = early
    }
    for (const element of document.querySelectorAll('[data-until]')) {
      const over = this.now > Date.parse(element.dataset.until)
      if (element.hidden !== over) element.hidden = over
    }
    for (const element of document.querySelectorAll('[data-device-off]')) {
      const off = Math.abs(this.#ahead)
      element.hidden = off < TOLERATED
      write(element.querySelector('[data-left]'), duration(off))
    }
    for (const element of document.querySelectorAll('[data-clock]')) {
      write(element, timeOfDay(this.now, element.dataset.clock))
    }
  }

  #countDown(element) {
    const end = Date.parse(element.dataset.deadline)
    const left = end - this.now
    const shown = element.querySelector('[data-left]') ?? place(element)
    write(shown, duration(left))
    element.toggleAttribute('data-over', left <= 0)
    if (element.dataset.asked) {
      const whole = end - Date.parse(element.dataset.asked)
      const share = whole > 0 ? Math.max(0, Math.min(1, left / whole)) : 0
      element.style.setProperty('--left', share.toFixed(3))
    }
  }
}

/** Where the time left is written; hidden from those who listen, whom each second would disturb. */
function place(element) {
  const shown = document.createElement('span')
  shown.dataset.left = ''
  shown.setAttribute('aria-hidden', 'true')
  if (element.matches('time')) element.append(shown)
  else element.prepend(shown)
  return shown
}

/** `14:05`, where clocks are ahead of UTC by an offset such as `+02:00`. */
export function timeOfDay(now, offset) {
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(offset) ?? ['', '+', 0, 0]
  const ahead = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes))
  return new Date(now + ahead * 60_000).toISOString().slice(11, 16)
}

/** `0:59`, `12:03`, `2:05:00`, or days. */
export function duration(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
  if (h >= 48) return say('{n} d', { n: Math.floor(h / 24) })
  const two = (n) => String(n).padStart(2, '0')
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`
}

function write(element, text) {
  if (element.textContent !== text) element.textContent = text
}
