/** Behind closed doors: what the members of a caucus work at. */
import { Page } from './live/page.js'
import { Pens } from './pen/pens.js'

new Page({ pens: (page) => new Pens(page) })
