/**
 * Signing: what one reads and signs stays as it was opened. Once that is no longer what is to be
 * signed the page is opened anew, or says so where somebody has begun to fill it in.
 */
import { Page } from './live/page.js'
import { check } from './signing/fingerprint.js'
import { listen } from './signing/passkey.js'

const stamp = () => document.getElementById('signed').dataset.stamp
const before = stamp()
const begun = () =>
  [...document.querySelectorAll('main :is(input:not([type=hidden]), textarea)')].some(
    (one) => one.value !== one.defaultValue || one.checked !== one.defaultChecked,
  )

check()
listen()
// What was filled in here has been done: the page is opened anew, from its top.
document.addEventListener('reset', (event) => {
  if (!event.target.matches('[data-assents]')) return
  history.scrollRestoration = 'manual'
  location.reload()
})
new Page({
  shown: () => {
    check()
    if (stamp() === before || document.querySelector('form[aria-busy]') !== null) return
    if (begun()) document.getElementById('changed').hidden = false
    else location.reload()
  },
})
