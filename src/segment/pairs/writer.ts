/**
 * The dictionary of character pairs: two UTF-16 units that stand side by side in a run of Han, kana or hangul, or
 * a run's last unit with {@link runEnd}. So every occurrence of a character begins exactly one pair, and a single
 * character's articles are the union of the pairs that begin with it.
 *
 * Pairs are grouped by first unit; a group is read whole (a few hundred bytes, at most about 20 KB).
 * Format: FORMAT.md, "Pairs".
 */
import { createByteWriter, putBigVarint, putVarint, written } from '../../store/byte-writer.js'
import type { ByteWriter } from '../../store/byte-writer.js'
import { putEntry } from '../postings/entry.js'
import type { PostingsSink } from '../postings/sink.js'

/** The second unit of the pair that ends a run. */
export const runEnd = 0

/** A dictionary in the making: fill it with {@link addPair}, then {@link finishPairs}. */
export interface PairWriter {
  readonly sink: PostingsSink
  /** Body length by article. */
  readonly lengths: Uint32Array
  readonly index: ByteWriter
  readonly groups: ByteWriter
  pairs: number
  // The open group: its first unit, the last second unit, pairs, articles, and where it and its postings begin.
  first: number
  second: number
  inGroup: number
  inArticles: number
  groupStart: number
  postingsStart: number
  groupNumber: number
  /** Number of the last group that each article was met in. */
  readonly metIn: Uint32Array
}

export function createPairWriter(sink: PostingsSink, lengths: Uint32Array): PairWriter {
  return {
    sink,
    lengths,
    index: createByteWriter(),
    groups: createByteWriter(65536),
    pairs: 0,
    first: -1,
    second: -1,
    inGroup: 0,
    inArticles: 0,
    groupStart: 0,
    postingsStart: 0,
    groupNumber: 0,
    metIn: new Uint32Array(lengths.length),
  }
}

/** Adds a pair; pairs come in ascending order of (first, second). */
export function addPair(
  writer: PairWriter,
  first: number,
  second: number,
  packed: Uint32Array,
  start: number,
  count: number,
): void {
  if (first !== writer.first) openGroup(writer, first)
  putVarint(writer.groups, second - writer.second - 1)
  writer.second = second
  putEntry(writer.groups, writer.sink, packed, start, count, writer.lengths)
  const { metIn, groupNumber } = writer
  for (let i = start; i < start + count; i++) {
    const article = packed[i]! >>> 8
    if (metIn[article] === groupNumber) continue
    metIn[article] = groupNumber
    writer.inArticles++
  }
  writer.inGroup++
  writer.pairs++
}

function openGroup(writer: PairWriter, first: number): void {
  if (writer.first < 0) putBigVarint(writer.index, writer.sink.position())
  else closeGroup(writer)
  writer.first = first
  writer.second = -1
  writer.inGroup = 0
  writer.inArticles = 0
  writer.groupNumber++
  writer.groupStart = writer.groups.length
  writer.postingsStart = writer.sink.position()
}

function closeGroup({ index, groups, sink, ...group }: PairWriter): void {
  putVarint(index, group.first)
  putVarint(index, group.inGroup)
  putVarint(index, group.inArticles)
  putVarint(index, groups.length - group.groupStart)
  putBigVarint(index, sink.position() - group.postingsStart)
}

/** The dictionary's bytes: index, then groups. */
export function finishPairs(writer: PairWriter): { index: Uint8Array; groups: Uint8Array; pairs: number } {
  if (writer.first >= 0) closeGroup(writer)
  return { index: written(writer.index), groups: written(writer.groups), pairs: writer.pairs }
}
