/**
 * Takes one batch from files to a cluster: read, clean, analyse, weigh, send. Runs in a worker thread or in the main
 * thread; its input and output are plain data. Memory: the texts of one unit of the source, and a group of articles
 * with their vectors, about 60 MB.
 */
import { createClusterClient, type ClusterAccess, type ClusterClient } from '../../cluster/client.js'
import type { CollectionHead } from '../../cluster/head.js'
import { buildMemorySegment, encodePoint, pointId, type Place } from '../../cluster/point.js'
import { deltaOf, type StatisticsDelta } from '../../cluster/statistics/accumulator.js'
import { vectorsOf } from '../../cluster/terms.js'
import { isCommitted } from '../../cluster/generations.js'
import { adoptPoints, createPointWriter, existing, movePoints } from '../../cluster/push/writer.js'
import type { KnownPoint, PointWriter } from '../../cluster/push/writer.js'
import type { IndexableArticle } from '../../storage/segment/builder/segment-builder.js'
import type { Analyzer } from '../../text/analysis/analysis.js'
import { openAnalyzer, type AnalyzerConfig } from '../../text/analyzers/analyzers.js'
import type { Unit } from '../scan/batches.js'
import { groupBy } from '../../base/growing.js'
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
  readonly point: string
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
    const sender = createSender(task, client)
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
  readonly point: string
}

function createSender(task: PushTask, client: ClusterClient) {
  const analyzer = openAnalyzer(task.analyzer)
  const target = { client, head: task.head, generation: task.generation }
  const writer = createPointWriter(target)
  const occurrences = new Map<string, number>()
  const seen: SeenArticle[] = []
  const deltas: StatisticsDelta[] = []
  let group: NamedArticle[] = []
  let size = 0
  let sent = 0
  const flush = async (): Promise<void> => {
    if (group.length === 0) return
    const known = await existing(
      target,
      group.map(({ point }) => point),
    )
    const isNew = ({ point }: NamedArticle): boolean =>
      !isCommitted(known.get(point)?.since ?? task.generation, task.head)
    for (const named of group) {
      seen.push({ point: named.point, path: named.article.path, id: named.article.record.id, isNew: isNew(named) })
    }
    const fresh = group.filter(isNew)
    if (fresh.length > 0) {
      const missing = new Set(fresh.flatMap(({ point }) => (known.has(point) ? [] : [point])))
      deltas.push(await sendGroup(fresh, missing, analyzer, task, writer))
      sent += missing.size
    }
    for (const [since, points] of adoptable(fresh, known, task.generation)) await adoptPoints(target, since, points)
    await movePoints(target, movedIn(group, known))
    group = []
    size = 0
  }
  return {
    add: async (article: IndexableArticle): Promise<void> => {
      const first = pointId(article, 0)
      const occurrence = occurrences.get(first) ?? 0
      occurrences.set(first, occurrence + 1)
      group.push({ article, point: occurrence === 0 ? first : pointId(article, occurrence) })
      size += article.texts.reduce((sum, text) => sum + text.length, 0)
      if (group.length >= groupArticles || size >= groupUnits) await flush()
    },
    finish: async (): Promise<Omit<PushTaskResult, 'units'>> => {
      await flush()
      await writer.finish()
      return { seen, deltas, sent }
    },
  }
}

/** Articles that are on another line than before, because something before them in their file has changed. */
function movedIn(
  group: readonly NamedArticle[],
  known: ReadonlyMap<string, KnownPoint>,
): Map<string, { place: Place; known: KnownPoint }> {
  const moved = group.filter(
    ({ point, article }) => (known.get(point)?.line ?? article.record.line) !== article.record.line,
  )
  return new Map(moved.map(({ point, article }) => [point, { place: article.record, known: known.get(point)! }]))
}

/** Articles that were sent by pushes that never ended, by the number of the push. */
function adoptable(
  fresh: readonly NamedArticle[],
  known: ReadonlyMap<string, KnownPoint>,
  generation: number,
): Map<number, string[]> {
  const sinceOf = (point: string): number => known.get(point)?.since ?? generation
  const points = fresh.map(({ point }) => point)
  // Articles of a later push can't be adopted. This push is dead then, and its commit will fail.
  return groupBy(
    points.filter((point) => sinceOf(point) < generation),
    sinceOf,
  )
}

/** @param missing points that aren't on the cluster */
async function sendGroup(
  group: readonly NamedArticle[],
  missing: ReadonlySet<string>,
  analyzer: Analyzer,
  { head, generation }: PushTask,
  writer: PointWriter,
): Promise<StatisticsDelta> {
  const segment = buildMemorySegment(
    group.map(({ article }) => article),
    analyzer,
  )
  const vectors = missing.size === 0 ? [] : vectorsOf(segment, head.reference)
  for (const [i, { article, point }] of group.entries()) {
    if (!missing.has(point)) continue
    const json = encodePoint(article, point, segment.lengths[i]!, generation, vectors[i]!)
    await writer.add({ id: point, json })
  }
  return deltaOf(segment)
}
