/**
 * The colours of the parties: the page comes with them in its head, and takes up those that a
 * region tells of since, as when a party splits or names may be known.
 */
const sheet = new CSSStyleSheet()
let taken = null

/** Colour the parties as the page says now. */
export function takeColours() {
  const told = document.getElementById('colours')?.dataset.colours
  if (told === undefined || told === taken) return
  taken = told
  sheet.replaceSync(told)
  if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet)
  document.getElementById('first-colours')?.remove()
}
