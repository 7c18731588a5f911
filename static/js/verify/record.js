// The chains of the record, and what their entries committed to.

import { fromHex, sha, utf8 } from './bytes.js'
import { lines, written } from './json.js'
import { Wrong, exactly } from './wrong.js'

const ENTRY = ['at', 'chain', 'hash', 'number', 'parts', 'place', 'prev']
const TOLD = ['commitment', 'content', 'salt']

/** What the first row of a chain, or of a draft's stream, has for a predecessor. */
export const firstLink = (purpose, negotiation, name) => sha(purpose, utf8(written([negotiation, name])))

/**
 * Every chain from its first link: numbers, predecessors, hashes, commitments.
 * `roots` are the hashes of the main chain by number, from its first link; `contents` what can be read, in order.
 */
export function checkRecord(bytes, negotiation) {
  const ends = new Map()
  const found = { roots: [firstLink('chain', negotiation, '')], contents: [], hidden: 0 }
  for (const [where, entry] of lines(bytes, 'record.jsonl')) {
    exactly(entry, ENTRY, where)
    const { chain, number } = entry
    const spot = `${where} (entry ${number}${chain ? ` of ${chain}` : ''})`
    const last = ends.get(chain) ?? { number: 0, link: firstLink('chain', negotiation, chain) }
    if (number !== last.number + 1) throw new Wrong(spot, `entry ${last.number + 1} should stand here`)
    if (entry.prev !== last.link) throw new Wrong(spot, 'does not follow from the entry before')
    const parts = Object.entries(entry.parts)
    for (const [audience, part] of parts) {
      if (isHidden(part, spot)) found.hidden += 1
      else found.contents.push({ spot, content: opened(part, audience, spot) })
    }
    const link = entryHash(entry, parts)
    if (link !== entry.hash) throw new Wrong(spot, 'has another hash')
    ends.set(chain, { number, link })
    if (chain === '') found.roots.push(link)
  }
  return found
}

function entryHash({ at, number, place, prev }, parts) {
  // Defined, not assigned: no name of an audience may vanish into a prototype.
  const commitments = Object.fromEntries(parts.map(([audience, { commitment }]) => [audience, commitment]))
  return sha('entry', utf8(written({ at, number, parts: commitments, place, prev })))
}

function isHidden(part, spot) {
  const hidden = !Object.hasOwn(part, 'content')
  exactly(part, hidden ? ['commitment'] : TOLD, spot)
  return hidden
}

/** The content of a part, which is the one the entry committed to. */
function opened({ commitment, content, salt }, audience, spot) {
  if (sha('part', fromHex(salt), utf8(content)) !== commitment) {
    throw new Wrong(spot, `its part for ${audience} was changed`)
  }
  return JSON.parse(content)
}
