// The locked text, its manifest, and every signature on it.

import { digest, text, utf8 } from './bytes.js'
import { member } from './index.js'
import { strict, written } from './json.js'
import { assented, challengeOf } from './passkey.js'
import { Wrong } from './wrong.js'

/** How many signatures there are, once they and what they are on fit. */
export function checkFinal(files, facts, { negotiation, roots }) {
  const of = (kind) => facts.filter(({ fact }) => fact.kind === kind)
  const locked = new Map(of('text_locked').map(({ fact }) => [fact.number, fact]))
  const drawn = new Map(of('manifest_drawn').map(({ fact }) => [fact.number, fact.content]))
  for (const [number, { manifest }] of locked) {
    if (drawn.has(number) && digest(utf8(drawn.get(number))) !== manifest) {
      throw new Wrong(`text ${number}`, 'its manifest has another fingerprint')
    }
  }
  checkStanding(files, facts, locked, roots)
  return checkSignatures(files, of('text_signed'), of('signature_proved'), { negotiation, locked })
}

/** The text and the manifest that can be read are those that stand locked, if any do. */
function checkStanding(files, facts, locked, roots) {
  const last = Math.max(...locked.keys())
  const opened = facts.some(({ fact }) => fact.kind === 'text_unlocked' && fact.number === last)
  const standing = opened ? undefined : locked.get(last)
  if (standing === undefined) {
    if (files.has('manifest.txt')) throw new Wrong('manifest.txt', 'is of a text that is not locked')
    return
  }
  const digests = new Map([...files].filter(([name]) => name.startsWith('text/')).map(([name, data]) => [name, digest(data)]))
  if (![...digests.values()].includes(standing.digest)) {
    throw new Wrong('text/', 'no language has the fingerprint that was locked')
  }
  if (digest(member(files, 'manifest.txt')) !== standing.manifest) {
    throw new Wrong('manifest.txt', 'is not the manifest that was locked')
  }
  const manifest = JSON.parse(text(member(files, 'manifest.txt')).split('\n')[1])
  if (manifest.head && !roots.includes(manifest.head)) {
    throw new Wrong('manifest.txt', 'names an entry that is not in the record')
  }
  for (const [language, said] of Object.entries(manifest.languages)) {
    if (digests.get(`text/${language}.txt`) !== said) {
      throw new Wrong(`text/${language}.txt`, 'is not the text that was locked')
    }
  }
  const versions = new Map()
  for (const { fact } of facts) {
    if (fact.kind === 'version_adopted') versions.set(written([fact.clause, fact.version]), fact.digest)
  }
  for (const clause of manifest.clauses) {
    if ((versions.get(written([clause.id, clause.version])) ?? clause.digest) !== clause.digest) {
      throw new Wrong(`clause ${clause.number}`, 'was not adopted in this version')
    }
  }
}

/** signatures.json is what the record says; each signature is on the text it names, as its passkey says. */
function checkSignatures(files, signed, proved, { negotiation, locked }) {
  const proofs = new Map(proved.map(({ fact }) => [fact.signature, fact.evidence]))
  const listed = strict(member(files, 'signatures.json'), 'signatures.json')
  const told = signed.map(({ fact }) => ({ ...fact, evidence: proofs.get(fact.signature) ?? null }))
  if (written(listed) !== written(told)) throw new Wrong('signatures.json', 'is not what the record says')
  for (const { spot, fact } of signed) {
    const on = locked.get(fact.number)
    if (on === undefined || on.digest !== fact.digest || on.manifest !== fact.manifest) {
      throw new Wrong(spot, `${fact.party} signed something else than the locked text`)
    }
    const evidence = proofs.get(fact.signature)
    if (evidence?.factor === 'passkey') checkPasskey(spot, fact, evidence.proof, challengeOf(negotiation, fact))
  }
  return signed.length
}

function checkPasskey(spot, { party }, proof, challenge) {
  let fine
  try {
    fine = assented(proof, challenge)
  } catch {
    throw new Wrong(spot, "its passkey's evidence cannot be read")
  }
  if (!fine) throw new Wrong(spot, `the passkey of ${party} did not sign this`)
}
