/** The strip of clauses: the one in view is in sight, also where the strip is wider than a phone. */

let shown = null

/** Bring the chip of the clause in view into sight, once for each clause. */
export function followStrip() {
  const chip = document.querySelector('.strip [aria-current="true"]')
  if (chip === null || chip.dataset.look === shown) return
  shown = chip.dataset.look
  const row = chip.closest('ol')
  const [its, all] = [chip.getBoundingClientRect(), row.getBoundingClientRect()]
  row.scrollBy({ left: its.left + its.width / 2 - (all.left + all.width / 2) })
}
