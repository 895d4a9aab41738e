/**
 * Makes a collection on a cluster equal to a folder: scans it, reads what changed in parallel, sends new articles,
 * removes articles that are gone, updates the statistics, and commits. Until the commit, searches see the previous
 * push.
 */
import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { parseClusterAddress } from '../../storage/store/address.js'
import { createClusterClient } from '../../cluster/client.js'
import type { ClusterAccess, ClusterClient } from '../../cluster/client.js'
import type { LeaseSurroundings } from '../../cluster/push/lease.js'
import { mayRun, thisProcess } from '../../cluster/push/owner.js'
import { forgetUnfinished } from '../../cluster/push/writer.js'
import { XunzhangError } from '../../base/errors.js'
import { nodeFileSystem } from '../../storage/store/file-system.js'
import { checkPush } from '../check-options.js'
import { commitPush } from './push-commit.js'
import type { PushContext, PushRunner } from './push-context.js'
import { openForPush } from './open-for-push.js'
import { readPush } from './push-read.js'
import { createTaskRunner } from '../threads/create.js'
import type { PushOptions, PushReport } from '../types.js'

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
    createTaskRunner(jobs, signal, nodeFileSystem, compileLess),
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
  for (const path of options.paths) requirePath(path)
  const { apiKey = process.env['QDRANT_API_KEY'] } = options
  const client = surroundings.client({ address: parseClusterAddress(options.to), apiKey, readTime, writeTime })
  const open = await openForPush(client, options, surroundings)
  const { lease } = open
  let wroteNothing = false
  try {
    const runner = surroundings.runner(options)
    try {
      const context: PushContext = { ...open, options, client, generation: lease.generation, runner, began }
      const pushed = pushChanges(context, () => (wroteNothing = true))
      return await Promise.race([pushed, lease.lost])
    } finally {
      await runner.close()
    }
  } catch (error) {
    throw options.signal?.aborted === true ? interruptedPush() : error
  } finally {
    await lease.release(wroteNothing)
  }
}

async function pushChanges(context: PushContext, onNothing: () => void): Promise<PushReport> {
  await forgetUnfinished(context)
  const changes = await readPush(context)
  if (context.options.signal?.aborted === true) throw interruptedPush()
  if (!changes.isChanged && changes.head.committed !== '') onNothing()
  return commitPush(context, changes)
}

function interruptedPush(): XunzhangError {
  return new XunzhangError('PUSH_INTERRUPTED', {})
}

function requirePath(path: string): void {
  if (existsSync(path)) return
  throw new XunzhangError('PATH_MISSING', {}, { where: path })
}
