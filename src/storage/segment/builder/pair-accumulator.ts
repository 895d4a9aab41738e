/**
 * Collects which bigrams each article contains, and how often. Hot: every character of a collection passes through here
 * once, so state is in flat typed arrays, nothing is allocated for each bigram, and the loops are module functions:
 * closures would be compiled again for every batch.
 *
 * While articles come in, their runs are only collected. At the end, the bigrams are distributed to a bucket for each
 * first unit, in the order of the articles. A bucket fits the L1 cache, so its bigrams are counted and grouped by
 * second unit there. A table over all bigrams of a batch would be accessed in random order and cost ten times as much
 * in cache misses.
 */
import { addPair, runEnd, type PairWriter } from '../pairs/writer.js'
import { maxFrequency } from '../postings/codec.js'
import { withCapacity, roomy } from '../../../base/growing.js'

export class PairAccumulator {
  /** The runs of all articles, each terminated by `runEnd`. */
  units: Uint16Array
  unitCount = 0
  /** By article: the number of units up to its end. */
  articleEnds: Int32Array = new Int32Array(1 << 8)
  articles = 0
  // Room for sorting: the bigrams in their buckets, then a bucket's postings.
  distributed: Int32Array = new Int32Array(0)
  packed: Uint32Array = new Uint32Array(0)

  /** @param units approximate length of all runs together, in units */
  constructor(units = 1 << 12) {
    this.units = new Uint16Array(units)
  }
}

/** Forgets all bigrams, keeps the memory. */
export function clearPairs(pairs: PairAccumulator): void {
  pairs.unitCount = pairs.articles = 0
}

/** Begins an article of at most this many units. */
export function beginArticle(pairs: PairAccumulator, most: number): void {
  // Every run has at least one unit, so there are no more ends than units.
  const needed = pairs.unitCount + 2 * most
  if (needed > pairs.units.length)
    pairs.units = withCapacity(pairs.units, new Uint16Array(Math.max(pairs.units.length * 2, needed)))
}

/** Adds the bigrams of the run units[start, end), including the one of its last unit and `runEnd`. */
export function addRun(pairs: PairAccumulator, units: Uint16Array, start: number, end: number): void {
  const to = pairs.units
  let count = pairs.unitCount
  for (let at = start; at < end; at++) to[count++] = units[at]!
  to[count++] = runEnd
  pairs.unitCount = count
}

export function endArticle(pairs: PairAccumulator): void {
  if (pairs.articles === pairs.articleEnds.length)
    pairs.articleEnds = withCapacity(pairs.articleEnds, new Int32Array(pairs.articles * 2))
  pairs.articleEnds[pairs.articles++] = pairs.unitCount
}

/** Passes all bigrams to `out` in ascending order. Then call {@link clearPairs}. */
export function drainPairs(pairs: PairAccumulator, out: PairWriter): void {
  const { unitCount, articles } = pairs
  // Most fields of a small batch are empty: clearing the tables would take longer than all else.
  if (unitCount === 0) return
  // The tables are not zero if the previous batch failed.
  for (const table of [starts, places, marks]) table.fill(0)
  countUnits(pairs.units, unitCount, starts)
  const present = rankUnits(starts, ranks)
  const rankBits = bitsOf(present.length)
  const restarts = (articles - 1) >>> (32 - rankBits)
  pairs.distributed = roomy(pairs.distributed, unitCount + restarts * present.length)
  // A bucket begins at the end of the previous one; distribution moves each start to its end.
  let used = 0
  for (const unit of present) {
    const size = starts[unit]!
    starts[unit] = used
    used += unit === runEnd ? 0 : size + restarts
  }
  distributePairs(pairs, present, rankBits)
  let from = 0
  for (const unit of present) {
    if (unit === runEnd) continue
    const end = starts[unit]!
    addBucket(pairs, present, rankBits, unit, from, end, out)
    from = end
  }
}

const starts = new Int32Array(65536)
const ranks = new Uint16Array(65536)

function countUnits(units: Uint16Array, count: number, counts: Int32Array): void {
  for (let i = 0; i < count; i++) counts[units[i]!]!++
}

/** The units that occur, ascending, with the end of a run as the first; and the rank of each of them. */
function rankUnits(counts: Int32Array, ranks: Uint16Array): Uint16Array {
  const present = new Uint16Array(65536)
  let count = 1
  ranks[runEnd] = 0
  for (let unit = 1; unit < counts.length; unit++) {
    if (counts[unit] === 0) continue
    ranks[unit] = count
    present[count++] = unit
  }
  return present.subarray(0, count)
}

