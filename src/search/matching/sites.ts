/** The sites of a segment's articles, for `site:` and for counting. */
import type { SegmentReader } from '../../segment/reader.js'
import { siteOf } from '../../text/site.js'

export interface Sites {
  /** Distinct, in the order of their first article. */
  readonly values: readonly string[]
  /** For each article, the number of its site; -1 if it has no web address. */
  readonly numberOf: Int32Array
}

/** Reads the sites from the records, at the first query that needs them. */
export function readSites(segment: SegmentReader): Sites {
  const numbers = new Map<string, number>()
  const numberOf = Int32Array.from({ length: segment.articles }, (_, article) => {
    const site = siteOf(segment.urlOf(article))
    if (site === '') return -1
    const number = numbers.get(site) ?? numbers.size
    numbers.set(site, number)
    return number
  })
  return { values: [...numbers.keys()], numberOf }
}
