/** Reads what changed since the last push, sends new articles, and marks those that are gone. */
import { deleteWhere, readFileList, type CollectionHead } from '../../cluster/head.js'
import { buildMemorySegment } from '../../cluster/point.js'
import { StatisticsAccumulator } from '../../cluster/statistics/accumulator.js'
import { removeUnseen, unfinishedPaths, ArticleTally } from '../../cluster/push/update.js'
import { unfinished } from '../../cluster/generations.js'
import { createArticles, type CollectionShape } from '../../cluster/create.js'
import { refresh } from '../../cluster/push/writer.js'
import { all, oneOf } from '../../cluster/query.js'
import type { IndexableArticle } from '../../storage/segment/builder/segment-builder.js'
import { formatOf } from '../../source/formats/index.js'
import type { SourceFile } from '../../source/walk/types.js'
import { openAnalyzer, type AnalyzerConfig } from '../../text/analyzers/analyzers.js'
import { planBatches, type Unit } from '../scan/batches.js'
import { sumOfBlocks } from '../tasks/block-tally.js'
import { contextOf, readUnit, type UnitResult } from '../tasks/read-unit.js'
import type { RecordedRoots, RepeatedLines, FolderLines, Catalog, CatalogEntry } from '../../storage/commit/catalog.js'
import type { Scan } from '../scan/scan-roots.js'
import type { PushTaskResult, SeenArticle } from './push-task.js'
import { catalogEntries, isDamaged } from '../scan/catalog-entries.js'
import { findChanges } from '../scan/plan-update.js'
import { linesFor } from '../../storage/commit/repeated-lines.js'
import type { Problem } from '../../source/article.js'
import type { PushReport, PushOptions } from '../types.js'
import { reportLists, requireReadable } from '../scan/report-problems.js'
import { failedUnit, runBatches, type Stop } from '../tasks/in-parts.js'
import type { ClusterClient } from '../../cluster/client.js'
import type { HeldLease } from '../../cluster/push/lease.js'
import type { TaskRunner } from '../threads/runner.js'

export interface PushChanges {
  readonly head: PushContext['head']
  /** The source files, and the lines that pages share, for the next push. */
  readonly fileList: readonly string[]
  /** The roots as the new head records them. */
  readonly record: Scan['record']
  readonly statistics: StatisticsAccumulator
  /** The number of articles that this push has sent, and of those that it has marked as removed. */
  readonly arrivals: number
  readonly removals: number
  readonly isChanged: boolean
  readonly counts: Omit<PushReport, 'articles' | 'seconds'>
}

export async function readPush(start: PushContext): Promise<PushChanges> {
  const { options, client } = start
  options.onProgress?.({ stage: 'scan', done: 0, total: 1, unit: 'files' })
  const { catalog, repeated: before } = parseFileList(await readFileList(client, start.head))
  const recorded = { roots: start.head, catalog, repeated: before, isNew: start.head.committed === '' }
  const found = await findChanges(options, recorded, Date.now())
  const { scan, toRead, unchanged, gone, repeated } = found
  const batches = planBatches(toRead, isSplittable)
  const reading: Reading = { clean: options.clean ?? start.head.clean, repeated, report: found.report }
  const context = await withArticles(start, () => averageLength(start, batches, reading))
  await refresh(context)
  const unfinished = await unfinishedPaths(context)
  const isPushed = (path: string): boolean => unfinished.length > 0 || catalog.has(path)
  const read = await sendBatches(context, toRead, batches, reading, isPushed)
  requireReadable(options, { scan, unchanged, units: read.units, isHeld: toRead.some(({ path }) => catalog.has(path)) })

  const settled = new Set([...toRead.map(({ path }) => path).filter(isPushed), ...gone.map(({ path }) => path)])
  const removed = await removeGone(context, read, [...settled])
  await refresh(context)
  await dropUnfinished(
    context,
    [...new Set([...unfinished, ...read.failed])].filter((path) => !settled.has(path)),
  )

  const files = [...found.rest, ...unchanged, ...catalogEntries(toRead, read.units, catalog)]
  return {
    head: context.head,
    fileList: fileList(files, repeated),
    record: scan.record,
    statistics: read.statistics,
    arrivals: read.arrivals.distinct(),
    removals: removed.count,
    isChanged:
      toRead.length + gone.length > 0 ||
      repeated !== before ||
      rootsIn(scan.record) !== rootsIn(start.head) ||
      unchanged.some((entry) => catalog.get(entry.path) !== entry),
    counts: {
      added: read.added - removed.updated,
      updated: removed.updated,
      removed: removed.count - removed.updated,
      skipped: unchanged.length,
      ...reportLists(scan, found.problems, files),
      failed: scan.problems.length + read.units.reduce((sum, unit) => sum + unit.problems.length, 0),
      bytes: read.units.reduce((sum, unit) => sum + unit.bytes, 0),
      sent: read.sent,
      blocksLeftOut: sumOfBlocks(read.units.map((unit) => unit.blocksLeftOut)),
    },
  }
}

