/** The clause that somebody asked for by a link: once painted it is brought into sight. */

let sought = null

/** @param {string} clause what was asked for; empty: whatever is on screen */
export function seek(clause) {
  sought = clause || null
  showSought()
}

/** Bring the clause asked for into sight, if it is painted by now: its title above the middle. */
export function showSought() {
  const region = document.getElementById('clause')
  if (sought === null || region?.dataset.clause !== sought) return
  sought = null
  const { top } = document.getElementById('clause-title').getBoundingClientRect()
  if (top < 0 || top > innerHeight / 2) region.scrollIntoView({ block: 'start' })
}
