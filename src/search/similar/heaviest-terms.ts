/** The topic of an article: the terms that it repeats and other articles lack, heaviest first (tf·idf). */
import type { Analysis } from '../../text/analysis/analysis.js'
import { TokenKind } from '../../text/analysis/analysis.js'
import { textOf } from '../../text/units.js'

export interface HeavyTerm {
  readonly text: string
  /** The weight of its number of occurrences, below 1; the search adds the weight of its rarity. */
  readonly factor: number
}

const shortest = 2
/** The number of occurrences at which the factor is half of its maximum. */
const saturation = 1.5

/**
 * @param idf rarity of a term in the collection, 0 for a term without information
 * @param most terms to return
 */
export function heaviestTerms(analysis: Analysis, idf: (term: string) => number, most: number): HeavyTerm[] {
  return Array.from(countTerms(analysis), ([text, count]) => {
    const factor = count / (count + saturation)
    return { text, factor, weight: factor * idf(text) }
  })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || (a.text < b.text ? -1 : 1))
    .slice(0, most)
    .map(({ text, factor }) => ({ text, factor: Math.round(factor * 1000) / 1000 }))
}

/** Words of two or more characters, Latin words included; numbers refer to dates rather than topics. */
function countTerms({ tokenCount, tokenEnd, tokenKind, units }: Analysis): Map<string, number> {
  const counts = new Map<string, number>()
  for (let token = 0, start = 0; token < tokenCount; start = tokenEnd[token++]!) {
    const end = tokenEnd[token]!
    const kind = tokenKind[token]!
    if (end - start < shortest || (kind !== TokenKind.han && kind !== TokenKind.alnum)) continue
    const text = textOf(units, start, end)
    if (!/^\p{N}+$/u.test(text)) counts.set(text, (counts.get(text) ?? 0) + 1)
  }
  return counts
}
