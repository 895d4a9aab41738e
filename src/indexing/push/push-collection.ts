/**
 * Makes a collection on a cluster equal to a folder: scans it, reads what changed in parallel, sends new articles,
 * removes articles that are gone, updates the statistics, and commits. Until the commit, searches see the previous
 * push.
 */
import { randomUUID, randomInt } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { parseClusterAddress } from '../../storage/store/address.js'
import { createClusterClient, type ClusterAccess, type ClusterClient } from '../../cluster/client.js'
import { takeLease, mayRun, thisProcess } from '../../cluster/push/lease.js'
import type { LeaseSurroundings, HeldLease } from '../../cluster/push/lease.js'
import { deleteGone, refresh } from '../../cluster/push/writer.js'
import { XunzhangError } from '../../base/errors.js'
import { nodeFileSystem } from '../../storage/store/file-system.js'
import { checkPush, requirePaths } from '../check-options.js'
import { readPush, type PushContext, type PushRunner, type PushChanges } from './push-read.js'
import { TaskRunner } from '../threads/runner.js'
import type { PushOptions, PushReport } from '../types.js'
import { dropOldStatistics, layoutVersion, readHeadDocument, requireReadable } from '../../cluster/head.js'
import { writeFileList, type CollectionHead } from '../../cluster/head.js'
import { between, type Query } from '../../cluster/query.js'
import { generationsAfter, visibleAt } from '../../cluster/generations.js'
import { noTotals, totalNames, StatisticsAccumulator, type Totals } from '../../cluster/statistics/accumulator.js'
import { recount } from '../../cluster/push/update.js'
import { openAnalyzer, type AnalyzerConfig } from '../../text/analyzers/analyzers.js'
import { resolve } from 'node:path'
import { createStatistics, dropIndex, requireNodes } from '../../cluster/create.js'
import type { CollectionShape } from '../../cluster/create.js'

/**
 * The generations of a new collection begin at a random number below this, so that leftovers of one that was deleted by
 * hand don't count in it.
 */
const firstNumbers = 2 ** 40

/**
 * Prepares a collection for a push. The lease is taken first and everything else is done under it, so that two pushes
 * that begin at once, with a new collection or with --force, don't interfere.
 * @returns the lease, and the head that the last push wrote; that of an empty collection if the collection is new
 */
async function openForPush(
  client: ClusterClient,
  options: PushOptions,
  surroundings: LeaseSurroundings,
): Promise<Pick<PushContext, 'lease' | 'head' | 'analyzer' | 'shape'>> {
  const shape = shapeOf(options)
  const isForced = options.force === true
  const before = await readHeadDocument(client)
  // Options that must be refused are refused before anything is written.
  configure(isForced ? undefined : requireReadable(client, before.head), options)
  if (isForced || before.head === undefined) await requireNodes(client, shape)
  if (before.change === undefined) await createStatistics(client, shape)
  const least = before.change === undefined ? randomInt(1, firstNumbers) : 0
  const lease = await takeLease(client, before, least, surroundings)
  try {
    const { head: last, built } = lease.document
    const found = isForced ? undefined : requireReadable(client, last)
    const analyzer = configure(found, options)
    if (built !== undefined) {
      // Left by a push that died: no search has ever seen it.
      await dropIndex(client, built.index)
      await lease.build(undefined)
    }
    return { lease, head: found ?? emptyHead(client, lease, shape, analyzer, options, last), analyzer, shape }
  } catch (error) {
    await lease.release(false)
    throw error
  }
}

/** Another index of articles than that of the last head, which searches see until the commit. */
function emptyHead(
  client: ClusterClient,
  { generation }: HeldLease,
  { shards }: CollectionShape,
  analyzer: AnalyzerConfig,
  { clean = false }: PushOptions,
  last: CollectionHead | undefined,
): CollectionHead {
  return {
    push: '',
    generation: generation - 1,
    floor: generation,
    dead: [],
    layout: layoutVersion,
    index: `${client.access.address.collection}.articles-${generation}`,
    shards,
    analyzer: openAnalyzer(analyzer).id,
    tokenizer: analyzer.tokenizer,
    lexicon: analyzer.lexicon,
    clean,
    roots: last?.roots ?? [],
    ...(last?.sources && { sources: last.sources }),
    reference: 0,
    ...noTotals,
    catalogParts: 0,
    committed: '',
  }
}

