/** The statistics of a collection as of one head, fetched block by block as searches need them, and kept. */
import { Field, indexedFields, type FieldId } from '../../storage/segment/fields.js'
import type { PlannedTerm } from '../../search/planning/plan.js'
import type { CollectionStatistics } from '../../search/scoring/statistics.js'
import type { ClusterClient } from '../client.js'
import { idOf, versionAt, type Generations } from '../generations.js'
import { getDocuments, scrollDocuments, statisticsName, type CollectionHead } from '../head.js'
import { all, equals, oneOf } from '../query.js'
import { bucketOf, decodePairBlock, decodeTermBlock, pairBlockName, termBlockName } from './blocks.js'
import type { BlockVersion, PairBlock, TermBlock } from './blocks.js'

interface StoredBlock {
  readonly name: string
  readonly kind: string
  readonly versions: readonly BlockVersion[]
}

const keptBlocks = 20_000

export class StatisticsReader {
  readonly #client: ClusterClient
  readonly #head: CollectionHead
  readonly #pairs = new Map<string, PairBlock>()
  readonly #terms = new Map<string, TermBlock>()
  readonly #dictionaries = new Map<FieldId, TermBlock>()

  constructor(client: ClusterClient, head: CollectionHead) {
    this.#client = client
    this.#head = head
  }

  /** Fetches the statistics of these terms and characters. Querying the result for any other is a defect. */
  async prepare(terms: readonly PlannedTerm[], characters: Iterable<number>): Promise<CollectionStatistics> {
    const head = this.#head
    const names = new Set<string>()
    for (const term of terms) for (const field of term.fields) names.add(blockOf(field, term))
    for (const unit of characters) names.add(pairBlockName(Field.body, unit))
    await this.#fetch(names)
    return {
      articles: head.articles,
      averageLength: Math.max(1, head.bodyUnits / Math.max(1, head.articles)),
      // eslint-disable-next-line no-restricted-syntax -- of fixed size: the fields
      documentFrequency: (term) => Math.max(0, ...term.fields.map((field) => this.#frequency(field, term))),
      characterFrequency: (unit) => this.#pairs.get(pairBlockName(Field.body, unit))!.articles,
    }
  }

  /** Every term of a field with its document frequency, for fuzzy words and pinyin. Kept once read. */
  async dictionary(field: FieldId): Promise<TermBlock> {
    const terms = this.#dictionaries.get(field) ?? (await readDictionary(this.#client, this.#head, field))
    this.#dictionaries.set(field, terms)
    return terms
  }

  /** The pairs of a field that begin with a unit; undefined unless they have been fetched. */
  pairs(field: FieldId, first: number): PairBlock | undefined {
    return this.#pairs.get(pairBlockName(field, first))
  }

  /** Fetches the pairs that begin with these units, for {@link StatisticsReader.pairs}. */
  fetchPairs(firsts: Iterable<readonly [field: FieldId, first: number]>): Promise<void> {
    return this.#fetch(new Set(Array.from(firsts, ([field, first]) => pairBlockName(field, first))))
  }

  async #fetch(names: ReadonlySet<string>): Promise<void> {
    if (this.#pairs.size + this.#terms.size > keptBlocks)
      for (const blocks of [this.#pairs, this.#terms]) blocks.clear()
    const missing = [...names].filter((name) => !this.#pairs.has(name) && !this.#terms.has(name))
    const data = await fetchBlocks(this.#client, missing, this.#head)
    for (const name of missing) {
      if (name.startsWith('p')) this.#pairs.set(name, decodePairBlock(data.get(name) ?? ''))
      else this.#terms.set(name, decodeTermBlock(data.get(name) ?? ''))
    }
  }

  #frequency(field: FieldId, term: Pick<PlannedTerm, 'kind' | 'text'>): number {
    const name = blockOf(field, term)
    if (term.kind === 'term') return this.#terms.get(name)!.get(term.text) ?? 0
    const block = this.#pairs.get(name)!
    return term.kind === 'character' ? block.articles : (block.frequency.get(term.text.charCodeAt(1)) ?? 0)
  }
}

const blockOf = (field: FieldId, { kind, text }: Pick<PlannedTerm, 'kind' | 'text'>): string =>
  kind === 'term' ? termBlockName(field, bucketOf(text)) : pairBlockName(field, text.charCodeAt(0))

const blocksAtOnce = 200

/** Encoded blocks by name, in the version that a search of `head` sees. */
async function fetchBlocks(
  client: ClusterClient,
  names: readonly string[],
  head: Generations,
): Promise<Map<string, string>> {
  const data = new Map<string, string>()
  for (let at = 0; at < names.length; at += blocksAtOnce) {
    const blocks = await readBlocks(client, head, names.slice(at, at + blocksAtOnce))
    for (const [name, { versions }] of blocks) data.set(name, versionAt(versions, head)?.data ?? '')
  }
  return data
}

/** The id of a block's document. A rebuilt collection has blocks of its own beside those that searches still see. */
export const blockId = ({ floor }: Pick<Generations, 'floor'>, name: string): string => idOf(`${floor} ${name}`)

/** Those of the blocks that exist, by name. */
export async function readBlocks(
  client: ClusterClient,
  head: Pick<Generations, 'floor'>,
  names: readonly string[],
): Promise<Map<string, StoredBlock>> {
  const ids = names.map((name) => blockId(head, name))
  const blocks = await getDocuments<StoredBlock>(client, statisticsName(client), ids)
  return new Map([...blocks.values()].map((block) => [block.name, block]))
}

/** All blocks of some kinds, with their versions. */
export async function* scrollBlocks(
  client: ClusterClient,
  { floor }: Pick<Generations, 'floor'>,
  kinds: readonly string[],
): AsyncGenerator<StoredBlock> {
  const query = all([oneOf('kind', kinds), equals('floor', floor)])
  await client.write('POST', `${statisticsName(client)}/_refresh`)
  const pages = scrollDocuments<StoredBlock>(client, statisticsName(client), query, true, 200)
  for await (const page of pages) for (const { _source } of page) yield _source
}

async function readDictionary(client: ClusterClient, head: CollectionHead, field: FieldId): Promise<TermBlock> {
  const terms = new Map<string, number>()
  if (field >= indexedFields) return terms
  for await (const { versions } of scrollBlocks(client, head, [`t${field}`])) {
    for (const [term, count] of decodeTermBlock(versionAt(versions, head)?.data ?? '')) terms.set(term, count)
  }
  return terms
}