const bitsOf = (number: number): number => 32 - Math.clz32(number)

/**
 * A bigram in its bucket is one number: its article above the rank of its second unit. When an article number no longer
 * fits above the ranks, numbering restarts from 0 after a marker in every bucket, made of the rank that no unit has.
 * That happens only if a batch has hundreds of thousands of articles.
 *
 * Some thousands of units occur, so the positions that are written to fit the L2 cache.
 */
function distributePairs(
  { units, articleEnds, articles, distributed }: PairAccumulator,
  present: Uint16Array,
  rankBits: number,
): void {
  const lastOfEra = 0xffffffff >>> rankBits
  let at = 0
  for (let article = 0; article < articles; article++) {
    const end = articleEnds[article]!
    const above = article << rankBits
    while (at < end) {
      const unit = units[at++]!
      if (unit !== runEnd) distributed[starts[unit]!++] = above | ranks[units[at]!]!
    }
    if ((article & lastOfEra) === lastOfEra && article + 1 < articles)
      restartNumbering(distributed, present, (1 << rankBits) - 1)
  }
}

function restartNumbering(distributed: Int32Array, present: Uint16Array, noRank: number): void {
  for (const unit of present) if (unit !== runEnd) distributed[starts[unit]!++] = noRank
}

// Tables by rank of the second unit. `places`: the number of bigrams, later the position of the next posting. `begins`:
// the position of the first posting. `lastDocument`: the last document. `marks`: one bit for each rank that occurs.
const places = new Int32Array(65536)
const begins = new Int32Array(65536)
const lastDocument = new Int32Array(65536)
const marks = new Int32Array(2048)

/** Writes the group of one first unit, whose bigrams are in [start, end) in the order of their articles. */
function addBucket(
  pairs: PairAccumulator,
  present: Uint16Array,
  rankBits: number,
  first: number,
  start: number,
  end: number,
  out: PairWriter,
): void {
  countBucket(pairs.distributed, start, end, rankBits)
  const packed = (pairs.packed = roomy(pairs.packed, end - start))
  const words = (present.length + 31) >>> 5
  startPlaces(words)
  groupBucket(pairs.distributed, start, end, rankBits, packed)
  for (let word = 0; word < words; word++) {
    for (let bits = marks[word]!; bits !== 0; bits &= bits - 1) {
      const rank = word * 32 + 31 - Math.clz32(bits & -bits)
      const from = begins[rank]!
      addPair(out, first, present[rank]!, packed, from, places[rank]! - from)
      places[rank] = 0
    }
    marks[word] = 0
  }
}

/** Counts the bigrams by second unit. */
function countBucket(distributed: Int32Array, start: number, end: number, rankBits: number): void {
  const noRank = (1 << rankBits) - 1
  for (let i = start; i < end; i++) {
    const rank = distributed[i]! & noRank
    if (rank !== noRank && places[rank]!++ === 0) marks[rank >>> 5]! |= 1 << (rank & 31)
  }
}

/** Turns counts into starts: room for at most as many postings as there are bigrams. */
function startPlaces(words: number): void {
  let used = 0
  for (let word = 0; word < words; word++) {
    for (let bits = marks[word]!; bits !== 0; bits &= bits - 1) {
      const rank = word * 32 + 31 - Math.clz32(bits & -bits)
      const size = places[rank]!
      places[rank] = begins[rank] = used
      lastDocument[rank] = -1
      used += size
    }
  }
}

/** Writes the postings of a bucket, document × 256 + frequency, grouped by second unit. */
function groupBucket(distributed: Int32Array, start: number, end: number, rankBits: number, packed: Uint32Array): void {
  const noRank = (1 << rankBits) - 1
  let before = 0
  for (let i = start; i < end; i++) {
    const pair = distributed[i]!
    const rank = pair & noRank
    if (rank === noRank) {
      before += 2 ** (32 - rankBits)
      continue
    }
    const document = before + (pair >>> rankBits)
    const place = places[rank]!
    if (lastDocument[rank] === document) {
      if ((packed[place - 1]! & 255) < maxFrequency) packed[place - 1]!++
      continue
    }
    lastDocument[rank] = document
    packed[place] = (document << 8) | 1
    places[rank] = place + 1
  }
}
