// The locked text, its manifest, and every signature on it.

import { digest, text, utf8 } from './bytes.js'
import { member } from './index.js'
import { byCodePoint, strict, written } from './json.js'
import { assented, challengeOf } from './passkey.js'
import { versionKey } from './versions.js'
import { Wrong } from './wrong.js'

/** How many signatures there are, once they and what they are on fit. */
export function checkFinal(files, facts, { negotiation, roots, versions }) {
  const of = (kind) => facts.filter(({ fact }) => fact.kind === kind)
  const locked = new Map(of('text_locked').map(({ fact }) => [fact.number, fact]))
  const drawn = new Map(of('manifest_drawn').map(({ fact }) => [fact.number, fact.content]))
  for (const [number, { manifest }] of locked) {
    if (drawn.has(number) && digest(utf8(drawn.get(number))) !== manifest) {
      throw new Wrong(`text ${number}`, 'its manifest has another fingerprint')
    }
  }
  checkStanding(files, facts, locked, { roots, versions })
  return checkSignatures(files, of('text_signed'), of('signature_proved'), { negotiation, locked })
}

/** Text and manifest, as they can be read, are those that stand locked, if any do. */
function checkStanding(files, facts, locked, { roots, versions }) {
  const last = Math.max(...locked.keys())
  const opened = facts.some(({ fact }) => fact.kind === 'text_unlocked' && fact.number === last)
  const standing = opened ? undefined : locked.get(last)
  if (standing === undefined) {
    if (files.has('manifest.txt')) throw new Wrong('manifest.txt', 'is of a text that is not locked')
    return
  }
  const content = member(files, 'manifest.txt')
  if (digest(content) !== standing.manifest) throw new Wrong('manifest.txt', 'is not the manifest that was locked')
  const manifest = JSON.parse(text(content).split('\n')[1])
  if (manifest.head && !roots.includes(manifest.head)) {
    throw new Wrong('manifest.txt', 'names an entry that is not in the record')
  }
  const digests = checkTexts(files, manifest.clauses.map((clause) => [clause.number, adopted(clause, versions)]))
  if (![...digests.values()].includes(standing.digest)) {
    throw new Wrong('text/', 'no language has the fingerprint that was locked')
  }
  for (const [language, said] of Object.entries(manifest.languages)) {
    if (digests.get(language) !== said) throw new Wrong(nameOf(language), 'is not the text that was locked')
  }
}

const nameOf = (language) => `text/${language}.txt`

/** The wording of a clause of the manifest, as the record has it. */
function adopted(clause, versions) {
  const known = versions.get(versionKey(clause.id, clause.version))
  if (known?.digest !== clause.digest) throw new Wrong(`clause ${clause.number}`, 'was not adopted in this version')
  return known.wording
}

/** Language → the digest of the text in it, which is the one that these clauses make. */
function checkTexts(files, clauses) {
  const worded = clauses.flatMap(([, wording]) => Object.entries(wording).filter(([, words]) => words !== ''))
  const languages = [...new Set(worded.map(([field]) => field.split('/')[0]))].sort(byCodePoint)
  const names = languages.map(nameOf)
  for (const name of [...files.keys()].sort(byCodePoint)) {
    if (name.startsWith('text/') && !names.includes(name)) throw new Wrong(name, 'is no language of the text')
  }
  return new Map(languages.map((language) => [language, checkText(files, clauses, language)]))
}

function checkText(files, clauses, language) {
  const line = ([number, wording]) => `${number}\t${wording[`${language}/title`] ?? ''}\n${wording[`${language}/text`] ?? ''}\n`
  const made = digest(utf8(clauses.map(line).join('').normalize('NFC')))
  if (digest(member(files, nameOf(language))) !== made) {
    throw new Wrong(nameOf(language), 'is not the text that was locked')
  }
  return made
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
