/** A segment as search sees it, with the data that is computed from it once and kept while it is open. */
import type { FieldId } from '../storage/segment/fields.js'
import { noDate } from '../storage/segment/columns.js'
import type { SegmentReader } from '../storage/segment/reader.js'
import { joinTerms } from './matching/inner-terms.js'
import type { InnerTerms } from './matching/inner-terms.js'
import { countLive } from './matching/live.js'
import type { LiveArticles } from './matching/live.js'
import { deriveColumn, readPaths } from './matching/value-column.js'
import type { ValueColumn } from './matching/value-column.js'
import { countDeletedHolders } from './scoring/deleted-holders.js'
import { facetOf } from '../text/facets/index.js'
import type { FieldType } from '../text/own-fields.js'
import { readOwnColumn } from './own-column.js'
import type { OwnColumn } from './own-column.js'
import { findNewestDay } from './scoring/sort-key.js'

/** Days since 1970-01-01 of the newest live article of all; `noDate` if none has a date. */
export function newestDayOf(leaves: readonly Leaf[]): number {
  return leaves.reduce((newest, leaf) => Math.max(newest, leaf.newestDay), noDate)
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

  /** Values of a field that the collection defines. */
  own(name: string, type: FieldType): OwnColumn {
    const key = `${type} ${name}`
    const known = this.#own.get(key) ?? readOwnColumn(this.reader, name, type)
    this.#own.set(key, known)
    return known
  }

  innerTerms(field: FieldId): InnerTerms {
    return (this.#innerTerms[field] ??= joinTerms(this.reader, field))
  }
}
