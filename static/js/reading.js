/**
 * A text to read and to print: the page itself is not live, but who may read it is. Once that
 * changes, nothing of it stays on the screen while the page is asked for again.
 */
import { Page } from './live/page.js'

const MODE = ['reads', 'proposals', 'names']
const allowed = () => {
  const { dataset } = document.getElementById('mode')
  return MODE.map((name) => dataset[name]).join()
}
const before = allowed()
let asked = false

new Page({
  shown: () => {
    if (asked || allowed() === before) return
    asked = true
    document.getElementById('main').replaceChildren()
    location.reload()
  },
})
