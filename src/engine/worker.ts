/** The worker thread: runs build, merge and push tasks, one at a time. */
import type { BuildTask, BuildTaskResult } from './build-task.js'
import { describeFailure } from './failure.js'
import type { Outcome } from './failure.js'
import type { RecutTask } from './lexicon/recut-task.js'
import type { MergeTask, MergeTaskResult } from './merge-task.js'
import type { PushTask, PushTaskResult } from './push-task.js'
import { runBuildTask, runMergeTask, runPushTask, runRecutTask } from './tasks.js'

export async function build(task: BuildTask): Promise<Outcome<BuildTaskResult>> {
  return outcome(() => runBuildTask(task))
}

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
