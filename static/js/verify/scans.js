// Scans of pages that were signed in ink.

import { digest } from './bytes.js'
import { byCodePoint } from './json.js'
import { Wrong } from './wrong.js'

/** How many scans are here, and how many signatures in ink name one; each is one that is named. */
export function checkScans(files, facts) {
  const proofs = facts
    .filter(({ fact }) => fact.kind === 'signature_proved' && fact.evidence.factor === 'wet_ink')
    .map(({ fact }) => fact.evidence.proof.scan_sha256)
  const named = new Set(proofs.filter((one) => one !== undefined))
  const scans = [...files.keys()].filter((name) => name.startsWith('scans/')).sort(byCodePoint)
  for (const name of scans) {
    const said = name.slice('scans/'.length).split('.')[0]
    if (!named.has(said)) throw new Wrong(name, 'no signature in ink names it')
    if (digest(files.get(name)) !== said) throw new Wrong(name, 'is not the scan that was recorded')
  }
  return { here: scans.length, named: named.size }
}
