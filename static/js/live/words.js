/** The words that scripts say, in the reader's language: the page brings them, as `#words`. */

/** @type {Record<string, string>|null} */
let known = null

/** A word of the interface; as it is where the page brings no other. */
export const _ = (word) => (known ??= brought())[word] ?? word

/** A pattern such as `{n} d`, with its places filled. */
export const say = (pattern, places) =>
  _(pattern).replace(/\{(\w+)\}/g, (whole, name) => String(places[name] ?? whole))

function brought() {
  const page = globalThis.document?.getElementById('words')?.textContent
  return page ? JSON.parse(page) : {}
}
