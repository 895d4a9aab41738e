/** A segment as search sees it, with the data that is computed from it once and kept while it is open. */
import type { FieldId } from '../segment/fields.js'
import { noDate } from '../segment/columns.js'
import type { SegmentReader } from '../segment/reader.js'
import { joinTerms } from './matching/inner-terms.js'
import type { InnerTerms } from './matching/inner-terms.js'
import { countLive } from './matching/live.js'
import type { LiveArticles } from './matching/live.js'
import { readFilePaths } from './matching/file-paths.js'
import type { FilePaths } from './matching/file-paths.js'
import { readSites } from './matching/sites.js'
import type { Sites } from './matching/sites.js'
import { countDeletedHolders } from './scoring/deleted-holders.js'
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
  #paths: FilePaths | undefined
  #sites: Sites | undefined
  #newestDay: number | undefined
  #deletedHolders: Uint32Array | undefined
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

  /** The normalised paths of the source files. */
  get paths(): FilePaths {
    return (this.#paths ??= readFilePaths(this.reader))
  }

  get sites(): Sites {
    return (this.#sites ??= readSites(this.reader))
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
