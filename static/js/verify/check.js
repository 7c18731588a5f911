// A bundle, checked from its index to the last signature. Written from server/bundle/CHECKING.md and
// docs/canonical-text.md, and sharing nothing with the other verifier, so that the two can be held against each other.

import { hex } from './bytes.js'
import { checkCheckpoints } from './checkpoints.js'
import { checkEdits, checkStreams } from './edits.js'
import { checkFinal } from './final.js'
import { checkIndex, member } from './index.js'
import { checkRecord } from './record.js'
import { checkScans } from './scans.js'
import { checkTimestamps } from './timestamps.js'
import { replay } from './typing.js'
import { checkVersions } from './versions.js'
import { Wrong } from './wrong.js'

export const STEPS = ['index', 'record', 'edits', 'checkpoints', 'streams', 'replay', 'versions', 'final']

/**
 * Checks members (a Map of name → bytes), and a checkpoint that somebody held, as text, if any. Yields each of STEPS
 * before it is taken, so that a page can show how far it is; returns what was counted; throws Wrong at the first thing
 * that does not fit.
 */
export function* checking(files, held = null) {
  yield 'index'
  const { index, key } = checkIndex(files)
  const { negotiation } = index
  yield 'record'
  const { roots, contents, hidden } = checkRecord(member(files, 'record.jsonl'), negotiation)
  yield 'edits'
  const streams = checkEdits(member(files, 'edits.jsonl'), negotiation)
  yield 'checkpoints'
  const last = checkCheckpoints(member(files, 'checkpoints.jsonl'), { negotiation, key, roots }, held)
  yield 'streams'
  checkStreams(contents, streams, index)
  yield 'replay'
  const replayed = replay(contents, streams)
  const facts = contents.flatMap(({ spot, content }) => content.facts.map(([, , fact]) => ({ spot, fact })))
  yield 'versions'
  const versions = checkVersions(facts)
  yield 'final'
  const signatures = checkFinal(files, facts, { negotiation, roots, versions })
  const scans = checkScans(files, facts)
  const stamps = checkTimestamps(files)
  return {
    title: index.title,
    audience: index.audience,
    entries: roots.length - 1,
    hidden,
    edits: [...streams.values()].reduce((sum, { rows }) => sum + rows.length, 0),
    drafts: streams.size,
    replayed,
    versions: versions.size,
    signatures,
    scans,
    stamps,
    last,
    key: hex(key).slice(0, 16),
    roots,
  }
}

/** The same in one go. */
export function check(files, held = null) {
  const going = checking(files, held)
  return guarded(() => {
    for (;;) {
      const { done, value } = going.next()
      if (done) return value
    }
  })
}

/** What a step gives; whatever strange bytes do to it, what is thrown is Wrong. */
export function guarded(step) {
  try {
    return step()
  } catch (failure) {
    throw failure instanceof Wrong ? failure : new Wrong('the bundle', `cannot be read: ${failure.message}`)
  }
}

const stampedBy = ({ count, last }) =>
  `${count} time stamps from outside, the last ${last.at} by the certificate ${last.authority.slice(0, 16)}`

/** What was counted, in a sentence: the very one of the other verifier. */
export function sentence(found) {
  const { scans, stamps } = found
  return `${found.title}: sound. ${[
    `${found.entries} entries (${found.hidden} parts not for this audience)`,
    `${found.edits} edits in ${found.drafts} drafts`,
    `${found.replayed} proposals replayed`,
    `${found.versions} versions`,
    `${found.signatures} signatures`,
    ...(scans.named > 0 ? [`${scans.here} of ${scans.named} scans of signatures in ink`] : []),
    ...(stamps.count > 0 ? [stampedBy(stamps)] : []),
    `last checkpoint at entry ${found.last.number}, code ${found.last.code}`,
    `signed by the key ${found.key}`,
  ].join('; ')}.`
}
