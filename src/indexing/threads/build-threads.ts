/** Worker threads that build: they start before there are tasks, and are handed some ahead. */
import { Worker } from 'node:worker_threads'
import type { BuildAnswer, BuildRequest } from '../tasks/build-thread.js'
import type { BuildTask, BuildTaskResult } from '../tasks/build-task.js'
import { reviveFailure } from './failure.js'
import { interrupted } from '../../commit/interrupted.js'
import type { Loading } from './loading.js'
import { bytesOf } from './runner.js'
import type { BuildThread } from './share-builds.js'
import type { Ticket } from './ticket.js'

export interface RequestedBuild {
  readonly task: BuildTask
  /** Told the size of the task when it is done. */
  readonly onBytes: (bytes: number) => void
}

export interface BuildThreads {
  readonly running: readonly BuildThread<RequestedBuild, BuildTaskResult>[]
  /** Starts threads until so many run. @throws XunzhangError INTERRUPTED */
  start(count: number): void
  /** Ends what runs and what waits; resolves when nothing runs any more. */
  close(): Promise<void>
}

export function createBuildThreads(filename: string, signal: AbortSignal | undefined, loading: Loading): BuildThreads {
  const running: ReturnType<typeof startThread>[] = []
  let ended: Promise<unknown> = Promise.resolve()
  const close = async (): Promise<void> => {
    signal?.removeEventListener('abort', onAbort)
    ended = Promise.all([ended, ...running.splice(0).map((thread) => thread.end())])
    await ended
  }
  const onAbort = (): void => void close()
  return {
    running,
    start: (count) => {
      if (signal?.aborted === true) throw interrupted()
      if (count > 0) signal?.addEventListener('abort', onAbort)
      while (running.length < count) running.push(startThread(filename, loading))
    },
    close,
  }
}

interface Waiting {
  readonly resolve: (result: BuildTaskResult | undefined) => void
  readonly reject: (error: unknown) => void
}

function startThread(filename: string, loading: Loading) {
  const waiting = new Map<number, Waiting>()
  let requests = 0
  let reason: Error | undefined
  const hasLoaded = loading.begin()
  const worker = new Worker(filename, { resourceLimits: { maxOldGenerationSizeMb: 1024 } })
  const fail = (error: Error): void => {
    reason ??= error
    hasLoaded()
    for (const { reject } of waiting.values()) reject(reason)
    waiting.clear()
  }
  worker.on('message', ({ number, outcome }: BuildAnswer) => {
    if (number === undefined) return hasLoaded()
    const { resolve, reject } = waiting.get(number)!
    waiting.delete(number)
    if (outcome !== undefined && 'failure' in outcome) reject(reviveFailure(outcome.failure))
    else resolve(outcome?.value)
  })
  worker.on('error', fail)
  worker.on('exit', () => fail(interrupted()))
  return {
    build: async ({ task, onBytes }: RequestedBuild, ticket: Ticket): Promise<BuildTaskResult | undefined> => {
      if (reason !== undefined) throw reason
      const result = await new Promise<BuildTaskResult | undefined>((resolve, reject) => {
        waiting.set(++requests, { resolve, reject })
        worker.postMessage({ number: requests, task, ticket } satisfies BuildRequest)
      })
      if (result !== undefined) onBytes(bytesOf(task))
      return result
    },
    end: () => worker.terminate(),
  }
}
