/** Runs as `<ins>` and `<del>`: the nodes that server/web/markup.py writes as HTML. */

const RIGHT_TO_LEFT = new Set('ar arc dv fa ha he ks ku ps sd ug ur yi'.split(' '))
const SOMEBODY = '*' // the author where there is no attribution

/** `rtl` or `ltr`, by the language of a field such as `en/text`. */
export const directionOf = (field) =>
  RIGHT_TO_LEFT.has(languageOf(field).split('-')[0].toLowerCase()) ? 'rtl' : 'ltr'

export const languageOf = (field) => field.split('/')[0]

/** The code an author is shown by. */
export const nameOf = (author) => (author === 'facilitators' ? 'Facilitators' : author)

/** Everybody who marked a run, who inserted it first. */
export const authorsOf = (run) =>
  run.insertedBy === null ? run.struckBy : [run.insertedBy, ...run.struckBy]

/**
 * The attributes of the outer mark of a run; `following` is the run after it, whose label speaks
 * for both where the authors are the same.
 */
export function marksOf(run, following) {
  const authors = authorsOf(run)
  if (authors.length === 0 || authors[0] === SOMEBODY) return {}
  const same = following !== undefined && String(authorsOf(following)) === String(authors)
  return {
    'data-author': authors[0],
    'data-by': authors.map(nameOf).join(', '),
    ...(same ? { 'data-more': '' } : {}),
  }
}

/** One field of a layer on the page; only what changed of it is touched. */
export class Redline {
  #element
  #pieces = []

  /** @param {HTMLElement} element */
  constructor(element) {
    this.#element = element
  }

  /** @param {Array<{text: string, insertedBy: string|null, struckBy: string[]}>} runs */
  show(runs) {
    const next = runs.map((run, i) => piece(run, runs[i + 1]))
    const old = this.#pieces
    let start = 0
    while (start < old.length && start < next.length && keep(old[start], next[start])) start++
    let end = 0
    const most = Math.min(old.length, next.length) - start
    while (end < most && keep(old[old.length - 1 - end], next[next.length - 1 - end])) end++
    const gone = old.slice(start, old.length - end)
    const come = next.slice(start, next.length - end)
    const after = old[old.length - end]?.node ?? null
    come.forEach((one, i) => {
      const former = gone[i]
      if (former?.marks === one.marks) {
        Object.assign(one, { node: former.node, leaf: former.leaf })
        one.leaf.data = one.text
      } else {
        build(one)
        if (former === undefined) this.#element.insertBefore(one.node, after)
        else former.node.replaceWith(one.node)
      }
    })
    for (const one of gone.slice(come.length)) one.node.remove()
    this.#pieces = next
  }
}

function piece(run, following) {
  const attributes = marksOf(run, following)
  const tags = [run.insertedBy !== null && 'ins', run.struckBy.length > 0 && 'del'].filter(Boolean)
  return { text: run.text, tags, attributes, marks: JSON.stringify([tags, attributes]) }
}

/** Whether a piece stands as it is; if so, its nodes are handed on. */
function keep(old, next) {
  if (old.text !== next.text || old.marks !== next.marks) return false
  Object.assign(next, { node: old.node, leaf: old.leaf })
  return true
}

function build(one) {
  one.leaf = document.createTextNode(one.text)
  one.node = one.leaf
  for (const tag of [...one.tags].reverse()) {
    const mark = document.createElement(tag)
    mark.append(one.node)
    one.node = mark
  }
  for (const [name, value] of Object.entries(one.attributes)) one.node.setAttribute(name, value)
}
