/**
 * What a set of articles adds to the statistics of a collection, or subtracts from them: for each field, the number of
 * articles that contain each pair, term and character. Plain data, so that a worker thread can send it.
 */
import { indexedFields, type FieldId } from '../../storage/segment/fields.js'
import type { SegmentReader } from '../../storage/segment/reader.js'

export interface FieldDelta {
  /** first × 65536 + second, including `runEnd` pairs; `pairFrequency` has the number of articles with each pair. */
  readonly pairs: Float64Array
  readonly pairFrequency: Int32Array
  readonly firsts: Uint16Array
  readonly firstFrequency: Int32Array
  readonly terms: readonly string[]
  readonly termFrequency: Int32Array
}

export interface StatisticsDelta {
  readonly articles: number
  readonly bodyUnits: number
  readonly sourceBytes: number
  readonly postings: number
  readonly fields: readonly FieldDelta[]
}

export function deltaOf(segment: SegmentReader): StatisticsDelta {
  const { bodyUnits, sourceBytes, postings } = segment.table
  const fields = Array.from({ length: indexedFields }, (_, field) => fieldDelta(segment, field as FieldId))
  return { articles: segment.articles, bodyUnits, sourceBytes, postings, fields }
}

function fieldDelta(segment: SegmentReader, field: FieldId): FieldDelta {
  const pairs = segment.pairs(field)
  const terms = segment.terms(field)
  const keys: number[] = []
  const frequencies: number[] = []
  for (const first of pairs.firstUnits) {
    const { seconds, documentFrequency } = pairs.group(first)!
    for (const second of seconds) keys.push(first * 65536 + second)
    for (const frequency of documentFrequency) frequencies.push(frequency)
  }
  const entries = [...terms.scan()]
  return {
    pairs: Float64Array.from(keys),
    pairFrequency: Int32Array.from(frequencies),
    firsts: Uint16Array.from(pairs.firstUnits),
    firstFrequency: Int32Array.from(pairs.firstUnits, (first) => pairs.characterFrequency(first)),
    terms: entries.map(({ term }) => term),
    termFrequency: Int32Array.from(entries, ({ documentFrequency }) => documentFrequency),
  }
}
