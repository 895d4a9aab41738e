/**
 * Writes the articles of a push in requests of bounded size, and removes articles. All changes stay invisible until the
 * head names the push, and they can be repeated after a crash.
 */
import type { ClusterClient } from '../client.js'
import { committed, versionAt, type Generations } from '../generations.js'
import { deleteWhere, getDocuments, writeDocuments, type CollectionHead } from '../head.js'
import type { PlaceVersion, StoredArticle } from '../point.js'

export interface PushTarget {
  readonly client: ClusterClient
  readonly head: CollectionHead
  readonly generation: number
}

/** Limits of one request: UTF-16 units of JSON, and articles. */
const mostUnits = 4 << 20
const mostArticles = 500

/** Collects articles, and sends them while the next ones are analysed. */
export class ArticleWriter {
  readonly #target: PushTarget
  #waiting: { readonly id: string; readonly json: string }[] = []
  #units = 0
  #sending: Promise<void> = Promise.resolve()

  constructor(target: PushTarget) {
    this.#target = target
  }

  /** Keeps the articles until a request is full; resolves once there is room again. */
  async add(articles: readonly { readonly id: string; readonly json: string }[]): Promise<void> {
    for (const article of articles) {
      this.#waiting.push(article)
      this.#units += article.json.length
      if (this.#waiting.length >= mostArticles || this.#units >= mostUnits) await this.#send()
    }
  }

  /** Sends the rest and waits until everything is acknowledged. */
  async finish(): Promise<void> {
    await this.#send()
    await this.#sending
  }

  async #send(): Promise<void> {
    await this.#sending
    const { client, head, generation } = this.#target
    const articles = this.#waiting
    this.#waiting = []
    this.#units = 0
    this.#sending = writeDocuments(client, head.index, generation, articles)
    // Awaited later; until then it must not count as unhandled.
    this.#sending.catch(() => undefined)
  }
}

const idsAtOnce = 1000

/** The push that added an article, and where it lay as of the last committed push. */
export interface KnownArticle {
  readonly since: number
  readonly line: number
  readonly places: readonly PlaceVersion[]
  /** The place that it was sent with. */
  readonly first: PlaceVersion
}

export async function existing(
  { client, head }: PushTarget,
  ids: readonly string[],
): Promise<Map<string, KnownArticle>> {
  const known = new Map<string, KnownArticle>()
  for (let at = 0; at < ids.length; at += idsAtOnce) {
    const part = ids.slice(at, at + idsAtOnce)
    const found = await getDocuments<StoredArticle>(
      client,
      head.index,
      part,
      'since,article.line,article.start,article.end,places',
    )
    for (const [id, { since, article, places = [] }] of found) {
      const { line, start, end } = article
      const first = { generation: since, line, start, end }
      known.set(id, { since, line: (versionAt(places, head) ?? article).line, places, first })
    }
  }
  return known
}

/** Makes what was written visible to queries. Searches still answer as of the head. */
export async function refresh({ client, head }: Pick<PushTarget, 'client' | 'head'>): Promise<void> {
  await client.write('POST', `${head.index}/_refresh`)
}

/** Deletes the articles that were removed as of a head, so that no search sees them any more. */
export async function deleteGone({ client }: PushTarget, head: CollectionHead & Generations): Promise<void> {
  await deleteWhere(client, head.index, committed('until', head))
}
