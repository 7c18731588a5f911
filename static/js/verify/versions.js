// Versions of clauses, and the digest of a wording.

import { digest, joined, utf8 } from './bytes.js'
import { byCodePoint } from './json.js'
import { Wrong } from './wrong.js'

/** The digest of a clause's wording: its fields by name, each with its length in bytes before it. */
export function wordingDigest(wording) {
  const fields = Object.keys(wording).sort(byCodePoint)
  const pieces = fields.flatMap((field) => [field, wording[field]]).flatMap((one) => {
    const bytes = utf8(one)
    return [utf8(`${bytes.length}:`), bytes, utf8(',')]
  })
  return digest(joined(utf8('parley-wording-1\n'), ...pieces))
}

/** How many versions there are; each has the digest of its wording. */
export function checkVersions(facts) {
  let count = 0
  for (const { spot, fact } of facts) {
    for (const [wording, said] of wordingsOf(fact)) {
      count += 1
      if (wordingDigest(wording) !== said) throw new Wrong(spot, 'a version has another wording than its digest says')
    }
  }
  return count
}

function wordingsOf(fact) {
  if (fact.kind === 'version_adopted') return [[fact.wording, fact.digest]]
  if (fact.kind === 'text_published') return fact.clauses.map(({ id, wording }) => [wording, fact.digests[id]])
  return []
}
