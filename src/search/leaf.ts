/** A segment as search sees it, with the data that is computed from it once and kept while it is open. */
import { Field, type FieldId } from '../storage/segment/fields.js'
import type { SegmentReader } from '../storage/segment/reader.js'
import { joinTerms, type InnerTerms } from './matching/needle.js'
import { deriveColumn, readPaths, type ValueColumn } from './matching/value-column.js'
import { facetOf } from '../text/facets/index.js'
import type { FieldType } from '../text/schema.js'
import { findNewestDay } from './scoring/top-k.js'
import { createDecodedText } from '../storage/segment/articles/text-codec.js'
import { forEachBit, fullBitset, subtract, countBits, createBitset, type Bitset } from './matching/bitset.js'

/**
 * The values of a segment's articles in a field that the collection defines. They are parsed from the stored metadata
 * on first use, at about 10 µs an article, and kept with the segment.
 */
interface OwnColumn {
  /** For number and date fields. A date is its clock time in milliseconds, without the time zone. NaN for none. */
  readonly numbers: Float64Array
  /** For keyword and text fields. */
  readonly texts: readonly (readonly string[])[]
}

const none: readonly string[] = []

function readOwnColumn(reader: SegmentReader, name: string, type: FieldType): OwnColumn {
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
function ownValues(reader: SegmentReader, article: number): Readonly<Record<string, unknown>> {
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

/** A segment of an open collection; discarded with it. Everything but `reader` is computed on first use. */
export class Leaf {
  #live: LiveArticles | undefined
  #newestDay: number | undefined
  #deletedHolders: Uint32Array | undefined
  readonly #columns = new Map<string, ValueColumn | undefined>()
  readonly #own = new Map<string, OwnColumn>()
  readonly #innerTerms: (InnerTerms | undefined)[] = []

  readonly reader: SegmentReader

  constructor(reader: SegmentReader) {
    this.reader = reader
  }

  get live(): LiveArticles {
    return (this.#live ??= countLive(this.reader))
  }

  /** Days since 1970-01-01 of the newest live article; `noDate` if none has a date. */
  get newestDay(): number {
    return (this.#newestDay ??= findNewestDay(this.reader))
  }

  /** The paths of the source files, or the values of a derived facet; undefined for any other name. */
  column(name: string): ValueColumn | undefined {
    if (this.#columns.has(name)) return this.#columns.get(name)
    const facet = facetOf(name)
    const derived = facet !== undefined && 'derive' in facet ? deriveColumn(this.reader, facet.derive) : undefined
    const column = name === 'path' ? readPaths(this.reader) : derived
    this.#columns.set(name, column)
    return column
  }

  /** By UTF-16 unit: the number of deleted articles whose body contains it. */
  get deletedHolders(): Uint32Array {
    return (this.#deletedHolders ??= countDeletedHolders(this.reader, this.live))
  }

  own(name: string, type: FieldType): OwnColumn {
    const key = `${type} ${name}`
    const known = this.#own.get(key) ?? readOwnColumn(this.reader, name, type)
    this.#own.set(key, known)
    return known
  }

  /** How many terms {@link innerTerms} has to read: none the second time. */
  termsToScan(field: FieldId): number {
    return this.#innerTerms[field] === undefined ? this.reader.terms(field).count : 0
  }

  innerTerms(field: FieldId): InnerTerms {
    return (this.#innerTerms[field] ??= joinTerms(this.reader, field))
  }
}

/* Counts the deleted articles that contain each character, so that document frequencies count live articles only. */

function countDeletedHolders(segment: SegmentReader, live: LiveArticles): Uint32Array {
  const counts = new Uint32Array(65536)
  const lastMet = new Int32Array(65536).fill(-1)
  const text = createDecodedText()
  const gone = fullBitset(segment.articles)
  subtract(gone, live.set!)
  forEachBit(gone, (article) => {
    segment.decode(article, Field.body, text)
    for (let i = 0; i < text.unitCount; i++) {
      const unit = text.units[i]!
      if (lastMet[unit] === article) continue
      lastMet[unit] = article
      counts[unit]!++
    }
  })
  return counts
}

/**
 * Articles that are not deleted. Statistics count only these, so an updated index gives the same answers as a rebuilt
 * one, to the last bit.
 */
interface LiveArticles {
  /** Never written to; undefined if nothing is deleted. */
  readonly set: Bitset | undefined
  readonly count: number
  /** Sum of their body lengths. */
  readonly units: number
}

function countLive(segment: SegmentReader): LiveArticles {
  const { articles, table, deleted } = segment
  if (deleted === undefined) return { set: undefined, count: articles, units: table.bodyUnits }
  const gone = deletedSet(deleted, articles)
  const set = fullBitset(articles)
  subtract(set, gone)
  let units = table.bodyUnits
  forEachBit(gone, (article) => (units -= segment.lengths[article]!))
  return { set, count: countBits(set), units }
}

function deletedSet(deleted: Uint8Array, articles: number): Bitset {
  const set = createBitset(articles)
  for (let i = 0; i < deleted.length; i++) set[i >> 2]! |= deleted[i]! << ((i & 3) * 8)
  return set
}
