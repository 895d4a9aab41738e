/**
 * Uses no dictionary: every Han character is a token of its own, and search relies on the bigrams, which are formed
 * across all tokens of a run anyway. The fallback if there is no lexicon.
 */
import type { Tokenizer } from '../analysis/tokenizer.js'

export function createBigramTokenizer(): Tokenizer {
  return {
    id: 'bigram',
    wordCount: 0,
    spell: (id) => {
      throw new RangeError(`no word ${id}: this tokenizer has no dictionary`)
    },
    cut(units, start, end, ends, ids, at) {
      for (let unit = start; unit < end; at++) {
        unit += (units[unit]! & 0xfc00) === 0xd800 && unit + 1 < end ? 2 : 1
        ends[at] = unit
        ids[at] = -1
      }
      return at
    },
  }
}
