/** The native tokenizer with a lexicon of which only the parts that its texts need are read. */
import type { PagedLexicon } from '../lexicon/paged-lexicon.js'
import type { Tokenizer } from '../analysis/tokenizer.js'
import { createNativeTokenizer } from './native.js'

export function createQueryTokenizer(paged: PagedLexicon): Tokenizer {
  const { lexicon } = paged
  const native = createNativeTokenizer(lexicon)
  return {
    id: native.id,
    wordCount: native.wordCount,
    spell: (id, into) => {
      paged.complete()
      return native.spell(id, into)
    },
    get spellings() {
      paged.complete()
      return lexicon.spellings()
    },
    cut: (units, start, end, ends, ids, at) => {
      paged.prepare(units, start, end)
      return native.cut(units, start, end, ends, ids, at)
    },
  }
}
