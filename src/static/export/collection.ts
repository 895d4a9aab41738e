/**
 * The articles of an index in the order of the export, which is the order in which ties are broken: newest first, then
 * longest, then by ID. So dates take almost no room, and the order of two equal hits is known without reading either.
 */
import { noDate } from '../../storage/segment/format.js'
import type { SegmentReader } from '../../storage/segment/reader.js'

export interface CollectedArticle {
  readonly segment: SegmentReader
  /** Its number in the segment. */
  readonly article: number
}

export interface Collection {
  readonly segments: readonly SegmentReader[]
  readonly articles: readonly CollectedArticle[]
  /** By segment, then by article number there: the number in the export, or −1 for a deleted article. */
  readonly numbers: ReadonlyMap<SegmentReader, Int32Array>
  /** Of the bodies, in units, by number in the export. */
  readonly lengths: Uint32Array
  readonly days: Int32Array
  readonly bodyUnits: number
}

interface Sortable extends CollectedArticle {
  readonly day: number
  readonly length: number
  readonly id: string
}

export function collectArticles(segments: readonly SegmentReader[]): Collection {
  const all = segments.flatMap(liveArticles)
  all.sort((a, b) => b.day - a.day || b.length - a.length || (a.id < b.id ? -1 : Number(a.id > b.id)))
  const numbers = new Map(segments.map((segment) => [segment, new Int32Array(segment.articles).fill(-1)]))
  for (const [number, { segment, article }] of all.entries()) numbers.get(segment)![article] = number
  const lengths = Uint32Array.from(all, ({ length }) => length)
  return {
    segments,
    articles: all,
    numbers,
    lengths,
    days: Int32Array.from(all, ({ day }) => day),
    bodyUnits: lengths.reduce((sum, length) => sum + length, 0),
  }
}

function liveArticles(segment: SegmentReader): Sortable[] {
  const found: Sortable[] = []
  for (let article = 0; article < segment.articles; article++) {
    if (segment.isDeleted(article)) continue
    const [day, length] = [segment.days[article] ?? noDate, segment.lengths[article]!]
    found.push({ segment, article, day, length, id: segment.record(article).id })
  }
  return found
}
