/** Adopting: the whole text is read, and its fingerprint computed again from the page. */
import './page.js'
import { check } from './signing/fingerprint.js'

check()
