// Every draft's stream of edits.

import { fromHex, sha, utf8 } from './bytes.js'
import { lines, written } from './json.js'
import { firstLink } from './record.js'
import { Wrong, exactly } from './wrong.js'

/** Draft → its links by revision, from the first, and its rows. */
export function checkEdits(bytes, negotiation) {
  const streams = new Map()
  for (const [where, line] of lines(bytes, 'edits.jsonl')) {
    const { draft, hash, row } = exactly(line, ['draft', 'hash', 'row'], where)
    if (!streams.has(draft)) streams.set(draft, { links: [firstLink('stream', negotiation, draft)], rows: [] })
    const { links, rows } = streams.get(draft)
    const spot = `${where} (draft ${draft}, revision ${row[0]})`
    if (row[0] !== links.length) throw new Wrong(spot, `revision ${links.length} should stand here`)
    const link = sha('edit', fromHex(links.at(-1)), utf8(written(row)))
    if (link !== hash) throw new Wrong(spot, 'was changed, or one before it was')
    links.push(link)
    rows.push(row)
  }
  return streams
}

/**
 * What the record says of streams holds of the streams; one that this side may read is there.
 * A draft whose beginning can be read is this side's to read, and so is one that its own party tabled,
 * unless a rule has erased what was private up to then.
 */
export function checkStreams(contents, streams, { negotiation, audience }) {
  const begun = new Set()
  for (const { content } of contents) {
    for (const [, , fact] of content.facts) if (fact.kind === 'draft_started') begun.add(fact.draft)
  }
  const erased = contents.findLastIndex(({ content }) => content.facts.some(erases))
  for (const [at, { spot, content }] of contents.entries()) {
    const own = content.actor?.party === audience && content.act?.draft
    if (own && !begun.has(own) && at > erased) throw new Wrong(spot, `draft ${own} is this side's own, and was left out`)
    for (const [draft, revision, link] of content.streams ?? []) {
      const known = streams.get(draft)?.links ?? (begun.has(draft) ? [firstLink('stream', negotiation, draft)] : null)
      if (known === null) continue
      if (revision >= known.length) throw new Wrong(spot, `draft ${draft} was left out from revision ${known.length}`)
      if (known[revision] !== link) throw new Wrong(spot, `draft ${draft} read otherwise at revision ${revision}`)
    }
  }
}

/** Whether a fact says that a rule erased what was private before it. */
const erases = ([, , fact]) => fact.kind === 'erased' && fact.what === 'private'
