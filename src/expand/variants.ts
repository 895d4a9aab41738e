/** Words that regions write differently: 软件 and 軟體, 出租车 and 計程車. Made by scripts/build-data/regional.ts. */
import type { SynonymTable } from './synonyms.js'

/** @param text a line is a word and its counterparts elsewhere, normalised, parted by blanks */
export function readVariantWords(text: string): SynonymTable {
  const others = new Map<string, Set<string>>()
  for (const line of text.split('\n')) {
    const words = line.split(' ').filter((word) => word !== '')
    for (const word of words) {
      const known = others.get(word) ?? new Set()
      for (const other of words) if (other !== word) known.add(other)
      others.set(word, known)
    }
  }
  return new Map(Array.from(others, ([word, set]) => [word, { others: [...set], keepsWord: true }]))
}
