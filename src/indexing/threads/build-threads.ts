/** Worker threads that build. They start before there are tasks, and get some tasks in advance. */
import { Worker } from 'node:worker_threads'
import type { BuildAnswer, BuildRequest } from '../tasks/build-thread.js'
import type { BuildTask, BuildTaskResult } from '../tasks/build-task.js'
import { reviveFailure } from './failure.js'
import { interrupted } from '../../storage/commit/write-errors.js'
import type { Loading } from './compile-less.js'
import { bytesOf } from '../scan/batches.js'
import { isTakenBy, unitOf, type BuildThread, type Ticket } from './share-builds.js'
import { stopOf, threadMemory } from '../tasks/in-parts.js'

/** What a thread does: builds, any other task of indexing, or answers. */
export type ThreadPart = 'builder' | 'worker' | 'answerer'

export interface RequestedBuild {
  readonly task: BuildTask
  /** Called with the size of the task when it is done. */
  readonly onBytes: (bytes: number) => void
}

export interface BuildThreads {
  readonly running: readonly BuildThread<RequestedBuild, BuildTaskResult>[]
  /** Starts threads until `count` are running. @throws XunzhangError INTERRUPTED */
  start(count: number): void
  /** Ends running and waiting tasks; resolves when nothing runs any more. */
  close(): Promise<void>
}

export function createBuildThreads(filename: string, signal: AbortSignal | undefined, loading: Loading): BuildThreads {
  const running: RunningThread[] = []
  let ended: Promise<unknown> = Promise.resolve()
  const close = async (): Promise<void> => {
    signal?.removeEventListener('abort', onAbort)
    ended = Promise.all([ended, ...running.splice(0).map((thread) => thread.end())])
    await ended
  }
  const onAbort = (): void => void close()
  const replace = (thread: RunningThread): void => {
    const at = running.indexOf(thread)
    if (at >= 0) running[at] = startThread(filename, loading, replace)
  }
  return {
    running,
    start: (count) => {
      if (signal?.aborted === true) throw interrupted()
      if (count > 0) signal?.addEventListener('abort', onAbort)
      while (running.length < count) running.push(startThread(filename, loading, replace))
    },
    close,
  }
}

interface Waiting {
  readonly ticket: Ticket
  readonly resolve: (result: BuildTaskResult | undefined) => void
  readonly reject: (error: unknown) => void
}

interface RunningThread extends BuildThread<RequestedBuild, BuildTaskResult> {
  end(): Promise<unknown>
}

/** @param onDeath called if the thread died from what it read, before its tasks are settled */
function startThread(filename: string, loading: Loading, onDeath: (thread: RunningThread) => void): RunningThread {
  const waiting = new Map<number, Waiting>()
  let requests = 0
  let reason: Error | undefined
  let isReady = false
  let isEnded = false
  const hasLoaded = loading.begin()
  const worker = new Worker(filename, {
    workerData: 'builder' satisfies ThreadPart,
    resourceLimits: { maxOldGenerationSizeMb: threadMemory },
  })
  const { threadId } = worker
  const fail = (error: Error, settle: (task: Waiting) => void = ({ reject }) => reject(error)): void => {
    reason ??= error
    hasLoaded()
    for (const task of waiting.values()) settle(task)
    waiting.clear()
  }
  const die = (error: Error): void => {
    if (reason !== undefined) return
    // A thread that can't even load isn't replaced, because this would go on for ever.
    if (!isReady || isEnded) return fail(error)
    onDeath(thread)
    const { reason: why } = stopOf(error, 0) ?? { reason: 'thread' as const }
    fail(error, ({ ticket, resolve }) =>
      resolve(isTakenBy(ticket, threadId) ? { units: [], stopped: { unit: unitOf(ticket), reason: why } } : undefined),
    )
  }
  worker.on('message', ({ number, outcome }: BuildAnswer) => {
    if (number === undefined) {
      isReady = true
      return hasLoaded()
    }
    const { resolve, reject } = waiting.get(number)!
    waiting.delete(number)
    if (outcome !== undefined && 'failure' in outcome) reject(reviveFailure(outcome.failure))
    else resolve(outcome?.value)
  })
  worker.on('error', die)
  worker.on('exit', () => die(interrupted()))
  const thread: RunningThread = {
    build: async ({ task, onBytes }, ticket) => {
      if (reason !== undefined) throw reason
      const result = await new Promise<BuildTaskResult | undefined>((resolve, reject) => {
        waiting.set(++requests, { ticket, resolve, reject })
        worker.postMessage({ number: requests, task, ticket } satisfies BuildRequest)
      })
      if (result !== undefined && result.stopped === undefined) onBytes(bytesOf(task))
      return result
    },
    end: () => {
      isEnded = true
      return worker.terminate()
    },
  }
  return thread
}
