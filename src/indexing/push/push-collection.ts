/**
 * Making a collection on a cluster equal to a folder: scan it, read what changed in parallel, send what is new, take
 * away what went, add up the numbers, commit. Until the commit a search sees the push before.
 */
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { parseClusterAddress } from '../../store/address.js'
import { createClusterClient } from '../../cluster/client.js'
import type { ClusterClient } from '../../cluster/client.js'
import { createCollection } from '../../cluster/create.js'
import type { CollectionShape } from '../../cluster/create.js'
import { findHead } from '../../cluster/head.js'
import type { CollectionHead } from '../../cluster/head.js'
import { forgetUnfinished } from '../../cluster/push/writer.js'
import { XunzhangError } from '../../errors.js'
import { nodeFileSystem } from '../../store/file-system.js'
import { openAnalyzer } from '../../analyzers/analyzers.js'
import type { AnalyzerConfig } from '../../analyzers/analyzers.js'
import { requirePaths } from '../emptied.js'
import { commitPush } from './push-commit.js'
import type { PushContext } from './push-context.js'
import { readPush } from './push-read.js'
import { createTaskRunner } from '../threads/create.js'
import type { PushOptions, PushReport } from '../types.js'

const readTime = 60_000
const writeTime = 180_000
const defaultShape: CollectionShape = { shards: 6, replicas: 1, writeConsistency: 1 }

/**
 * Makes the collection `options.to` hold exactly the articles of `options.paths`.
 * @throws XunzhangError USAGE, INPUT_MISSING, INDEX_ANALYZER, INDEX_VERSION, LEXICON_INVALID, BACKEND, INTERRUPTED
 */
export async function pushCollection(options: PushOptions): Promise<PushReport> {
  const began = performance.now()
  requirePaths(options)
  for (const path of options.paths) requirePath(path)
  const { apiKey = process.env['QDRANT_API_KEY'], jobs = availableParallelism() } = options
  const client = createClusterClient({ address: parseClusterAddress(options.to), apiKey, readTime, writeTime })
  const found = options.force === true ? undefined : await findHead(client)
  const analyzer = configure(found, options)
  const head = found ?? (await create(client, analyzer, options))
  await forgetUnfinished({ client, head })
  const runner = createTaskRunner(jobs, options.signal, nodeFileSystem, options.compileLess)
  try {
    const generation = head.generation + 1
    const context: PushContext = { options, client, analyzer, head, generation, runner, began }
    const changes = await readPush(context)
    if (options.signal?.aborted === true) throw interruptedPush()
    return await commitPush(context, changes)
  } catch (error) {
    throw options.signal?.aborted === true ? interruptedPush() : error
  } finally {
    await runner.close()
  }
}

function interruptedPush(): XunzhangError {
  const remedy = 'Run the command again to go on: what has arrived is not sent again.'
  return new XunzhangError('INTERRUPTED', 'interrupted: the push before stands', { remedy })
}

function requirePath(path: string): void {
  if (existsSync(path)) return
  throw new XunzhangError('INPUT_MISSING', 'no such file or folder', { where: path, remedy: 'Check the path.' })
}

/** What the options leave open is as in the last push; what they change needs a push from the start. */
function configure(head: CollectionHead | undefined, options: PushOptions): AnalyzerConfig {
  const analyzer: AnalyzerConfig = {
    tokenizer: options.tokenizer ?? (head?.tokenizer as AnalyzerConfig['tokenizer'] | undefined) ?? 'native',
    lexicon:
      options.lexicon === undefined ? (head?.lexicon ?? '') : options.lexicon === '' ? '' : resolve(options.lexicon),
  }
  const { id } = openAnalyzer(analyzer)
  if (head === undefined) return analyzer
  const details = {
    where: options.to,
    remedy: 'Give the same options as before, or push everything anew with --force.',
  }
  if (head.analyzer !== id) {
    throw new XunzhangError('INDEX_ANALYZER', `pushed with analyser ${head.analyzer}, this is ${id}`, details)
  }
  if (options.clean !== undefined && options.clean !== head.clean) {
    throw new XunzhangError('USAGE', `pushed ${head.clean ? 'with' : 'without'} --clean`, details)
  }
  if (options.shards !== undefined && head.shards.length > 0 && options.shards !== head.shards.length) {
    throw new XunzhangError('USAGE', `the collection has ${head.shards.length} shards, which can't be changed`, details)
  }
  return analyzer
}

function create(client: ClusterClient, analyzer: AnalyzerConfig, options: PushOptions): Promise<CollectionHead> {
  const shape = {
    shards: options.shards ?? defaultShape.shards,
    replicas: options.replicas ?? defaultShape.replicas,
    writeConsistency: options.writeConsistency ?? defaultShape.writeConsistency,
  }
  if (shape.writeConsistency > shape.replicas) {
    const remedy = 'Give a --write-consistency that is no larger than --replicas.'
    throw new XunzhangError('USAGE', `${shape.writeConsistency} of ${shape.replicas} copies can't confirm a write`, {
      remedy,
    })
  }
  return createCollection(client, shape, {
    generation: 0,
    analyzer: openAnalyzer(analyzer).id,
    tokenizer: analyzer.tokenizer,
    lexicon: analyzer.lexicon,
    clean: options.clean ?? false,
    roots: [],
    reference: 0,
    articles: 0,
    bodyUnits: 0,
    sourceBytes: 0,
    postings: 0,
    catalogParts: 0,
    committed: '',
  })
}
