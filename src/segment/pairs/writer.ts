/**
 * The dictionary of character pairs: two UTF-16 units that stand side by side in a run of Han, kana or hangul, or
 * a run's last unit with {@link runEnd}. So every occurrence of a character begins exactly one pair, and a single
 * character's articles are the union of the pairs that begin with it.
 *
 * Pairs are grouped by first unit; a group is read whole (a few hundred bytes, at most about 20 KB).
 * Format: FORMAT.md, "Pairs".
 */
import { createByteWriter, putBigVarint, putVarint, written } from '../../store/byte-writer.js'
import { putEntry } from '../postings/entry.js'
import type { PostingsSink } from '../postings/sink.js'

/** The second unit of the pair that ends a run. */
export const runEnd = 0

export interface PairWriter {
  /** Adds a pair; pairs come in ascending order of (first, second). */
  add(first: number, second: number, packed: Uint32Array, start: number, count: number): void
  /** The dictionary's bytes: index, then groups. */
  finish(): { index: Uint8Array; groups: Uint8Array; pairs: number }
}

export function createPairWriter(sink: PostingsSink, lengths: Uint32Array): PairWriter {
  const index = createByteWriter()
  const groups = createByteWriter(65536)
  let first = -1
  let second = -1
  let inGroup = 0
  let pairs = 0
  let groupStart = 0
  let inArticles = 0
  /** Number of the last group that each article was met in. */
  const metIn = new Uint32Array(lengths.length)
  let group = 0
  let postingsStart = 0
  const closeGroup = (): void => {
    if (first < 0) return
    putVarint(index, first)
    putVarint(index, inGroup)
    putVarint(index, inArticles)
    putVarint(index, groups.length - groupStart)
    putBigVarint(index, sink.position() - postingsStart)
  }
  const openGroup = (unit: number): void => {
    first = unit
    second = -1
    inGroup = 0
    inArticles = 0
    group++
    groupStart = groups.length
    postingsStart = sink.position()
  }
  return {
    add: (unit, next, packed, start, count) => {
      if (unit !== first) {
        closeGroup()
        if (first < 0) putBigVarint(index, sink.position())
        openGroup(unit)
      }
      putVarint(groups, next - second - 1)
      second = next
      putEntry(groups, sink, packed, start, count, lengths)
      for (let i = start; i < start + count; i++) {
        const article = packed[i]! >>> 8
        if (metIn[article] === group) continue
        metIn[article] = group
        inArticles++
      }
      inGroup++
      pairs++
    },
    finish: () => {
      closeGroup()
      return { index: written(index), groups: written(groups), pairs }
    },
  }
}
