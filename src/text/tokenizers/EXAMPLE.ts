/**
 * A tokenizer to copy: it cuts after every second character. Then list it in `index.ts`, and describe it in the contract
 * suite (`test/text/tokenizers.test.ts`). A tokenizer that numbers its words, for smaller postings, is `native.ts`.
 */
import type { Tokenizer } from '../analysis/tokenizer.js'
import { createRunTokenizer } from './runs.js'

export function createExampleTokenizer(): Tokenizer {
  // The ID changes whenever a segmentation could change: it is compared with that of the index.
  return createRunTokenizer('example:2', function* (run) {
    const characters = Array.from(run)
    for (let at = 0; at < characters.length; at += 2) yield characters.slice(at, at + 2).join('')
  })
}
