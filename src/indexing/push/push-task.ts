/**
 * Takes one batch from files to a cluster: read, clean, analyse, weigh, send. Runs in a worker thread or in the main
 * thread; its input and output are plain data. Memory: the texts of one unit of the source, and a group of articles
 * with their vectors, about 60 MB.
 */
import { createClusterClient, type ClusterAccess, type ClusterClient } from '../../cluster/client.js'
import type { CollectionHead } from '../../cluster/head.js'
import {
  articleId,
  buildMemorySegment,
  encodeArticles,
  type EncodableArticle,
  type Place,
} from '../../cluster/point.js'
import { deltaOf, type StatisticsDelta } from '../../cluster/statistics/accumulator.js'
import { isCommitted, nextVersions } from '../../cluster/generations.js'
import { ArticleWriter, existing, type KnownArticle } from '../../cluster/push/writer.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import type { Analyzer } from '../../text/analysis/analysis.js'
import type { IndexableArticle } from '../../storage/segment/builder/segment-builder.js'
import { openAnalyzer, type AnalyzerConfig } from '../../text/analyzers/analyzers.js'
import type { Unit } from '../scan/batches.js'
import { stopOf, type Stop } from '../tasks/in-parts.js'
import { contextOf, readUnit, type UnitResult } from '../tasks/read-unit.js'
import type { OnUnit } from '../tasks/given-task.js'

export interface PushTask {
  readonly units: readonly Unit[]
  readonly analyzer: AnalyzerConfig
  readonly clean: boolean
  /** For each folder, the lines that many of its pages share. */
  readonly repeatedLines: ReadonlyMap<string, ReadonlySet<string>>
  readonly access: ClusterAccess
  readonly head: CollectionHead
  /** The number of the push that makes the articles visible. */
  readonly generation: number
}

/** An article that is in the folder now. */
export interface SeenArticle {
  /** Its name on the server. */
  readonly key: string
  readonly path: string
  readonly id: string
  /** Whether the article is not part of the last push. */
  readonly isNew: boolean
}

export interface PushTaskResult {
  readonly units: readonly UnitResult[]
  readonly seen: readonly SeenArticle[]
  /** The number of articles sent; the others already were on the server. */
  readonly sent: number
  /** What the new articles add to the collection's statistics. */
  readonly deltas: readonly StatisticsDelta[]
  /** Set if the task could not be completed. Articles that it has sent by then are sent again or removed. */
  readonly stopped?: Stop
}

/** The number of articles, and of UTF-16 units of their texts, that are analysed together. */
const groupArticles = 1000
const groupUnits = 1 << 20

export async function runPushTask(
  task: PushTask,
  onUnit: OnUnit = () => undefined,
  client: ClusterClient = createClusterClient(task.access),
): Promise<PushTaskResult> {
  const units: UnitResult[] = []
  try {
    const sender = new Sender(task, client)
    for (const unit of task.units) {
      const articles: IndexableArticle[] = []
      const read = readUnit(unit, { known: new Map() }, contextOf(unit, task), (article) => articles.push(article))
      for (const article of articles) await sender.add(article)
      units.push(read)
      const paused = onUnit(unit.end - unit.start)
      if (paused !== undefined) await paused
    }
    return { units, ...(await sender.finish()) }
  } catch (error) {
    const stopped = stopOf(error, units.length)
    if (stopped === undefined) throw error
    return { units: [], seen: [], sent: 0, deltas: [], stopped }
  }
}

interface NamedArticle {
  readonly article: IndexableArticle
  readonly key: string
}

/** Collects articles in groups, which are analysed together, and sends those that the server doesn't have. */
class Sender {
  readonly #task: PushTask
  readonly #target: { readonly client: ClusterClient; readonly head: CollectionHead; readonly generation: number }
  readonly #analyzer: Analyzer
  readonly #writer: ArticleWriter
  readonly #occurrences = new Map<string, number>()
  readonly #seen: SeenArticle[] = []
  readonly #deltas: StatisticsDelta[] = []
  #group: NamedArticle[] = []
  #size = 0
  #sent = 0

  constructor(task: PushTask, client: ClusterClient) {
    this.#task = task
    this.#analyzer = openAnalyzer(task.analyzer)
    this.#target = { client, head: task.head, generation: task.generation }
    this.#writer = new ArticleWriter(this.#target)
  }

  async add(article: IndexableArticle): Promise<void> {
    const first = articleId(article, 0)
    const occurrence = this.#occurrences.get(first) ?? 0
    this.#occurrences.set(first, occurrence + 1)
    this.#group.push({ article, key: occurrence === 0 ? first : articleId(article, occurrence) })
    this.#size += article.texts.reduce((sum, text) => sum + text.length, 0)
    if (this.#group.length >= groupArticles || this.#size >= groupUnits) await this.#flush()
  }

  async finish(): Promise<Omit<PushTaskResult, 'units'>> {
    await this.#flush()
    await this.#writer.finish()
    return { seen: this.#seen, deltas: this.#deltas, sent: this.#sent }
  }

  async #flush(): Promise<void> {
    const group = this.#group
    if (group.length === 0) return
    this.#group = []
    this.#size = 0
    const { head, generation } = this.#task
    const keys = group.map(({ key }) => key)
    const known = await existing(this.#target, keys)
    const isNew = ({ key }: NamedArticle): boolean => !isCommitted(known.get(key)?.since ?? generation, head)
    for (const named of group) {
      const { path, record } = named.article
      this.#seen.push({ key: named.key, path, id: record.id, isNew: isNew(named) })
    }
    const fresh = group.filter(isNew)
    this.#sent += fresh.length
    const added = await this.#send(
      fresh.map(({ article, key }) => ({ article, id: key, state: { since: generation } })),
    )
    if (added !== undefined) this.#deltas.push(deltaOf(added))
    await this.#send(this.#moved(group, known))
  }

  /** @returns a segment of these articles */
  async #send(articles: readonly EncodableArticle[]): Promise<SegmentReader | undefined> {
    if (articles.length === 0) return undefined
    const segment = buildMemorySegment(
      articles.map(({ article }) => article),
      this.#analyzer,
    )
    await this.#writer.add(encodeArticles(articles, segment, this.#task.head.reference))
    return segment
  }

  /**
   * Articles that are on another line than before, because something before them in their file has changed. Searches
   * see the new place once the push is committed; the place that they see until then is kept as well.
   */
  #moved(group: readonly NamedArticle[], known: ReadonlyMap<string, KnownArticle>): EncodableArticle[] {
    const { head, generation } = this.#task
    return group.flatMap(({ article, key }) => {
      const before = known.get(key)
      if (before === undefined || before.line === article.record.line || !isCommitted(before.since, head)) return []
      const own = { generation, ...placeOf(article.record) }
      const places = nextVersions(before.places.length > 0 ? before.places : [before.first], own, head)
      return [{ article, id: key, state: { since: before.since, places } }]
    })
  }
}

const placeOf = ({ line, start, end }: Place): Place => ({ line, start, end })
