/** The pages where one reads the whole text and assents to it. */
import './page.js'
import { check } from './signing/fingerprint.js'
import { listen } from './signing/passkey.js'

check()
listen()
