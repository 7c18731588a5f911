/** Passkeys: registering this device, and assenting with it to exactly what the page shows. */
import { sha256 } from '@noble/hashes/sha2.js'
import { utf8ToBytes } from '@noble/hashes/utils.js'

const PATIENCE = 120_000
/** Forms that hold what the passkey gave, on their way. */
const proven = new WeakSet()

/** Before anybody else listens for forms: these go on once the passkey has answered. */
export function listen() {
  document.addEventListener('submit', (event) => {
    const form = event.target
    const assents = form.dataset.assents !== undefined && chosen(form) === 'passkey'
    const registers = form.dataset.registers !== undefined
    if ((!assents && !registers) || proven.delete(form)) return
    event.preventDefault()
    event.stopImmediatePropagation()
    void prove(form, registers ? register : assent)
  })
}

async function prove(form, make) {
  const said = form.querySelector('[data-passkey-said]')
  said.hidden = true
  form.setAttribute('aria-busy', 'true')
  try {
    await make(form)
    proven.add(form)
  } catch (error) {
    console.info('passkey', error.name)
    said.textContent = form.dataset.failed
    said.hidden = false
  } finally {
    form.removeAttribute('aria-busy')
  }
  if (proven.has(form)) form.requestSubmit()
}

const chosen = (form) => new FormData(form).get('factor')

/** What is assented to: a line of its own, then canonical JSON (models/assent.py). */
export function assentText(form) {
  const data = new FormData(form)
  const { assents, text, party, person } = form.dataset
  const sorted = [...data.entries()]
    .filter(([name]) => name.startsWith('choice:'))
    .map(([name, value]) => [name.slice('choice:'.length), value])
    .sort()
  const clauses = data.getAll('clauses').sort()
  const said = {
    ...(clauses.length > 0 && { clauses }),
    ...(assents === 'withdraw' && { effective: data.get('effective') }),
    manifest: document.querySelector('[data-manifest]').dataset.manifest,
    negotiation: document.body.dataset.negotiation,
    party,
    person,
    statements: sorted,
    text: Number(text),
  }
  return `parley-${assents}-1\n${JSON.stringify(said)}`
}

async function assent(form) {
  const { response, id } = await navigator.credentials.get({
    publicKey: {
      challenge: sha256(utf8ToBytes(assentText(form))),
      rpId: form.dataset.rp,
      allowCredentials: form.dataset.keys
        .split(' ')
        .map((key) => ({ type: 'public-key', id: decoded(key) })),
      userVerification: 'required',
      timeout: PATIENCE,
    },
  })
  form.elements.namedItem('assertion').value = JSON.stringify({
    credentialId: id,
    authenticatorData: encoded(response.authenticatorData),
    clientDataJSON: encoded(response.clientDataJSON),
    signature: encoded(response.signature),
  })
}

async function register(form) {
  const options = JSON.parse(form.dataset.registers)
  const { id, type, response } = await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: decoded(options.challenge),
      user: { ...options.user, id: decoded(options.user.id) },
      excludeCredentials: (options.excludeCredentials ?? []).map((one) => ({
        ...one,
        id: decoded(one.id),
      })),
    },
  })
  form.elements.namedItem('credential').value = JSON.stringify({
    id,
    rawId: id,
    type,
    response: {
      clientDataJSON: encoded(response.clientDataJSON),
      attestationObject: encoded(response.attestationObject),
    },
  })
}

function encoded(buffer) {
  const text = String.fromCharCode(...new Uint8Array(buffer))
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

function decoded(text) {
  const plain = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0))
}
