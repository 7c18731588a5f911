/**
 * How much of what a side was told one person has not seen: the side's number comes with a region,
 * the person's own with the page.
 */
export function countUnseen() {
  const link = document.querySelector('.bar-since')
  const told = document.getElementById('told')
  if (link === null || told === null) return
  const latest = Number(told.dataset.latest)
  const unseen = Math.max(0, latest - Number(link.dataset.seen))
  for (const shown of document.querySelectorAll('[data-unseen]')) {
    if (shown.textContent !== String(unseen)) shown.textContent = String(unseen)
  }
  link.querySelector('.badge')?.setAttribute('data-tone', unseen > 0 ? 'warn' : 'plain')
  for (const line of document.querySelectorAll('[data-unseen-line]')) line.hidden = unseen === 0
  for (const more of document.querySelectorAll('[data-more]')) {
    more.hidden = latest <= Number(more.dataset.shown)
  }
}
