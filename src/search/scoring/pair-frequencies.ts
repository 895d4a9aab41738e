/**
 * Document frequencies of bigrams over all segments, by first character. A text of 600 characters has some 150 bigrams
 * that were not looked up before, and each takes a probe of every field of every segment: 8 µs, mostly CPU cache
 * misses. Nearly all of their first characters were looked up before. So the groups of a first character are added up
 * once, and each of its bigrams then takes one binary search.
 */
import type { FieldId } from '../../storage/segment/fields.js'
import type { SecondSums } from '../../storage/segment/pairs/reader.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import { lastAtMost } from '../../text/sorted.js'

/** The bigrams with one first character. */
interface Table {
  /** Ascending. */
  readonly seconds: Uint16Array
  readonly articles: Int32Array
}

/** Most bigrams of all tables together, 6 bytes each. */
const mostPairs = 4 << 20

/** By second unit, all zero between calls. */
const sums: SecondSums = { articles: new Int32Array(65536), met: new Uint16Array(65536), count: 0 }

/** The second units that a caller adds up, in no order, and their sums. */
export function sumSeconds(add: (sums: SecondSums) => void): { units: Uint16Array; articles: Int32Array } {
  try {
    add(sums)
  } catch (error) {
    // A group is damaged. The sums so far would otherwise be part of the next answer, even of another index.
    sums.articles.fill(0)
    sums.count = 0
    throw error
  }
  const units = sums.met.slice(0, sums.count)
  const articles = Int32Array.from(units, (second) => sums.articles[second]!)
  for (const second of units) sums.articles[second] = 0
  sums.count = 0
  return { units, articles }
}

/** @returns the number of articles that contain a bigram, in the field where most do; deleted ones count */
export function createPairFrequencies(segments: readonly SegmentReader[], fields: readonly FieldId[]) {
  const tables = new Map<number, Table>()
  let pairs = 0
  return (first: number, second: number): number => {
    let table = tables.get(first)
    if (table === undefined) {
      table = tableOf(first, segments, fields)
      pairs += table.seconds.length
      if (pairs > mostPairs) {
        tables.clear()
        pairs = table.seconds.length
      }
      tables.set(first, table)
    }
    const at = lastAtMost(table.seconds, second)
    return at >= 0 && table.seconds[at] === second ? table.articles[at]! : 0
  }
}

function tableOf(first: number, segments: readonly SegmentReader[], fields: readonly FieldId[]): Table {
  const most = new Map<number, number>()
  for (const field of fields) {
    const { units, articles } = sumSeconds((sums) => {
      for (const segment of segments) segment.pairs(field).addSeconds(first, sums)
    })
    for (const [i, second] of units.entries()) most.set(second, Math.max(most.get(second) ?? 0, articles[i]!))
  }
  const seconds = Uint16Array.from(most.keys()).sort()
  return { seconds, articles: Int32Array.from(seconds, (second) => most.get(second)!) }
}
