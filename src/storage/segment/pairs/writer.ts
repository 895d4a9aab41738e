/**
 * The dictionary of bigrams: two adjacent UTF-16 units in a run of Han, kana or hangul, or a run's last unit with
 * {@link runEnd}. So every occurrence of a character begins exactly one bigram, and a single character's articles are
 * the union of the lists of the bigrams that begin with it.
 *
 * Bigrams are grouped by first unit; a group is read whole (a few hundred bytes, at most about 20 KB).
 * Format: FORMAT.md, "Pairs".
 */
import { createByteWriter, putBytes, putVarint, written } from '../../store/byte-writer.js'
import { putEntry, type PostingsSink } from '../postings/entry.js'

/** The second unit of the bigram that ends a run. */
export const runEnd = 0

/** A dictionary under construction: fill it with {@link addPair}, then call {@link finishPairs}. */
export class PairWriter {
  readonly sink: PostingsSink
  /** Body length by article. */
  readonly lengths: Uint32Array
  /** Closed groups, each preceded by its number of bigrams. */
  readonly groups = createByteWriter(65536)
  /** Entries of the open group. */
  readonly open = createByteWriter()
  pairs = 0
  // The open group: its first unit, the last second unit, number of bigrams.
  first = -1
  second = -1
  inGroup = 0
  /** By group: first unit, start of the group and of its postings, number of articles that contain the unit. */
  readonly firsts: number[] = []
  readonly groupStart: number[] = []
  readonly postingsStart: number[] = []
  readonly articles: number[] = []
  /** By article: the number of the last group, from 1, in which it was found. */
  readonly metIn: Uint32Array

  constructor(sink: PostingsSink, lengths: Uint32Array) {
    this.sink = sink
    this.lengths = lengths
    this.metIn = new Uint32Array(lengths.length)
  }
}

/** Adds a bigram; bigrams must be added in ascending order of (first, second). */
export function addPair(
  writer: PairWriter,
  first: number,
  second: number,
  packed: Uint32Array,
  start: number,
  count: number,
): void {
  if (first !== writer.first) openGroup(writer, first)
  putVarint(writer.open, second - writer.second - 1)
  writer.second = second
  putEntry(writer.open, writer.sink, packed, start, count, writer.lengths)
  writer.articles[writer.articles.length - 1]! += countNew(writer, packed, start, start + count)
  writer.inGroup++
  writer.pairs++
}

/** Number of articles among the postings that are new to the open group. */
function countNew({ metIn, firsts }: PairWriter, packed: Uint32Array, start: number, end: number): number {
  const group = firsts.length
  let count = 0
  for (let i = start; i < end; i++) {
    const article = packed[i]! >>> 8
    if (metIn[article] === group) continue
    metIn[article] = group
    count++
  }
  return count
}

function openGroup(writer: PairWriter, first: number): void {
  closeGroup(writer)
  writer.first = first
  writer.second = -1
  writer.firsts.push(first)
  writer.groupStart.push(writer.groups.length)
  writer.postingsStart.push(writer.sink.position())
  writer.articles.push(0)
}

function closeGroup(writer: PairWriter): void {
  if (writer.inGroup === 0) return
  putVarint(writer.groups, writer.inGroup)
  putBytes(writer.groups, written(writer.open))
  writer.open.length = 0
  writer.inGroup = 0
}

/**
 * The dictionary's bytes. The index is read in place as typed arrays: the number of groups (4 bytes), first units (2
 * bytes each, padded to an even number), starts of the groups and the end of the last, starts of their postings,
 * articles (4 bytes each).
 */
export function finishPairs(writer: PairWriter): { index: Uint8Array; groups: Uint8Array; pairs: number } {
  closeGroup(writer)
  const { firsts, groupStart, postingsStart, articles, groups, pairs } = writer
  const count = firsts.length
  const firstBytes = (count + (count & 1)) * 2
  const index = new ArrayBuffer(4 + firstBytes + (3 * count + 1) * 4)
  new Uint32Array(index, 0, 1)[0] = count
  new Uint16Array(index, 4, count).set(firsts)
  new Uint32Array(index, 4 + firstBytes).set([...groupStart, groups.length, ...postingsStart, ...articles])
  return { index: new Uint8Array(index), groups: written(groups), pairs }
}
