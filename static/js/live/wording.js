/** The digest of the wording an author sees when tabling, filled into the form that tables. */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { wordingDigest } from '../text/units.js'

const PATIENCE = 6_000

/** The digest of a wording, normalised as settling normalises it. */
export function digestOf(wording) {
  const settled = Object.entries(wording).map(([field, text]) => [field, text.normalize('NFC')])
  return wordingDigest(Object.fromEntries(settled), (bytes) => bytesToHex(sha256(bytes)))
}

/**
 * Fill `wording` in a form that tables a draft, once every letter of the draft is acknowledged.
 * False where that does not come to be.
 *
 * @param {HTMLFormElement} form
 * @param {import('./draft.js').Draft|undefined} draft
 */
export async function fillDigest(form, draft) {
  if (draft === undefined || !draft.known || !(await saved(draft))) return false
  const base = JSON.parse(form.querySelector('script[data-wording]')?.textContent || '{}')
  form.elements.namedItem('wording').value = digestOf({ ...base, ...draft.wording() })
  return true
}

/** Whether all of a draft is acknowledged, now or soon. */
function saved(draft) {
  if (!draft.pending) return Promise.resolve(true)
  return new Promise((tell) => {
    const pen = { edited() {}, reset() {}, changed: () => draft.pending || done(true) }
    const timer = setTimeout(() => done(false), PATIENCE)
    const done = (all) => {
      clearTimeout(timer)
      draft.pens.delete(pen)
      tell(all)
    }
    draft.pens.add(pen)
  })
}
