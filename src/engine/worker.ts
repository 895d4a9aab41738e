/** The worker thread: runs build and merge tasks, one at a time. */
import { runBuildTask } from './build-task.js'
import type { BuildTask, BuildTaskResult } from './build-task.js'
import { runMergeTask } from './merge-task.js'
import type { MergeTask, MergeTaskResult } from './merge-task.js'

export function build(task: BuildTask): Promise<BuildTaskResult> {
  return runBuildTask(task)
}

export function merge(task: MergeTask): MergeTaskResult {
  return runMergeTask(task)
}
