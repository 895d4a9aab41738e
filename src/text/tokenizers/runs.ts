/** Segmenting with external segmenters that take and return strings: intl and jieba. */
import { textOf } from '../units.js'
import type { Tokenizer } from '../analysis/tokenizer.js'

/** Runs are passed in pieces of this many units: external segmenters need memory in proportion, or more. */
const PIECE = 8192

/**
 * A tokenizer whose words have no IDs.
 * @param words the words of a run; concatenated they equal the run
 */
export function createRunTokenizer(id: string, words: (run: string) => Iterable<string>): Tokenizer {
  return {
    id,
    wordCount: 0,
    spell: (word) => {
      throw new RangeError(`no word ${word}: this tokenizer does not number its words`)
    },
    cut(units, start, end, ends, ids, at) {
      while (start < end) {
        const border = pieceEnd(units, start, end)
        for (const word of words(textOf(units, start, border))) {
          start += word.length
          ids[at] = -1
          ends[at++] = start
        }
      }
      return at
    },
  }
}

function pieceEnd(units: Uint16Array, start: number, end: number): number {
  if (end - start <= PIECE) return end
  const last = units[start + PIECE - 1]!
  return start + PIECE - ((last & 0xfc00) === 0xd800 ? 1 : 0)
}
