/**
 * Finds what a push removes: articles of changed or deleted files that the push did not find again. Also recomputes a
 * collection's statistics if they disagree with its articles.
 */
import type { Analyzer } from '../../text/analysis/analysis.js'
import type { ClusterClient } from '../client.js'
import { all, oneOf, withIds } from '../query.js'
import { deleteWhere, getDocuments, scrollDocuments, writeDocuments, type CollectionHead } from '../head.js'
import { buildMemorySegment, decodeArticle, encodeArticles, type StoredArticle } from '../point.js'
import { isCommitted, unfinished, visibleAt } from '../generations.js'
import { deltaOf, type StatisticsDelta } from '../statistics/accumulator.js'
import { facetValues, type SearchBody } from '../answers/reader.js'
import type { PushTarget } from './writer.js'

/** Counts distinct articles in 8 bytes each, because a push may have more of them than a set of strings can hold. */
export class ArticleTally {
  #names = new BigUint64Array(1024)
  #used = 0

  /** @param id made from a hash */
  add(id: string): void {
    if (this.#used === this.#names.length) {
      const names = this.#names
      this.#names = new BigUint64Array(this.#used * 2)
      this.#names.set(names)
    }
    this.#names[this.#used++] = hashBits(id)
  }

  distinct(): number {
    const sorted = this.#names.subarray(0, this.#used).sort()
    return sorted.filter((name, i) => i === 0 || sorted[i - 1] !== name).length
  }
}

/** 64 bits of the hash: among a hundred million articles, two agree once in 3,700 pushes. */
const hashBits = (id: string): bigint => Buffer.from(id, 'base64url').readBigUInt64LE(0)

/** An article of the last push that no longer exists. */
export interface GoneArticle {
  readonly path: string
  readonly id: string
}

export interface Removal extends PushTarget {
  readonly analyzer: Analyzer
  readonly isSeen: (id: string) => boolean
  /** Whether an article that was not seen stays, because its file could not be read. */
  readonly isKept: (article: GoneArticle) => boolean
  readonly onGone: (articles: readonly GoneArticle[], delta: StatisticsDelta) => void
}

const pathsAtOnce = 50
const articlesAtOnce = 500

/** Marks the articles of the given files that were not seen again as removed. */
export async function removeUnseen(removal: Removal, paths: readonly string[]): Promise<void> {
  for (let at = 0; at < paths.length; at += pathsAtOnce) {
    await removeOfPaths(removal, paths.slice(at, at + pathsAtOnce))
  }
}

async function removeOfPaths(removal: Removal, paths: readonly string[]): Promise<void> {
  const { client, head, generation, isSeen } = removal
  const pages = scrollDocuments<{ since: number }>(client, head.index, oneOf('path', paths), ['since'], articlesAtOnce)
  for await (const page of pages) {
    const unseen = page.filter(({ _id }) => !isSeen(_id))
    const idsWhere = (isIn: boolean): string[] =>
      unseen.flatMap(({ _id, _source }) => (isCommitted(_source.since, head) === isIn ? [_id] : []))
    // Sent by an unfinished push, for files that have changed since: no search has ever seen them.
    const never = idsWhere(false)
    if (never.length > 0) await deleteWhere(client, head.index, all([withIds(never), unfinished(head, generation)]))
    await remove(removal, idsWhere(true))
  }
}

/** The server can't change a part of an article, because it keeps only some of them; so it is sent again. */
async function remove(removal: Removal, ids: readonly string[]): Promise<void> {
  const { client, head, generation, analyzer, isKept, onGone } = removal
  const found = await getDocuments<StoredArticle>(client, head.index, ids)
  const read = Array.from(found, ([id, { article, since, places }]) => {
    const state = { since, until: generation, ...(places !== undefined && { places }) }
    return { id, state, article: decodeArticle(article) }
  })
  const gone = read.filter(({ article: { path, record } }) => !isKept({ path, id: record.id }))
  if (gone.length === 0) return
  const segment = buildMemorySegment(
    gone.map(({ article }) => article),
    analyzer,
  )
  await writeDocuments(client, head.index, generation, encodeArticles(gone, segment, head.reference))
  onGone(
    gone.map(({ article: { path, record } }) => ({ path, id: record.id })),
    deltaOf(segment),
  )
}

/** Paths of articles that an unfinished push has sent. */
export async function unfinishedPaths({ client, head, generation }: PushTarget): Promise<string[]> {
  const search = (body: object): Promise<SearchBody> => client.read('POST', `${head.index}/_search`, body)
  return [...(await facetValues(search, 'path', unfinished(head, generation))).keys()]
}

/** Passes the statistics of all articles that searches see to `onGroup`, group by group. */
export async function recount(
  client: ClusterClient,
  analyzer: Analyzer,
  head: CollectionHead,
  onGroup: (delta: StatisticsDelta) => void,
): Promise<void> {
  const pages = scrollDocuments<StoredArticle>(client, head.index, visibleAt(head), ['article'], articlesAtOnce)
  for await (const page of pages) {
    const articles = page.map(({ _source }) => decodeArticle(_source.article))
    onGroup(deltaOf(buildMemorySegment(articles, analyzer)))
  }
}
