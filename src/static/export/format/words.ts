/**
 * The frequent words of a collection, with the number of articles that contain each: what pinyin and corrections choose
 * from in a browser. Format: FORMAT.md, "Exports".
 */
import { createByteReader, getVarint } from '../../../storage/store/byte-reader.js'
import { createByteWriter, putVarint, written } from '../../../storage/store/byte-writer.js'
import { getDirectory, putDirectory } from './root.js'

/** Articles by word; words ascend. */
export type WordFrequencies = ReadonlyMap<string, number>

const mostWords = 30_000

/** @param all words in ascending order; the most frequent are kept */
export function encodeWords(all: WordFrequencies): Uint8Array {
  const counts = [...all.values()].sort((a, b) => b - a)
  const least = counts[mostWords] ?? 0
  const kept = [...all].filter(([, articles]) => articles > least)
  const out = createByteWriter()
  putDirectory(
    out,
    kept.map(([word]) => word),
  )
  for (const [, articles] of kept) putVarint(out, articles)
  return written(out)
}

/** @throws RangeError */
export function decodeWords(bytes: Uint8Array): WordFrequencies {
  const reader = createByteReader(bytes)
  const words = getDirectory(reader)
  return new Map(words.map((word) => [word, getVarint(reader)]))
}
