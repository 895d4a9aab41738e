/**
 * The values that the articles of a segment have in a field of the collection's own: read from their stored keys when they
 * are first needed, about 10 µs an article, and kept with the segment.
 */
import { Field } from '../segment/fields.js'
import type { SegmentReader } from '../segment/reader.js'
import type { FieldType } from '../text/own-fields.js'

export interface OwnColumn {
  /** Of numbers, and of dates: milliseconds of the clock that they were written by. NaN for none. */
  readonly numbers: Float64Array
  /** Of keywords and texts. */
  readonly texts: readonly (readonly string[])[]
}

const none: readonly string[] = []

export function readOwnColumn(reader: SegmentReader, name: string, type: FieldType): OwnColumn {
  const isNumeric = type === 'number' || type === 'date'
  const numbers = new Float64Array(isNumeric ? reader.articles : 0).fill(NaN)
  const texts: (readonly string[])[] = []
  for (let article = 0; article < reader.articles; article++) {
    const value = ownValues(reader, article)[name]
    if (type === 'date') numbers[article] = clockTime(value)
    else if (isNumeric) numbers[article] = typeof value === 'number' ? value : NaN
    else texts.push(typeof value === 'string' ? [value] : Array.isArray(value) ? value.filter(isText) : none)
  }
  return { numbers, texts }
}

/** The stored keys of an article; none where they are no object. */
export function ownValues(reader: SegmentReader, article: number): Readonly<Record<string, unknown>> {
  const json = reader.text(article, Field.metadata)
  if (json === '') return {}
  try {
    const value: unknown = JSON.parse(json)
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

const isText = (value: unknown): value is string => typeof value === 'string'

/** The time that a date says, without its zone; midnight where it has none. */
function clockTime(value: unknown): number {
  return typeof value === 'string' ? Date.parse(value.length > 10 ? `${value.slice(0, 19)}Z` : value) : NaN
}
