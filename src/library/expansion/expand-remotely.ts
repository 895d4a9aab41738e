/**
 * Query expansion in a collection on a cluster. Expansion asks small questions one after the other and needs immediate
 * answers. So it runs with the data that is known, fetches what was missing, and runs again until nothing is missing.
 */
import { stringCondition } from '../../cluster/answers/filter.js'
import { visible, type OpenCollection } from '../../cluster/answers/reader.js'
import { XunzhangError } from '../../base/errors.js'
import { createExpansionMemory, type Collection } from '../../search/expand/collection.js'
import type { ExpandedQuery } from '../../search/expand/query.js'
import type { QueryNode } from '../../query/index.js'
import { defaultFields, type FieldId } from '../../storage/segment/fields.js'
import { wordTest } from '../../search/expand/collection-view.js'
import { expandQueryIn, type ExpandOptions } from './expanding.js'

/** The dictionary that pinyin needs is fetched whole: about 10 MB for a million articles. */
const mostExpanded = 1_000_000

/**
 * In a collection too large for pinyin, Latin words are not read as pinyin. Synonyms and regional words need no data of
 * the collection.
 * @throws XunzhangError UNAVAILABLE if pinyin is requested explicitly in such a collection; BACKEND
 */
export async function expandRemotely(
  open: OpenCollection,
  dictionaries: Dictionaries,
  node: QueryNode | undefined,
  query: string,
  options: ExpandOptions,
): Promise<Partial<ExpandedQuery>> {
  const { client, head } = open.reader
  const isTooLarge = head.articles > mostExpanded
  if (isTooLarge && options.pinyin === true)
    throw new XunzhangError('PINYIN_TOO_BROAD', { most: mostExpanded }, { where: client.access.address.text })
  const allowed = isTooLarge ? { ...options, pinyin: false } : options
  const counts = new Map<string, number>()
  for (;;) {
    const wanted: Wanted = { pairs: [], texts: new Set(), terms: false }
    const expanded = expandQueryIn(
      node,
      query,
      allowed,
      () => knownCollection(open, dictionaries, counts, wanted),
      open.analyzer,
    )
    if (wanted.pairs.length === 0 && wanted.texts.size === 0 && !wanted.terms) return expanded
    await fetchWanted(open, dictionaries, counts, wanted)
  }
}

interface Wanted {
  readonly pairs: [FieldId, number][]
  readonly texts: Set<string>
  terms: boolean
}

export type Dictionaries = Map<FieldId, ReadonlyMap<string, number>>

async function fetchWanted(
  open: OpenCollection,
  dictionaries: Dictionaries,
  counts: Map<string, number>,
  { pairs, texts, terms }: Wanted,
): Promise<void> {
  const { reader, statistics } = open
  const count = async (text: string): Promise<unknown> =>
    counts.set(text, await reader.count(visible(reader, [stringCondition(text, defaultFields)])))
  await Promise.all([statistics.fetchPairs(pairs), ...Array.from(texts, count)])
  if (!terms) return
  await Promise.all(defaultFields.map(async (field) => dictionaries.set(field, await statistics.dictionary(field))))
}

/** Like collection-view.ts for a single segment; unknown values count as 0 and are recorded. */
function knownCollection(
  { statistics, analyzer }: OpenCollection,
  dictionaries: Dictionaries,
  counts: ReadonlyMap<string, number>,
  wanted: Wanted,
): Collection {
  const blockOf = (field: FieldId, first: number): ReturnType<typeof statistics.pairs> => {
    const block = statistics.pairs(field, first)
    if (block === undefined) wanted.pairs.push([field, first])
    return block
  }
  const termsOf = (field: FieldId): ReadonlyMap<string, number> => {
    const terms = dictionaries.get(field)
    if (terms === undefined) wanted.terms = true
    return terms ?? new Map()
  }
  const articlesWith = (text: string): number => {
    const count = counts.get(text)
    if (count === undefined) wanted.texts.add(text)
    return count ?? 0
  }
  // eslint-disable-next-line no-restricted-syntax -- of fixed size: the fields
  const most = (value: (field: FieldId) => number): number => Math.max(...defaultFields.map(value))
  return {
    articlesAtMost: () => Infinity,
    addSeconds: (first, sums) => {
      for (const field of defaultFields) {
        blockOf(field, first)?.frequency.forEach((articles, second) => {
          if (sums.articles[second] === 0) sums.met[sums.count++] = second
          sums.articles[second]! += articles
        })
      }
    },
    forEachTerm: (first, each) => {
      for (const field of defaultFields) {
        for (const [term, articles] of termsOf(field)) if (term.startsWith(first)) each(term, articles)
      }
    },
    characterFrequency: (unit) => most((field) => blockOf(field, unit)?.articles ?? 0),
    pairFrequency: (first, second) => most((field) => blockOf(field, first)?.frequency.get(second) ?? 0),
    termFrequency: (term) => most((field) => termsOf(field).get(term) ?? 0),
    isInMoreThan: (articles, text) => articlesWith(text) > articles,
    articlesAbout: articlesWith,
    isWord: wordTest(analyzer),
    get spellings() {
      return analyzer.tokenizer.spellings
    },
    memory: createExpansionMemory(),
  }
}