function shapeOf({ shards = 6, replicas = 1, writeConsistency = 1 }: PushOptions): CollectionShape {
  if (writeConsistency <= replicas) return { shards, replicas, writeConsistency }
  throw new XunzhangError('PUSH_OPTION', { what: 'consistency', wanted: writeConsistency, replicas })
}

/**
 * The analyser of a push. Options that aren't given are taken from the last push.
 * @throws XunzhangError INDEX_ANALYZER, USAGE if an option differs from what the collection was created with
 */
function configure(head: CollectionHead | undefined, options: PushOptions): AnalyzerConfig {
  const tokenizer = options.tokenizer ?? (head?.tokenizer as AnalyzerConfig['tokenizer'] | undefined) ?? 'native'
  const lexicon = options.lexicon === undefined ? (head?.lexicon ?? '') : options.lexicon && resolve(options.lexicon)
  const analyzer: AnalyzerConfig = { tokenizer, lexicon }
  const { id } = openAnalyzer(analyzer)
  if (head === undefined) return analyzer
  const details = { where: options.to }
  if (head.analyzer !== id) {
    throw new XunzhangError('ANALYZER_DIFFERS', { what: 'push', found: head.analyzer, expected: id }, details)
  }
  if (options.clean !== undefined && options.clean !== head.clean) {
    throw new XunzhangError('PUSH_OPTION', { what: head.clean ? 'clean' : 'unclean' }, details)
  }
  if (options.shards !== undefined && options.shards !== head.shards) {
    throw new XunzhangError('PUSH_OPTION', { what: 'shards', shards: head.shards }, details)
  }
  return analyzer
}

/** Makes a push visible: writes the statistics first and the head last, then removes what no search sees any more. */
async function commitPush(context: PushContext, changes: PushChanges): Promise<PushReport> {
  const { client, generation, options, began, lease } = context
  const { head, counts } = changes
  const seconds = (): number => (performance.now() - began) / 1000
  if (!changes.isChanged && head.committed !== '') return { articles: head.articles, ...counts, seconds: seconds() }
  const last = lease.document.head
  await refresh({ client, head })
  await waitForCopies(context, head)
  await requireArrived(context, changes)
  const { statistics, base } = await agreeing(context, changes)
  const target = { client, head, generation, isWhole: base === noTotals }
  await statistics.write(target, (done, total) => options.onProgress?.({ stage: 'commit', done, total, unit: 'files' }))
  const catalogParts = await writeFileList(client, generation, changes.fileList)
  const next: CollectionHead = {
    ...head,
    ...sum(base, statistics.totals),
    ...generationsAfter(head, generation),
    layout: layoutVersion,
    push: lease.push,
    ...changes.record,
    catalogParts,
    committed: new Date().toISOString(),
  }
  await lease.commit(next)
  await deleteGone(context, next)
  await dropOldStatistics(client, [head.generation, ...next.dead.slice(-100)], next.floor)
  if (last !== undefined && last.index !== next.index) await dropIndex(client, last.index)
  await client.write('POST', `${next.index}/_flush`)
  if (last?.index !== next.index && next.articles <= mostMerged * next.shards) {
    // Merged in the background: the server keeps a second copy of each article until its segment is merged.
    await client.write('POST', `${next.index}/_forcemerge?max_num_segments=1&wait_for_completion=false`)
  }
  return { articles: next.articles, ...counts, seconds: seconds() }
}

/** Articles of a shard whose segments are merged into one. */
const mostMerged = 500_000

/** Checks that the server has kept everything that it acknowledged. @throws XunzhangError BACKEND if it hasn't */
async function requireArrived({ client, generation, options }: PushContext, changes: PushChanges): Promise<void> {
  const own = (key: string): Promise<number> => countIn(client, changes.head, between(key, generation, generation))
  const [arrived, gone] = [await own('since'), await own('until')]
  const { arrivals, removals } = changes
  if (arrived === arrivals && gone === removals) return
  const what = arrived === arrivals ? 'removed' : 'arrived'
  throw new XunzhangError('PUSH_INCOMPLETE', { what, arrived, arrivals, gone, removals }, { where: options.to })
}

