/** The worker thread: runs tasks other than builds, one at a time. */
import { describeFailure } from '../threads/failure.js'
import type { Outcome } from '../threads/failure.js'
import type { RecutTask } from '../taught/recut-task.js'
import type { MergeTask, MergeTaskResult } from './merge-task.js'
import type { PushTask, PushTaskResult } from '../push/push-task.js'
import { runMergeTask, runPushTask, runRecutTask } from './tasks.js'

/** Does nothing; its answer shows that the thread has loaded. */
export function load(): void {}

export async function merge(task: MergeTask): Promise<Outcome<MergeTaskResult>> {
  return outcome(() => runMergeTask(task))
}

export async function recut(task: RecutTask): Promise<Outcome<MergeTaskResult>> {
  return outcome(() => runRecutTask(task))
}

export async function push(task: PushTask): Promise<Outcome<PushTaskResult>> {
  return outcome(() => runPushTask(task))
}

async function outcome<T>(work: () => T | Promise<T>): Promise<Outcome<T>> {
  try {
    return { value: await work() }
  } catch (error) {
    return { failure: describeFailure(error) }
  }
}
