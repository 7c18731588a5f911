/** Follow: what observers read. */
import { Page } from './live/page.js'

new Page()
