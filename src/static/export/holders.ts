/** Counts how many articles contain each unit. */
export interface Holders {
  /** By unit: how many articles contain it. */
  readonly counts: Uint32Array
  /** Counts units[start, end). Articles ascend. Hot. */
  add(article: number, units: Uint16Array, start: number, end: number): void
  addText(article: number, text: string): void
}

export function createHolders(): Holders {
  const counts = new Uint32Array(0x10000)
  const lastMet = new Int32Array(0x10000).fill(-1)
  const meet = (article: number, unit: number): void => {
    if (lastMet[unit] === article) return
    lastMet[unit] = article
    counts[unit]!++
  }
  return {
    counts,
    add: (article, units, start, end) => {
      for (let at = start; at < end; at++) meet(article, units[at]!)
    },
    addText: (article, text) => {
      for (let at = 0; at < text.length; at++) meet(article, text.charCodeAt(at))
    },
  }
}