async function countIn(client: ClusterClient, { index }: CollectionHead, query: Query): Promise<number> {
  return (await client.read<{ count: number }>('POST', `${index}/_count?preference=_primary`, { query })).count
}

const pauseForCopies = 100

/** Waits until all copies of the articles have what was written. */
async function waitForCopies({ client }: PushContext, { index }: CollectionHead): Promise<void> {
  const path = `_cat/segment_replication/${index}?format=json&h=checkpoints_behind,current_lag`
  const until = Date.now() + writeTime
  for (;;) {
    const behind = await copiesBehind(client, path)
    if (behind === 0 || Date.now() > until) return
    await new Promise((resolve) => setTimeout(resolve, pauseForCopies))
  }
}

/** `_cat` answers with a list, which the client takes as it takes any JSON. */
async function copiesBehind(client: ClusterClient, path: string): Promise<number> {
  const rows = Object.values(await client.read<Record<string, { checkpoints_behind?: string }>>('GET', path))
  return rows.reduce((sum, { checkpoints_behind }) => sum + Number(checkpoints_behind ?? 0), 0)
}

/** The statistics to commit; computed again from all articles if they disagree with the articles on the server. */
async function agreeing(
  { client, generation, analyzer }: PushContext,
  { head, statistics }: PushChanges,
): Promise<{ statistics: StatisticsAccumulator; base: Totals }> {
  const next = { ...head, ...generationsAfter(head, generation) }
  if ((await countIn(client, head, visibleAt(next))) === head.articles + statistics.totals.articles)
    return { statistics, base: head }
  const fresh = new StatisticsAccumulator()
  await recount(client, openAnalyzer(analyzer), next, (delta) => fresh.add(delta, 1))
  return { statistics: fresh, base: noTotals }
}

function sum(a: Totals, b: Totals): Totals {
  const total = { ...noTotals }
  for (const name of totalNames) total[name] = a[name] + b[name]
  return total
}

const readTime = 60_000
const writeTime = 180_000

/** What a push needs from outside; tests simulate it. */
export interface PushSurroundings extends LeaseSurroundings {
  readonly client: (access: ClusterAccess) => ClusterClient
  readonly runner: (options: PushOptions) => PushRunner
}

const real: PushSurroundings = {
  client: createClusterClient,
  runner: ({ jobs = availableParallelism(), signal, compileLess }) =>
    new TaskRunner(jobs, signal, nodeFileSystem, compileLess),
  now: Date.now,
  newName: randomUUID,
  owner: thisProcess(),
  mayRun,
  every: (milliseconds, call) => {
    const timer = setInterval(call, milliseconds).unref()
    return () => clearInterval(timer)
  },
}

/**
 * Makes the collection `options.to` contain exactly the articles of `options.paths`.
 * @throws XunzhangError USAGE, INPUT_MISSING, INDEX_ANALYZER, INDEX_VERSION, INDEX_LOCKED, LEXICON_INVALID, BACKEND,
 * INTERRUPTED
 */
export async function pushCollection(options: PushOptions, surroundings: PushSurroundings = real): Promise<PushReport> {
  const began = performance.now()
  checkPush(options)
  requirePaths(options.paths)
  const { apiKey = process.env['OPENSEARCH_KEY'] } = options
  const client = surroundings.client({ address: parseClusterAddress(options.to), apiKey, readTime, writeTime })
  const open = await openForPush(client, options, surroundings)
  const { lease } = open
  let wroteNothing = false
  try {
    const runner = surroundings.runner(options)
    try {
      const context: PushContext = { ...open, options, client, generation: lease.generation, runner, began }
      const push = async (): Promise<PushReport> => {
        if (context.head.committed !== '') {
          await refresh(context)
          await deleteGone(context, context.head)
        }
        const changes = await readPush(context)
        if (options.signal?.aborted === true) throw interruptedPush()
        wroteNothing = !changes.isChanged && changes.head.committed !== ''
        return commitPush(context, changes)
      }
      return await Promise.race([push(), lease.lost])
    } finally {
      await runner.close()
    }
  } catch (error) {
    throw options.signal?.aborted === true ? interruptedPush() : error
  } finally {
    await lease.release(wroteNothing)
  }
}

function interruptedPush(): XunzhangError {
  return new XunzhangError('INTERRUPTED', { what: 'push' })
}
