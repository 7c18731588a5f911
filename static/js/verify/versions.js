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

/** The versions of clauses, by `clause number`: [wording, digest]; each has the digest of its wording. */
export function checkVersions(facts) {
  const versions = new Map()
  for (const { spot, fact } of facts) {
    for (const [clause, number, wording, said] of (BRINGS[fact.kind] ?? NONE)(fact)) {
      if (wordingDigest(wording) !== said) throw new Wrong(spot, 'a version has another wording than its digest says')
      versions.set(versionKey(clause, number), { wording, digest: said })
    }
  }
  return versions
}

export const versionKey = (clause, number) => JSON.stringify([clause, number])

const NONE = () => []
/** What versions a kind of fact brings: clause, number, wording, digest. */
const BRINGS = {
  version_adopted: ({ clause, version, wording, digest: said }) => [[clause, version, wording, said]],
  clause_added: ({ clause, wording, digest: said }) => [[clause, 1, wording, said]],
  clauses_replaced: (fact) => fact.new.map(({ id, wording, digest: said }) => [id, 1, wording, said]),
  text_published: ({ clauses, digests }) => clauses.map(({ id, wording }) => [id, 1, wording, digests[id]]),
}
