/** What scripts say, in the language of the page: its catalogue stands in the head of the page. */
const known = JSON.parse(globalThis.document?.querySelector('meta[name=words]')?.content ?? '{}')

/** A sentence in the reader's language, English where it is not translated, with its values. */
export const say = (english, values = {}) =>
  (known[english] ?? english).replace(/{(\w+)}/g, (_, name) => values[name])
