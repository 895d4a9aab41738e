/** The statistics of a collection as of one head, fetched block by block as searches need them, and kept. */
import { Field, indexedFields, type FieldId } from '../../storage/segment/fields.js'
import type { PlannedTerm } from '../../search/planning/plan.js'
import type { CollectionStatistics } from '../../search/scoring/statistics.js'
import { scrollPoints, type ClusterClient } from '../client.js'
import { uuidOf, versionAt, type Generations } from '../generations.js'
import { statisticsPath, type CollectionHead } from '../head.js'
import { bucketOf, decodePairBlock, decodeTermBlock, pairBlockName, termBlockName } from './blocks.js'
import type { BlockVersion, PairBlock, TermBlock } from './blocks.js'

export interface StatisticsReader {
  /** Fetches the statistics of these terms and characters. Querying the result for any other is a defect. */
  prepare(terms: readonly PlannedTerm[], characters: Iterable<number>): Promise<CollectionStatistics>
  /** Every term of a field with its document frequency, for fuzzy words and pinyin. Kept once read. */
  dictionary(field: FieldId): Promise<TermBlock>
  /** The pairs of a field that begin with a unit; undefined unless they have been fetched. */
  pairs(field: FieldId, first: number): PairBlock | undefined
  /** Fetches the pairs that begin with these units, for {@link StatisticsReader.pairs}. */
  fetchPairs(firsts: Iterable<readonly [field: FieldId, first: number]>): Promise<void>
}

interface BlockPoint {
  readonly id: string
  readonly payload: { readonly name: string; readonly versions: readonly BlockVersion[] }
}

const keptBlocks = 20_000

export function createStatisticsReader(client: ClusterClient, head: CollectionHead): StatisticsReader {
  const pairBlocks = new Map<string, PairBlock>()
  const termBlocks = new Map<string, TermBlock>()
  const dictionaries = new Map<FieldId, TermBlock>()
  const fetchMissing = async (names: ReadonlySet<string>): Promise<void> => {
    if (pairBlocks.size + termBlocks.size > keptBlocks) {
      pairBlocks.clear()
      termBlocks.clear()
    }
    const missing = [...names].filter((name) => !pairBlocks.has(name) && !termBlocks.has(name))
    const data = await fetchBlocks(client, missing, head)
    for (const name of missing) {
      if (name.startsWith('p')) pairBlocks.set(name, decodePairBlock(data.get(name) ?? ''))
      else termBlocks.set(name, decodeTermBlock(data.get(name) ?? ''))
    }
  }
  const frequency = (field: FieldId, { kind, text }: Pick<PlannedTerm, 'kind' | 'text'>): number => {
    if (kind === 'term') return termBlocks.get(termBlockName(field, bucketOf(text)))!.get(text) ?? 0
    const block = pairBlocks.get(pairBlockName(field, text.charCodeAt(0)))!
    return kind === 'character' ? block.articles : (block.frequency.get(text.charCodeAt(1)) ?? 0)
  }
  return {
    prepare: async (terms, characters) => {
      const names = new Set<string>()
      for (const { kind, text, fields } of terms) {
        for (const field of fields) {
          names.add(kind === 'term' ? termBlockName(field, bucketOf(text)) : pairBlockName(field, text.charCodeAt(0)))
        }
      }
      for (const unit of characters) names.add(pairBlockName(Field.body, unit))
      await fetchMissing(names)
      return {
        articles: head.articles,
        averageLength: Math.max(1, head.bodyUnits / Math.max(1, head.articles)),
        // eslint-disable-next-line no-restricted-syntax -- of fixed size: the fields
        documentFrequency: (term) => Math.max(0, ...term.fields.map((field) => frequency(field, term))),
        characterFrequency: (unit) => pairBlocks.get(pairBlockName(Field.body, unit))!.articles,
      }
    },
    dictionary: async (field) => {
      let terms = dictionaries.get(field)
      if (terms === undefined) dictionaries.set(field, (terms = await readDictionary(client, head, field)))
      return terms
    },
    pairs: (field, first) => pairBlocks.get(pairBlockName(field, first)),
    fetchPairs: (firsts) => fetchMissing(new Set(Array.from(firsts, ([field, first]) => pairBlockName(field, first)))),
  }
}

const blocksAtOnce = 200

/** Encoded blocks by name, in the version that a search of `head` sees. */
async function fetchBlocks(
  client: ClusterClient,
  names: readonly string[],
  head: Generations,
): Promise<Map<string, string>> {
  const data = new Map<string, string>()
  for (let at = 0; at < names.length; at += blocksAtOnce) {
    const ids = names.slice(at, at + blocksAtOnce).map(uuidOf)
    for (const { payload } of await readBlocks(client, ids))
      data.set(payload.name, versionAt(payload.versions, head)?.data ?? '')
  }
  return data
}

export function readBlocks(client: ClusterClient, ids: readonly string[]): Promise<BlockPoint[]> {
  return client.read('POST', `${statisticsPath(client)}/points`, { ids, with_payload: true })
}

/** All blocks of some kinds, with their versions. */
export async function* scrollBlocks(
  client: ClusterClient,
  kinds: readonly string[],
  limit: number,
): AsyncGenerator<BlockPoint['payload']> {
  const filter = { must: [{ key: 'kind', match: { any: kinds } }] }
  const pages = scrollPoints<BlockPoint['payload']>(client, `${statisticsPath(client)}/points`, filter, true, limit)
  for await (const page of pages) for (const { payload } of page) yield payload
}

async function readDictionary(client: ClusterClient, head: CollectionHead, field: FieldId): Promise<TermBlock> {
  const terms = new Map<string, number>()
  if (field >= indexedFields) return terms
  for await (const { versions } of scrollBlocks(client, [`t${field}`], 100)) {
    for (const [term, count] of decodeTermBlock(versionAt(versions, head)?.data ?? '')) terms.set(term, count)
  }
  return terms
}
