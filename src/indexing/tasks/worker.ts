/** The worker thread: runs tasks other than builds, one at a time. */
import { parentPort } from 'node:worker_threads'
import { describeFailure } from '../threads/failure.js'
import type { WorkerAnswer } from '../threads/worker-pool.js'
import type { RetokenizeTask } from '../user-words/retokenize-task.js'
import { runMergeTask, runPushTask, runRetokenizeTask, type MergeTask, type MergeTaskResult } from './tasks.js'
import type { PushTask, PushTaskResult } from '../push/push-task.js'

export type WorkerRequest =
  | { readonly name: 'merge'; readonly task: MergeTask }
  | { readonly name: 'retokenize'; readonly task: RetokenizeTask }
  | { readonly name: 'push'; readonly task: PushTask }

const port = parentPort!
const send = (answer: WorkerAnswer<MergeTaskResult | PushTaskResult>): void => port.postMessage(answer)
port.on('message', (request: WorkerRequest) => {
  run(request).then(
    (value) => send({ value }),
    (error: unknown) => send({ failure: describeFailure(error) }),
  )
})
send('loaded')

async function run(request: WorkerRequest): Promise<MergeTaskResult | PushTaskResult> {
  if (request.name === 'merge') return runMergeTask(request.task)
  return request.name === 'retokenize' ? runRetokenizeTask(request.task) : runPushTask(request.task)
}
