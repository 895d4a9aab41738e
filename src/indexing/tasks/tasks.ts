/** What runs in worker threads, or in the main thread where it is little. */
export { forgetBatch, runBuildTask } from './build-task.js'
export { runRecutTask } from '../taught/recut-task.js'
export { runMergeTask } from './merge-task.js'
export { runPushTask } from '../push/push-task.js'
