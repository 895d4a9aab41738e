/** Ours with one part taken out, or put back to what is usual. */
import type { RankingParameters } from '../../src/search/parameters.js'
import { ranking } from '../../src/search/parameters.js'

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
