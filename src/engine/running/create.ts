/**
 * Runs tasks: small ones in this thread, where a thread's start would cost more than the work; large ones in worker
 * threads as well. Building stops after articles to hear signals, so this thread takes its part of it; merging
 * does not.
 */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { nodeFileSystem } from '../../store/file-system.js'
import type { FileSystem } from '../../store/file-system.js'
import type { BuildTask, BuildTaskResult } from '../build-task.js'
import { bytesOf, largeTask, stopsOften } from './runner.js'
import type { TaskRunner } from './runner.js'
import { shareBuilds } from './share-builds.js'
import { forgetBatch, inThisThread } from './this-thread.js'
import { inWorkers } from './workers.js'

/**
 * @param jobs threads at work at most, this one included
 * @param fs where segments are written; worker threads know only the machine's own
 */
export function createTaskRunner(jobs: number, signal: AbortSignal | undefined, fs: FileSystem): TaskRunner {
  const workerFile = fs === nodeFileSystem ? findWorkerFile() : undefined
  if (workerFile === undefined) return inThisThread(signal, fs)
  const threads = inWorkers(workerFile, jobs, signal)
  if (jobs === 1) return inThisThread(signal, fs, threads)
  const here = inThisThread(signal, fs)
  const runnerFor = (bytes: number): TaskRunner => (bytes >= largeTask ? threads : here)
  // Building has threads of its own: what it left in them, most of it memory for batches, goes before merging begins.
  const builders = inWorkers(workerFile, jobs - 1, signal)
  const shared = shareBuilds<BuildTask, BuildTaskResult>(
    (task, onBytes) => here.build(task, onBytes),
    (task, onBytes) => builders.build(task, onBytes),
    jobs - 1,
  )
  return {
    build: (task, onBytes) => {
      if (bytesOf(task) < largeTask) return here.build(task, onBytes)
      return stopsOften(task) ? shared(task, onBytes) : builders.build(task, onBytes)
    },
    merge: async (task) => {
      await forgetBatch()
      if (task.bytes < largeTask) return here.merge(task)
      await builders.close()
      return threads.merge(task)
    },
    recut: (task, open) => runnerFor(task.bytes).recut(task, open),
    push: (task, onBytes) => runnerFor(bytesOf(task)).push(task, onBytes),
    close: async () => {
      await Promise.all([here.close(), builders.close(), threads.close()])
    },
  }
}

function findWorkerFile(): string | undefined {
  return ['./worker.js', '../worker.js', '../../../dist/worker.js']
    .map((place) => fileURLToPath(new URL(place, import.meta.url)))
    .find((path) => existsSync(path))
}
