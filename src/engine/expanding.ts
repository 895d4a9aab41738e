/** Query expansion over an open index: pinyin, until an option says otherwise. */
import type { QueryNode } from '../query/index.js'
import type { Collection } from '../expand/collection.js'
import type { ExpandedQuery, Expander } from '../expand/query.js'
import { expandQuery } from '../expand/query.js'
import { createPinyinExpander } from '../expand/pinyin/index.js'
import type { PinyinTable } from '../expand/pinyin/table.js'
import { readPinyinTable } from '../expand/pinyin/table.js'
import type { SegmentReader } from '../segment/reader.js'
import type { Analyzer } from '../text/analysis.js'
import { collectionView } from './collection-view.js'
import { readDataFile } from './data-files.js'
import type { SearchOptions } from './types.js'

let table: PinyinTable | undefined

/** The table of readings, read once a process; empty where the data file is missing. */
export function pinyinTable(): PinyinTable {
  const bytes = table === undefined ? readDataFile('pinyin.txt') : undefined
  return (table ??= readPinyinTable(bytes === undefined ? '' : new TextDecoder().decode(bytes)))
}

/** The query with what stands for its texts in this collection. */
export function expand(
  node: QueryNode | undefined,
  query: string,
  { pinyin = true }: Pick<SearchOptions, 'pinyin'>,
  segments: readonly SegmentReader[],
  analyzer: Analyzer,
): Partial<ExpandedQuery> {
  return expandIn(node, query, { pinyin }, () => collectionView(segments, analyzer), analyzer)
}

/** As {@link expand}, in a collection that is asked only where something may stand for a text. */
export function expandIn(
  node: QueryNode | undefined,
  query: string,
  { pinyin = true }: Pick<SearchOptions, 'pinyin'>,
  collection: () => Collection,
  analyzer: Analyzer,
): Partial<ExpandedQuery> {
  const expanders: Expander[] = []
  if (pinyin && /[a-z]/i.test(query)) {
    expanders.push(createPinyinExpander({ collection: collection(), analyzer, table: pinyinTable }))
  }
  if (node === undefined || expanders.length === 0) return { ...(node !== undefined && { node }) }
  return expandQuery(node, (parts) => {
    for (const expander of expanders) {
      const found = expander(parts)
      if (found !== undefined) return found
    }
    return undefined
  })
}
