/** The native tokenizer with a lexicon of which only the parts that its texts need are read. */
import type { PartialLexicon } from '../lexicon/partial.js'
import type { Tokenizer } from '../analysis/tokenizer.js'
import { createNativeTokenizer } from './native.js'

export function createFrugalTokenizer({ lexicon, prepare, complete }: PartialLexicon): Tokenizer {
  const native = createNativeTokenizer(lexicon)
  return {
    id: native.id,
    wordCount: native.wordCount,
    spell: (id, into) => {
      complete()
      return native.spell(id, into)
    },
    get spellings() {
      complete()
      return lexicon.spellings()
    },
    cut: (units, start, end, ends, ids, at) => {
      prepare(units, start, end)
      return native.cut(units, start, end, ends, ids, at)
    },
  }
}
