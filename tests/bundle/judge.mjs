// The JavaScript verifier, asked over pipes: one JSON object a line, one answer a line.
//
//   {"base": {name: base64}}                            the members that later questions start from
//   {"put": {name: base64}, "drop": [name], "held": note}   what is to be judged: {"sound": …} or {"wrong": …}

import { createInterface } from 'node:readline'

import { check, sentence } from '../../static/js/verify/check.js'
import { Wrong } from '../../static/js/verify/wrong.js'

const decoded = (members) => Object.entries(members).map(([name, data]) => [name, new Uint8Array(Buffer.from(data, 'base64'))])
let base = new Map()

function answered({ base: given, put = {}, drop = [], held = null }) {
  if (given) {
    base = new Map(decoded(given))
    return {}
  }
  const files = new Map([...base, ...decoded(put)])
  for (const name of drop) files.delete(name)
  try {
    return { sound: sentence(check(files, held)) }
  } catch (failure) {
    if (!(failure instanceof Wrong)) throw failure
    return { wrong: failure.message }
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(answered(JSON.parse(line)))}\n`)
}
