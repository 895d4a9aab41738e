/** Ways to rank that are set beside ours: plain baselines, and ours with one part taken out. */
import type { RankingParameters } from '../../src/search/parameters.js'
import { ranking } from '../../src/search/parameters.js'

export interface Variant {
  readonly name: string
  readonly parameters: RankingParameters
  /** What is asked: the question (default), its words apart, both, or the question cut into single characters. */
  readonly asks?: 'words' | 'both' | 'characters'
}

/** BM25 as in textbooks, every word of the query, no second stage. */
const plain: RankingParameters = {
  ...ranking,
  k1: 1.2,
  b: 0.75,
  fieldWeights: [1, 1, 1, 1, 1],
  dropsFunctionWords: false,
  share: 0,
  rerank: 0,
}

const without = (name: string, change: Partial<RankingParameters>): Variant => ({
  name,
  parameters: { ...ranking, ...change },
})

export const ours: Variant = { name: 'ours', parameters: ranking }

export const variants: readonly Variant[] = [
  {
    name: 'plain BM25, words',
    parameters: { ...plain, wholeWordPair: 1, innerPair: 0, borderPair: 0, mixedPair: 0 },
    asks: 'words',
  },
  {
    name: 'plain BM25, bigrams',
    parameters: { ...plain, borderPair: 1, mixedPair: 1 },
    asks: 'characters',
  },
  {
    // A word of two characters counts as a word and as a pair.
    name: 'plain BM25, words and bigrams',
    parameters: { ...plain, wholeWordPair: 2, innerPair: 1, borderPair: 1, mixedPair: 1 },
    asks: 'both',
  },
  without('ours without the second stage', { rerank: 0 }),
  without('… without the window of pairs', { pairWindow: { ...ranking.pairWindow, weight: 0 } }),
  without('… without the window of characters', { characterWindow: { ...ranking.characterWindow, weight: 0 } }),
  without('… without order', { order: { ...ranking.order, weight: 0 } }),
  without('… without single characters', { singleCharacter: 0 }),
  without('… with function words', { dropsFunctionWords: false }),
  without('… with all pairs alike', { wholeWordPair: 1, innerPair: 1, borderPair: 1, mixedPair: 1 }),
  without('… without the demanded share', { share: 0 }),
  without('… with k1 1.2, b 0.75', { k1: 1.2, b: 0.75 }),
]
