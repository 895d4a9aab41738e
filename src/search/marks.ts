/** What passages highlight for a query, with the weights of the collection. */
import { normalize } from '../text/normalize.js'
import { piecesOf } from './occurrences/nearby.js'
import { operators } from './operators/index.js'
import { inverseDocumentFrequency } from './parameters.js'
import type { WeightedMarks } from './passages/marks.js'
import type { Plan } from './planning/plan.js'
import type { CollectionStatistics } from './scoring/statistics.js'
import type { Weighing } from './planning/weighing.js'

export function weighMarks({ strings, near }: Plan, { terms, total, statistics }: Weighing): WeightedMarks {
  const pairs = new Map<number, number>()
  const words = new Map<string, number>()
  for (const { term, weight } of terms) {
    const { kind, text, marked } = term
    if (!marked) continue
    if (kind === 'pair') pairs.set(text.charCodeAt(0) * 65536 + text.charCodeAt(1), weight)
    else words.set(text, weight)
  }
  const marked = strings.map(({ text, wordStart, quoted }) => {
    const normalized = normalize(text).text.trim()
    return { text: normalized, wordStart, weight: quoted ? total : characterWeight(normalized, statistics) }
  })
  const finders = near.map((node) => {
    const find = operators.find(node)
    return { find: (units: Uint16Array) => find(units).flatMap(piecesOf), weight: total }
  })
  return { pairs, words, strings: marked.filter(({ text }) => text !== ''), near: finders }
}

/** A single character carries less meaning than a bigram and occurs in more places. */
function characterWeight(text: string, { articles, characterFrequency }: CollectionStatistics): number {
  return inverseDocumentFrequency(articles, characterFrequency(text.charCodeAt(0))) / 2
}
