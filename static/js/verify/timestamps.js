// What an authority outside says of the age of checkpoints.

import { fromBase64, utf8 } from './bytes.js'
import { member } from './index.js'
import { lines } from './json.js'
import { stamped } from './token.js'
import { Wrong, exactly } from './wrong.js'

/** How many tokens there are, each over the checkpoint it names, and the last of them. */
export function checkTimestamps(files) {
  if (!files.has('timestamps.jsonl')) return { count: 0, last: null }
  const notes = new Map()
  for (const [, value] of lines(member(files, 'checkpoints.jsonl'), 'checkpoints.jsonl')) {
    notes.set(Number(value.note.split('\n')[1]), utf8(value.note))
  }
  let [count, before, last] = [0, 0, null]
  for (const [where, value] of lines(member(files, 'timestamps.jsonl'), 'timestamps.jsonl')) {
    exactly(value, ['number', 'token'], where)
    if (!(value.number > before)) throw new Wrong(where, 'is out of order')
    before = value.number
    count += 1
    try {
      last = stamped(fromBase64(value.token), notes.get(value.number))
    } catch {
      throw new Wrong(where, 'is no time stamp of a checkpoint here')
    }
  }
  return { count, last }
}
