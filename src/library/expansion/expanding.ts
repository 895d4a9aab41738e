/** Query expansion over an open index: pinyin unless switched off; synonyms and regional words on request. */
import { statSync } from '#system/fs'
import { lazy } from '../../base/growing.js'
import type { QueryNode } from '../../query/index.js'
import type { Collection } from '../../search/expand/collection.js'
import { expandQuery, type Alternatives, type ExpandedQuery, type Expander } from '../../search/expand/query.js'
import { createPinyinExpander } from '../../search/expand/pinyin/index.js'
import { readPinyinTable } from '../../search/expand/pinyin/table.js'
import { readLookAlikes } from '../../search/expand/suggest/index.js'
import { readSynonyms, readVariantWords, createWordExpander, type SynonymTable } from '../../search/expand/synonyms.js'
import type { Analyzer } from '../../text/analysis/analysis.js'
import { readDataFile, readGivenFile } from '../../text/analyzers/data-files.js'
import type { SearchOptions } from '../types.js'

/** The table of readings, read once in a process. @throws XunzhangError UNAVAILABLE if the data file is missing */
export const pinyinTable = lazy(() => readPinyinTable(readDataText('pinyin.txt')))
export const lookAlikes = lazy(() => readLookAlikes(readDataText('look-alikes.txt')))
const variantWords = lazy(() => readVariantWords(readDataText('regional.txt')))

function readDataText(name: string): string {
  return new TextDecoder().decode(readDataFile(name))
}

export type ExpandOptions = Pick<SearchOptions, 'pinyin' | 'synonyms' | 'variants'>

/**
 * The query with the expansions of its texts in a collection, which is read only if a text may have an expansion.
 * @throws XunzhangError INPUT_MISSING, CONFIG_INVALID for a synonym file
 */
export function expandQueryIn(
  node: QueryNode | undefined,
  query: string,
  options: ExpandOptions,
  collection: () => Collection,
  analyzer: Analyzer,
): Partial<ExpandedQuery> {
  const expanders = createExpanders(query, options, collection, analyzer)
  if (node === undefined || expanders.length === 0) return { ...(node !== undefined && { node }) }
  return expandQuery(node, (parts) => joined(expanders.map((expander) => expander(parts))))
}

function createExpanders(
  query: string,
  { pinyin = true, synonyms, variants = false }: ExpandOptions,
  collection: () => Collection,
  analyzer: Analyzer,
): Expander[] {
  const expanders: Expander[] = []
  if (synonyms !== undefined) {
    const table = openSynonyms(synonyms)
    expanders.push(createWordExpander('synonym', (word) => table.get(word), analyzer))
  }
  if (variants) {
    expanders.push(createWordExpander('variant', (word) => variantWords().get(word), analyzer))
  }
  if (pinyin && /[a-z]/i.test(query)) {
    expanders.push(createPinyinExpander({ collection: collection(), analyzer, table: pinyinTable }))
  }
  return expanders
}

/** Joins alternatives of several kinds; the first kind decides whether the text stays. */
function joined(all: readonly (Alternatives | undefined)[]): Alternatives | undefined {
  const found = all.filter((one) => one !== undefined)
  const [only, ...more] = found
  if (only === undefined || more.length === 0) return only
  return { list: found.flatMap(({ list }) => list), keepsText: only.keepsText, mode: only.mode }
}

/** The synonyms that were read last; by path and modification time, or by themselves. */
const synonymFile: { key?: string; table?: SynonymTable } = {}

/** @param given the path of a file, or its lines */
function openSynonyms(given: string | readonly string[]): SynonymTable {
  const isPath = typeof given === 'string'
  const key = isPath ? `${given} ${statSync(given, { throwIfNoEntry: false })?.mtimeMs}` : given.join('\n')
  if (synonymFile.key === key) return synonymFile.table!
  const table = isPath ? readSynonyms(readGivenFile(given, 'synonyms').toString('utf8'), given) : readSynonyms(key)
  Object.assign(synonymFile, { key, table })
  return table
}
