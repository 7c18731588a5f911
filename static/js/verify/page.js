// The page that checks a bundle: files in, a verdict out, no network.

import { checking, guarded } from './check.js'
import { codeOf } from './checkpoints.js'
import { text } from './bytes.js'
import { unzipped } from './unzip.js'
import { LANGUAGES, directionOf, wished } from './words.js'
import { Wrong } from './wrong.js'

const LARGEST = 512 * 1024 * 1024
const find = (selector) => document.querySelector(selector)
const all = (selector) => [...document.querySelectorAll(selector)]
const given = { bundle: null, held: null }
let language = 'en'
let found = null
let run = 0

const say = (word) => LANGUAGES[language][word] ?? word

/** Every word of the page, which stands there in English, in a language. */
function speak(chosen) {
  language = chosen
  document.documentElement.lang = chosen
  document.documentElement.dir = directionOf(chosen)
  for (const element of all('[data-say]')) {
    element.dataset.say ||= element.textContent
    element.textContent = say(element.dataset.say)
  }
  for (const element of all('[data-label]')) {
    element.dataset.label ||= element.getAttribute('aria-label')
    element.setAttribute('aria-label', say(element.dataset.label))
  }
  document.title = say('Check a record')
  for (const button of all('[data-language]')) button.setAttribute('aria-pressed', String(button.dataset.language === chosen))
  answerCode()
}

/** Checks what was given; a later call overtakes an earlier one. */
async function check() {
  const mine = (run += 1)
  found = null
  show('checking')
  try {
    const files = await read(given.bundle, unzipped)
    const held = given.held && (await read(given.held, text))
    const steps = checking(files, held)
    for (let step = guarded(() => steps.next()); ; step = guarded(() => steps.next())) {
      if (mine !== run) return
      if (step.done) return sound(step.value)
      mark(step.value)
      await painted()
    }
  } catch (failure) {
    if (mine === run) notSound(failure)
  }
}

async function read(file, how) {
  if (file.size > LARGEST) throw new Wrong(file.name, 'is too large')
  let bytes
  try {
    bytes = new Uint8Array(await file.arrayBuffer())
  } catch {
    throw new Wrong(file.name, 'cannot be read')
  }
  return guarded(() => how(bytes))
}

const painted = () => new Promise((resolve) => setTimeout(resolve))

/** The step that is taken now; those before it are passed. */
function mark(now) {
  let state = 'passed'
  for (const step of all('[data-step]')) {
    if (step.dataset.step === now) state = 'now'
    step.dataset.state = state
    if (state === 'now') state = 'waiting'
  }
}

const WORDS = { checking: 'Checking …', sound: 'Sound', wrong: 'Not sound' }

function show(state) {
  const verdict = find('[data-verdict]')
  verdict.hidden = find('[data-steps]').hidden = false
  verdict.dataset.tone = state
  const word = find('[data-verdict-word]')
  word.dataset.say = WORDS[state]
  word.textContent = say(WORDS[state])
  for (const element of all('[data-sound]')) element.hidden = state !== 'sound'
  find('[data-wrong]').hidden = state !== 'wrong'
  if (state === 'checking') {
    find('[data-title]').textContent = ''
    for (const step of all('[data-step]')) step.dataset.state = 'waiting'
  } else {
    verdict.focus({ preventScroll: true })
    verdict.scrollIntoView({ block: 'nearest' })
  }
  answerCode()
}

function sound(result) {
  found = result
  for (const step of all('[data-step]')) step.dataset.state = 'passed'
  find('[data-title]').textContent = result.title
  find('[data-last]').textContent = result.last.code
  const { scans, stamps } = result
  const told = { ...result, last: result.last.number, scans: `${scans.here} / ${scans.named}`, stamps: stamps.count }
  find('[data-stamped]').hidden = stamps.count === 0
  told.stamped = stamps.count > 0 ? `${timeOf(stamps.last.at)} · ${stamps.last.authority.slice(0, 16)}` : ''
  for (const element of all('[data-number]')) element.textContent = String(told[element.dataset.number])
  show('sound')
}

/** A GeneralizedTime as people read one: 20270118120000Z. */
const timeOf = (at) => at.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)/, '$1-$2-$3 $4:$5:$6 ')

function notSound(failure) {
  const wrong = failure instanceof Wrong ? failure : new Wrong('the bundle', 'cannot be read')
  for (const step of all('[data-state=now]')) step.dataset.state = 'failed'
  find('[data-where]').textContent = wrong.where
  find('[data-what]').textContent = wrong.what
  show('wrong')
}

/** Whether the code that somebody wrote down is one of this record. */
function answerCode() {
  const digits = find('[name=code]').value.replace(/[^0-9a-f]/gi, '').toUpperCase()
  const answer = find('[data-code]')
  answer.hidden = digits.length !== 8
  if (answer.hidden) return
  const number = found === null ? -1 : found.roots.findIndex((root) => codeOf(root).replace('-', '') === digits)
  answer.dataset.tone = number > 0 ? 'good' : found === null ? 'plain' : 'bad'
  if (found === null) answer.textContent = say('Choose the bundle first.')
  else if (number > 0) answer.textContent = `${say('This is the code of an entry of this record:')} ${number}`
  else answer.textContent = say('No entry of this record has this code: it is another record, or one that was rewritten.')
}

/** Takes files however they come: a ZIP is the bundle, whatever else a checkpoint that was kept. */
function take(files, kind = null) {
  for (const file of files) {
    const its = kind ?? (/\.zip$/i.test(file.name) ? 'bundle' : 'held')
    given[its] = file
    find(`[data-file=${its}]`).textContent = file.name
    if (its === 'held') find('.held').open = true
  }
  if (files.length > 0 && given.bundle) check()
}

for (const kind of ['bundle', 'held']) {
  const input = find(`input[name=${kind}]`)
  input.addEventListener('change', () => {
    take([...input.files], kind)
    // So that the same file can be chosen again once it was changed.
    input.value = ''
  })
}
for (const button of all('[data-language]')) button.addEventListener('click', () => speak(button.dataset.language))
find('[name=code]').addEventListener('input', answerCode)
find('form').addEventListener('submit', (event) => event.preventDefault())
for (const kind of ['dragover', 'dragleave', 'drop']) {
  document.addEventListener(kind, (event) => {
    event.preventDefault()
    document.body.toggleAttribute('data-over', kind === 'dragover')
    if (kind === 'drop') take([...event.dataTransfer.files])
  })
}
speak(wished(navigator.languages ?? [navigator.language]))
