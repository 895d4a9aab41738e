/**
 * Prepares a collection for a push. The lease is taken first and everything else is done under it, so that two pushes
 * that begin at once, with a new collection or with --force, don't interfere.
 */
import { randomInt } from 'node:crypto'
import { resolve } from 'node:path'
import { openAnalyzer } from '../../text/analyzers/analyzers.js'
import type { AnalyzerConfig } from '../../text/analyzers/analyzers.js'
import type { ClusterClient } from '../../cluster/client.js'
import { createArticles, createStatistics, dropStatistics, hasClusterMode } from '../../cluster/create.js'
import type { CollectionShape } from '../../cluster/create.js'
import { readHeadPoint, requireReadable } from '../../cluster/head.js'
import type { CollectionHead, HeadPoint } from '../../cluster/head.js'
import { freeLease, takeLease } from '../../cluster/push/lease.js'
import type { HeldLease, LeaseSurroundings } from '../../cluster/push/lease.js'
import { XunzhangError } from '../../base/errors.js'
import type { PushOptions } from '../types.js'

export interface OpenedForPush {
  readonly lease: HeldLease
  /** The head that the last push wrote; that of an empty collection if the collection is new. */
  readonly head: CollectionHead
  readonly analyzer: AnalyzerConfig
}

const defaultShape: CollectionShape = { shards: 6, replicas: 1, writeConsistency: 1 }
/**
 * The generations of a new collection begin at a random number below this, so that leftovers of one that was deleted by
 * hand don't count in it.
 */
const firstNumbers = 2 ** 40

export async function openForPush(
  client: ClusterClient,
  options: PushOptions,
  surroundings: LeaseSurroundings,
): Promise<OpenedForPush> {
  const shape = shapeOf(options)
  const isForced = options.force === true
  const before = await readHeadPoint(client)
  // Options that must be refused are refused before anything is written.
  configure(isForced ? undefined : requireReadable(client, before?.head), options)
  const isNew = isForced || before?.head === undefined
  const isCluster = isNew && (await hasClusterMode(client, shape))
  const point = before ?? (await makePoint(client, shape))
  const lease = await takeLease(client, point, point.head?.generation ?? 0, surroundings)
  try {
    const now = await readHeadPoint(client)
    const found = isForced ? undefined : requireReadable(client, now?.head)
    const analyzer = configure(found, options)
    const create = { client, shape, isCluster, analyzer, clean: options.clean ?? false }
    const head = found ?? (await createUnder(lease, create, now))
    return { lease, head, analyzer }
  } catch (error) {
    await lease.release(false)
    throw error
  }
}

async function makePoint(client: ClusterClient, shape: CollectionShape): Promise<HeadPoint> {
  await createStatistics(client, shape, freeLease(randomInt(1, firstNumbers)))
  const point = await readHeadPoint(client)
  if (point !== undefined) return point
  throw new XunzhangError('CLUSTER_FAILS', { what: 'write' }, { where: client.access.address.text })
}

interface Creation {
  readonly client: ClusterClient
  readonly shape: CollectionShape
  readonly isCluster: boolean
  readonly analyzer: AnalyzerConfig
  readonly clean: boolean
}

/** Creates an empty collection and replaces an existing one, while the lease is held. */
async function createUnder(
  lease: HeldLease,
  { client, shape, isCluster, analyzer, clean }: Creation,
  before: HeadPoint | undefined,
): Promise<CollectionHead> {
  if (before?.head !== undefined) {
    // Without a head, nobody reads the old collection any more, whatever is left of it.
    await lease.change(undefined)
    await dropStatistics(client)
    await createStatistics(client, shape, lease.carried())
    await lease.confirm()
  }
  const head = await createArticles(client, shape, isCluster, {
    push: '',
    generation: lease.generation - 1,
    floor: lease.generation,
    dead: [],
    analyzer: openAnalyzer(analyzer).id,
    tokenizer: analyzer.tokenizer,
    lexicon: analyzer.lexicon,
    clean,
    roots: before?.head?.roots ?? [],
    ...(before?.head?.sources && { sources: before.head.sources }),
    reference: 0,
    articles: 0,
    bodyUnits: 0,
    sourceBytes: 0,
    postings: 0,
    catalogParts: 0,
    committed: '',
  })
  await lease.change(head)
  return head
}

function shapeOf(options: PushOptions): CollectionShape {
  const shape = {
    shards: options.shards ?? defaultShape.shards,
    replicas: options.replicas ?? defaultShape.replicas,
    writeConsistency: options.writeConsistency ?? defaultShape.writeConsistency,
  }
  if (shape.writeConsistency <= shape.replicas) return shape
  throw new XunzhangError('PUSH_OPTION', {
    what: 'consistency',
    wanted: shape.writeConsistency,
    replicas: shape.replicas,
  })
}

/**
 * The analyser of a push. Options that aren't given are taken from the last push.
 * @throws XunzhangError INDEX_ANALYZER, USAGE if an option differs from what the collection was created with
 */
function configure(head: CollectionHead | undefined, options: PushOptions): AnalyzerConfig {
  const analyzer: AnalyzerConfig = {
    tokenizer: options.tokenizer ?? (head?.tokenizer as AnalyzerConfig['tokenizer'] | undefined) ?? 'native',
    lexicon:
      options.lexicon === undefined ? (head?.lexicon ?? '') : options.lexicon === '' ? '' : resolve(options.lexicon),
  }
  const { id } = openAnalyzer(analyzer)
  if (head === undefined) return analyzer
  const details = { where: options.to }
  if (head.analyzer !== id) {
    throw new XunzhangError('ANALYZER_DIFFERS', { what: 'push', found: head.analyzer, expected: id }, details)
  }
  if (options.clean !== undefined && options.clean !== head.clean) {
    throw new XunzhangError('PUSH_OPTION', { what: head.clean ? 'clean' : 'unclean' }, details)
  }
  if (options.shards !== undefined && head.shards.length > 0 && options.shards !== head.shards.length) {
    throw new XunzhangError('PUSH_OPTION', { what: 'shards', shards: head.shards.length }, details)
  }
  return analyzer
}