const rootsIn = ({ roots, sources, emptyRoots }: RecordedRoots): string => JSON.stringify([roots, sources, emptyRoots])

const isSplittable = (file: SourceFile): boolean => formatOf(file.path).splittable === true

interface Reading {
  readonly clean: boolean
  readonly repeated: RepeatedLines
  readonly report: (problem: Problem) => void
}

/** What was read and sent. `keys` and `fresh` cover only files whose articles have to be remembered. */
class Sent {
  readonly #isKept: (path: string) => boolean
  readonly units: UnitResult[] = []
  readonly statistics = new StatisticsAccumulator()
  readonly keys = new Set<string>()
  readonly arrivals = new ArticleTally()
  /** New articles, as path and id. */
  readonly fresh = new Set<string>()
  /** Files that stop the thread that reads them; some of their articles may have been sent. */
  readonly failed = new Set<string>()
  added = 0
  sent = 0

  constructor(isKept: (path: string) => boolean) {
    this.#isKept = isKept
  }

  take({ units, deltas, seen, sent }: PushTaskResult): void {
    for (const unit of units) this.units.push(unit)
    for (const delta of deltas) this.statistics.add(delta, 1)
    for (const article of seen) {
      if (article.isNew) {
        this.added++
        this.arrivals.add(article.key)
      }
      if (!this.#isKept(article.path)) continue
      this.keys.add(article.key)
      if (article.isNew) this.fresh.add(articleName(article))
    }
    this.sent += sent
  }

  fail(unit: Unit, stop: Stop): PushTaskResult {
    if (unit.whole) this.failed.add(unit.path)
    return { units: [failedUnit(unit, stop)], seen: [], sent: 0, deltas: [] }
  }
}

const articleName = ({ path, id }: Pick<SeenArticle, 'path' | 'id'>): string => `${path}\u0000${id}`

/** @param isKept the files whose articles have to be remembered */
async function sendBatches(
  context: PushContext,
  files: readonly SourceFile[],
  batches: readonly (readonly Unit[])[],
  { clean, repeated, report }: Reading,
  isKept: (path: string) => boolean,
): Promise<Sent> {
  const { options, runner, analyzer, head, generation, client } = context
  const sent = new Sent(isKept)
  const total = files.reduce((sum, file) => sum + file.size, 0)
  let done = 0
  const onBytes = (bytes: number): void => {
    done += bytes
    options.onProgress?.({ stage: 'read', done, total, unit: 'bytes' })
  }
  const take = (result: PushTaskResult): void => {
    sent.take(result)
    for (const { problems } of result.units) for (const problem of problems) report(problem)
  }
  const base = { analyzer, clean, access: client.access, head, generation }
  const push = async (units: readonly Unit[]): Promise<PushTaskResult> => {
    const task = { ...base, units, repeatedLines: linesFor(pathsOf(units), repeated) }
    const result = await runner.push(task, onBytes)
    if (result.stopped === undefined) take(result)
    return result
  }
  await runBatches(batches, push, push, (unit, stop) => {
    const result = sent.fail(unit, stop)
    take(result)
    return result
  })
  return sent
}

async function removeGone(
  { client, head, analyzer, generation }: PushContext,
  { units, statistics, keys, fresh }: Sent,
  paths: readonly string[],
): Promise<{ count: number; updated: number }> {
  const counts = { count: 0, updated: 0 }
  const damaged = new Set(units.filter(isDamaged).map(({ path }) => path))
  const removal = {
    client,
    head,
    analyzer: openAnalyzer(analyzer),
    generation,
    isSeen: (key: string) => keys.has(key),
    // An article in a part that can't be read at the moment stays, unless there is a newer version of it.
    isKept: (article: { path: string; id: string }) => damaged.has(article.path) && !fresh.has(articleName(article)),
    onGone: (articles: readonly { path: string; id: string }[], delta: Parameters<StatisticsAccumulator['add']>[0]) => {
      statistics.add(delta, -1)
      counts.count += articles.length
      counts.updated += articles.filter((article) => fresh.has(articleName(article))).length
    },
  }
  await removeUnseen(removal, paths)
  return counts
}

/** Deletes articles that an unfinished push sent, if their files are gone or are as they were before. */
async function dropUnfinished(context: PushContext, paths: readonly string[]): Promise<void> {
  const { client, head, generation } = context
  for (let at = 0; at < paths.length; at += 100) {
    const query = all([oneOf('path', paths.slice(at, at + 100)), unfinished(head, generation)])
    await deleteWhere(client, head.index, query)
  }
}

const sampledBatches = 8
const sampledBytes = 512 << 10

/**
 * The average body length in units, 0 without articles. The sample is the beginnings of a few batches, spread over all.
 */
function averageLength(
  { analyzer }: PushContext,
  batches: readonly (readonly Unit[])[],
  { clean, repeated }: Reading,
): number {
  const articles: IndexableArticle[] = []
  const step = Math.max(1, Math.floor(batches.length / sampledBatches))
  for (let batch = 0; batch < batches.length; batch += step) {
    let bytes = 0
    for (const unit of batches[batch]!) {
      if (bytes >= sampledBytes) break
      const end = formatOf(unit.path).splittable === true ? Math.min(unit.end, unit.start + sampledBytes) : unit.end
      const part = { ...unit, end, whole: unit.whole && end === unit.end }
      const context = contextOf(unit, { clean, repeatedLines: linesFor([unit.path], repeated) })
      // A record that is cut off at the end becomes a problem, which is ignored here.
      readUnit(part, { known: new Map() }, context, (article) => articles.push(article))
      bytes += end - unit.start
    }
  }
  if (articles.length === 0) return 0
  return buildMemorySegment(articles, openAnalyzer(analyzer)).table.bodyUnits / articles.length
}

const pathsOf = (units: readonly Unit[]): Set<string> => new Set(units.map(({ path }) => path))

/*
 * What a push records about its sources, as lines of JSON in the collection's statistics: an array for each file, an
 * object for each folder whose pages share lines.
 */

/** The last two elements are missing in lists that older versions wrote. */
type FileLine = readonly [string, number, number, number, number, number, number?, number?]
type FolderLine = FolderLines & { readonly folder: string }

/** @param lines as {@link fileList} writes them */
function parseFileList(lines: readonly string[]): { catalog: Catalog; repeated: RepeatedLines } {
  const catalog = new Map<string, CatalogEntry>()
  const repeated = new Map<string, FolderLines>()
  for (const line of lines) {
    const entry = JSON.parse(line) as FileLine | FolderLine
    if ('folder' in entry) {
      repeated.set(entry.folder, { pages: entry.pages, lines: entry.lines })
    } else {
      const [path, size, mtimeMs, first, second, problems, changedUs = 0, inode = 0] = entry
      catalog.set(path, { path, size, mtimeMs, hash: [first, second], problems, changedUs, inode })
    }
  }
  return { catalog, repeated }
}

function fileList(files: readonly CatalogEntry[], repeated: RepeatedLines): string[] {
  return [
    ...files.map(({ path, size, mtimeMs, hash, problems, changedUs, inode }) =>
      JSON.stringify([path, size, mtimeMs, ...hash, problems, changedUs, inode]),
    ),
    ...Array.from(repeated, ([folder, decided]) => JSON.stringify({ folder, ...decided })),
  ]
}

export type PushRunner = Pick<TaskRunner, 'push' | 'close'>

export interface PushContext {
  readonly options: PushOptions
  readonly client: ClusterClient
  readonly analyzer: AnalyzerConfig
  /** The head that the last push wrote. */
  readonly head: CollectionHead
  readonly generation: number
  readonly lease: HeldLease
  readonly shape: CollectionShape
  readonly runner: PushRunner
  /** `performance.now()` at the start. */
  readonly began: number
}

/**
 * Creates the articles' index of a new collection. Its similarity contains the average body length, which is measured
 * first and stays the same in the collection's life.
 */
async function withArticles(context: PushContext, measure: () => number): Promise<PushContext> {
  if (context.head.reference > 0) return context
  const { client, lease, shape } = context
  const head = { ...context.head, reference: Math.max(1, Math.round(measure())) }
  // Noted first, so that a later push finds the index if this one dies.
  await lease.build(head)
  await createArticles(client, head.index, shape, head.reference)
  return { ...context, head }
}
