/**
 * The native tokenizer with the words of an export: the same sums in the same order, with words looked up by their
 * spelling in the list files. Queries are short; nothing here is hot.
 */
import { listedCount } from '../export/format/characters.js'
import type { LexiconCount } from '../export/format/keys.js'
import type { Tokenizer } from '../../text/analysis/tokenizer.js'
import { textOf } from '../../text/units.js'

export interface ExportedWords {
  /**
   * By unit of the collection: 1 + occurrences as a word; 0 for no word, {@link listedCount} for those in list files.
   */
  readonly singles: Uint32Array
  readonly isKnown: (unit: number) => boolean
  /** Looks up any other word; undefined if it isn't one, or its file isn't here yet. */
  readonly find: (word: string) => LexiconCount | undefined
  readonly total: number
  /** Weight of a character that is not a word. */
  readonly unknown: number
  /** Units of the longest word. */
  readonly longest: number
}

export function createExportedTokenizer(words: ExportedWords): Tokenizer {
  const weightOf = (word: string): number | undefined => {
    const unit = word.charCodeAt(0)
    const count = words.singles[unit]!
    if (word.length > 1 || count === listedCount || !words.isKnown(unit)) return weigh(words.find(word), words.total)
    return count === 0 ? undefined : weigh({ count: count - 1 }, words.total)
  }
  return {
    id: 'native:export',
    wordCount: 0,
    spell: (id) => {
      throw new RangeError(`no word ${id}: an export does not number its words`)
    },
    cut: (units, start, end, ends, ids, at) => {
      for (const length of cheapest(textOf(units, start, end), weightOf, words)) {
        start += length
        ids[at] = -1
        ends[at++] = start
      }
      return at
    },
  }
}

function weigh(count: LexiconCount | undefined, total: number): number | undefined {
  if (count === undefined) return undefined
  return 'weight' in count ? count.weight : Math.fround(Math.log(count.count / total))
}

/** Lengths of the words of the most probable segmentation; among equals, of the one with the shorter first word. */
function cheapest(
  run: string,
  weightOf: (word: string) => number | undefined,
  { unknown, longest }: ExportedWords,
): number[] {
  const best = new Float64Array(run.length + 1)
  const step = new Int32Array(run.length)
  for (let i = run.length - 1; i >= 0; i--) {
    const single = weightOf(run.charAt(i))
    let length = single === undefined && isPair(run, i) ? 2 : 1
    let sum = (single ?? unknown) + best[i + length]!
    for (let j = i + 2; j <= Math.min(run.length, i + longest); j++) {
      const weight = weightOf(run.slice(i, j))
      if (weight === undefined || weight + best[j]! <= sum) continue
      sum = weight + best[j]!
      length = j - i
    }
    best[i] = sum
    step[i] = length
  }
  const lengths: number[] = []
  for (let at = 0; at < run.length; at += step[at]!) lengths.push(step[at]!)
  return lengths
}

const isPair = (text: string, at: number): boolean => (text.codePointAt(at) ?? 0) > 0xffff
