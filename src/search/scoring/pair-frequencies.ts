/**
 * Document frequencies of bigrams over all segments, by first character. A text of 600 characters has some 150 bigrams
 * that were not looked up before, and each takes a probe of every field of every segment: 8 µs, mostly CPU cache
 * misses. Nearly all of their first characters were looked up before. So the groups of a first character are added up
 * once, and each of its bigrams then takes one probe.
 */
import type { FieldId } from '../../storage/segment/fields.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import { golden } from './frequencies.js'

export interface PairFrequencies {
  /** Number of articles that contain the bigram, in the field where most do; deleted ones count. */
  find(first: number, second: number): number
}

/** An open-addressed table of the bigrams with one first character: 0 articles for an empty slot. */
interface Table {
  readonly seconds: Uint16Array
  readonly articles: Int32Array
}

/** Most slots of all tables together, 6 bytes each. */
const mostSlots = 4 << 20

export function createPairFrequencies(segments: readonly SegmentReader[], fields: readonly FieldId[]): PairFrequencies {
  const tables = new Map<number, Table>()
  let slots = 0
  const open = (first: number): Table => {
    let table = tables.get(first)
    if (table === undefined) {
      table = tableOf(first, segments, fields)
      slots += table.seconds.length
      if (slots > mostSlots) {
        tables.clear()
        slots = table.seconds.length
      }
      tables.set(first, table)
    }
    return table
  }
  return {
    find: (first, second) => {
      const table = open(first)
      return table.articles[slotOf(table, second)]!
    },
  }
}

/** Counts by second unit, all zero between calls. */
const most = new Int32Array(1 << 16)
const sums = new Int32Array(1 << 16)

function tableOf(first: number, segments: readonly SegmentReader[], fields: readonly FieldId[]): Table {
  try {
    return packed(addFields(first, segments, fields))
  } catch (error) {
    // A group is damaged. The sums so far would otherwise be part of the next table.
    most.fill(0)
    sums.fill(0)
    throw error
  }
}

/** Writes the largest sum of any field to {@link most}. @returns the second units found */
function addFields(first: number, segments: readonly SegmentReader[], fields: readonly FieldId[]): number[] {
  const met: number[] = []
  for (const field of fields) {
    for (const second of addField(first, segments, field)) {
      if (most[second] === 0) met.push(second)
      most[second] = Math.max(most[second]!, sums[second]!)
      sums[second] = 0
    }
  }
  return met
}

/** Adds a field's frequencies to {@link sums}. @returns the second units found */
function addField(first: number, segments: readonly SegmentReader[], field: FieldId): number[] {
  const met: number[] = []
  for (const segment of segments) {
    const group = segment.pairs(field).group(first)
    if (group === undefined) continue
    const { seconds, documentFrequency } = group
    for (let i = 0; i < seconds.length; i++) {
      const second = seconds[i]!
      if (sums[second] === 0) met.push(second)
      sums[second]! += documentFrequency[i]!
    }
  }
  return met
}

/** Moves the counts of the second units into a table. */
function packed(met: readonly number[]): Table {
  const table = emptyTable(met.length)
  for (const second of met) {
    const slot = slotOf(table, second)
    table.seconds[slot] = second
    table.articles[slot] = most[second]!
    most[second] = 0
  }
  return table
}

/** At most half full, with at least one empty slot. */
function emptyTable(count: number): Table {
  const size = 2 << (32 - Math.clz32(count))
  return { seconds: new Uint16Array(size), articles: new Int32Array(size) }
}

/** The slot of a second unit, or the empty slot for it. */
function slotOf({ seconds, articles }: Table, second: number): number {
  const mask = seconds.length - 1
  let slot = (Math.imul(second, golden) >>> 16) & mask
  while (articles[slot] !== 0 && seconds[slot] !== second) slot = (slot + 1) & mask
  return slot
}
