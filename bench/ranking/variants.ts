/** Our ranking, with one change each. */
import type { RankingParameters } from '../../src/search/parameters.js'
import { ranking } from '../../src/search/parameters.js'

/** One part removed, or replaced by what is usual. */
export const variants: Readonly<Record<string, Partial<RankingParameters>>> = {
  'first stage alone': { rerank: 0 },
  'without the window of pairs': { pairWindow: { ...ranking.pairWindow, weight: 0 } },
  'without the window of characters': { characterWindow: { ...ranking.characterWindow, weight: 0 } },
  'without order': { order: { ...ranking.order, weight: 0 } },
  'without single characters': { singleCharacter: 0 },
  'function words kept': { dropsFunctionWords: false },
  'all pairs alike': { wholeWordPair: 1, innerPair: 1, borderPair: 1, mixedPair: 1 },
  'no share demanded': { share: 0 },
  'k1 1.2, b 0.75': { k1: 1.2, b: 0.75 },
  'fields alike': { fieldWeights: [1, 1, 1, 1, 1] },
}

type Numeric = {
  readonly [K in keyof RankingParameters]: RankingParameters[K] extends number ? K : never
}[keyof RankingParameters]

const beside = (name: Numeric, ...values: readonly number[]): [string, Partial<RankingParameters>][] =>
  values.map((value) => [`${name} ${value} (${ranking[name]})`, { [name]: value }])

const { pairWindow, characterWindow, order } = ranking

/** Every number of ours changed by a step in either direction, to see whether it lies on a plateau. */
export const neighbours: Readonly<Record<string, Partial<RankingParameters>>> = Object.fromEntries([
  ...beside('k1', 0.7, 1.1),
  ...beside('b', 0.3, 0.5),
  ...beside('wholeWordPair', 1.1, 1.4),
  ...beside('innerPair', 0.45, 0.75),
  ...beside('borderPair', 0.65, 0.95),
  ...beside('mixedPair', 0.2, 0.5),
  ...beside('word', 0.8, 1.2),
  ...beside('singleWord', 0, 0.5),
  ...beside('character', 0.8, 1.2),
  ...beside('share', 0.05, 0.1),
  ...beside('rerank', 24, 48),
  ...beside('singleCharacter', 1, 2),
  ['pairWindow of 120', { pairWindow: { ...pairWindow, length: 120 } }],
  ['pairWindow of 200', { pairWindow: { ...pairWindow, length: 200 } }],
  ['pairWindow, weight 0.4', { pairWindow: { ...pairWindow, weight: 0.4 } }],
  ['pairWindow, weight 0.6', { pairWindow: { ...pairWindow, weight: 0.6 } }],
  ['characterWindow of 30', { characterWindow: { ...characterWindow, length: 30 } }],
  ['characterWindow of 50', { characterWindow: { ...characterWindow, length: 50 } }],
  ['characterWindow, weight 0.25', { characterWindow: { ...characterWindow, weight: 0.25 } }],
  ['characterWindow, weight 0.45', { characterWindow: { ...characterWindow, weight: 0.45 } }],
  ['order, gap 3', { order: { ...order, gap: 3 } }],
  ['order, gap 6', { order: { ...order, gap: 6 } }],
  ['order, weight 0.2', { order: { ...order, weight: 0.2 } }],
  ['order, weight 0.4', { order: { ...order, weight: 0.4 } }],
] satisfies [string, Partial<RankingParameters>][])
