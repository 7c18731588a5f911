/** The first thing that is wrong with a bundle: where, and what. */
export class Wrong extends Error {
  constructor(where, what) {
    super(`${where}: ${what}`)
    this.where = where
    this.what = what
  }
}

/** An object with exactly these keys; whatever else stands there is covered by no hash. */
export function exactly(value, keys, where) {
  const plain = value !== null && typeof value === 'object' && !Array.isArray(value)
  if (!plain || Object.keys(value).sort().join() !== [...keys].sort().join()) {
    throw new Wrong(where, 'has other fields than it should')
  }
  return value
}
