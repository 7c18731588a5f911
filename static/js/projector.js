/** The projector: what the hall reads, as large as it fits. */
import { Page } from './live/page.js'
import { Fit } from './redline/fit.js'

const fit = new Fit(document.getElementById('main'))
new Page({ shown: () => fit.soon() })
