/**
 * The values of a segment's articles in a field that the collection defines. They are parsed from the stored metadata
 * on first use, at about 10 µs an article, and kept with the segment.
 */
import { Field } from '../storage/segment/fields.js'
import type { SegmentReader } from '../storage/segment/reader.js'
import type { FieldType } from '../text/own-fields.js'

export interface OwnColumn {
  /** For number and date fields. A date is its clock time in milliseconds, without the time zone. NaN for none. */
  readonly numbers: Float64Array
  /** For keyword and text fields. */
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

/** The stored metadata of an article; empty if it isn't a JSON object. */
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

/** The clock time of a date, without its time zone; midnight if it has no time. */
function clockTime(value: unknown): number {
  return typeof value === 'string' ? Date.parse(value.length > 10 ? `${value.slice(0, 19)}Z` : value) : NaN
}
