/** The table: what a delegate works at. */
import { Page } from './live/page.js'
import { Pens } from './pen/pens.js'

new Page({ pens: (page) => new Pens(page) })
