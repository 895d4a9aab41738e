/** The tasks that run in worker threads, or in the main thread if they are small. */
export { forgetBatch, runBuildTask } from './build-task.js'
export { runMergeTask, type MergeTask, type MergeTaskResult } from './merge-task.js'
export { runRetokenizeTask } from '../user-words/retokenize-task.js'
export { runPushTask } from '../push/push-task.js'
