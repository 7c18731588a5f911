/** Lock and legal desk: live, and the fingerprint computed again whenever anything changed. */
import { Page } from './live/page.js'
import { check } from './signing/fingerprint.js'

check()
new Page({ shown: check })
