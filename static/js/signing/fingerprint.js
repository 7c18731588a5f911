/**
 * The fingerprint of the whole text, computed from what this very page shows, letter by letter.
 * Where it is another one than the page names, the forms that assent to it are stopped.
 */
import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/** The SHA-256 of a text, in hexadecimal. */
export const digestOf = (text) => bytesToHex(sha256(utf8ToBytes(text)))

/** Number TAB title LF text LF for each clause shown, in NFC: docs/canonical-text.md. */
export function canonicalText(section) {
  const said = (clause, part) => clause.querySelector(`[data-canon-${part}]`).textContent
  return [...section.querySelectorAll('[data-canon-clause]')]
    .map((its) => `${said(its, 'number')}\t${said(its, 'title')}\n${said(its, 'text')}\n`)
    .join('')
    .normalize('NFC')
}

/** Compute everything again, say what came of it, and let the forms send what was computed. */
export function check() {
  const texts = [...document.querySelectorAll('.whole-text')]
  if (texts.length === 0) return
  const [digest, ...others] = texts.map((text) => digestOf(canonicalText(text)))
  const named = [...document.querySelectorAll('[data-digest-shown]')].at(-1)
  const manifest = readManifest()
  const same =
    others.every((one, at) => one === texts[at + 1].dataset.fingerprint) &&
    named?.textContent.replace(/\s/g, '') === digest &&
    (manifest === null || manifest.binds(digest))
  say(same)
  for (const form of document.querySelectorAll('form[data-reads]')) {
    form.elements.namedItem('digest').value = digest
    if (manifest !== null && form.dataset.binds !== undefined) {
      form.elements.namedItem('manifest').value = manifest.digest
    }
    for (const button of form.querySelectorAll('button')) button.disabled = !same
  }
}

/** The manifest as it is shown: its digest, and whether it binds a text. */
function readManifest() {
  const shown = document.querySelector('[data-manifest]')
  if (shown === null) return null
  const digest = digestOf(shown.textContent)
  const [, written] = shown.textContent.split('\n')
  const { languages } = JSON.parse(written)
  return {
    digest,
    binds: (text) => digest === shown.dataset.manifest && Object.values(languages).includes(text),
  }
}

function say(same) {
  for (const place of document.querySelectorAll('[data-device]')) {
    const sentence = `${same ? '✓' : '✕'} ${same ? place.dataset.same : place.dataset.other}`
    place.dataset.state = same ? 'same' : 'other'
    if (place.textContent !== sentence) place.textContent = sentence
  }
}
