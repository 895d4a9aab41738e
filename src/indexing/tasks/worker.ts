/** The worker thread: runs tasks one after the other. It skips builds that another thread has taken meanwhile. */
import { parentPort } from 'node:worker_threads'
import { answerRequests } from '../threads/failure.js'
import { markUnit, takeTicket, type Ticket } from '../threads/share-builds.js'
import type { RetokenizeTask } from '../user-words/retokenize-task.js'
import type { BuildTask } from './build-task.js'
import { runBuildTask, runMergeTask, runPushTask, runRetokenizeTask, type MergeTask } from './tasks.js'
import type { PushTask } from '../push/push-task.js'

export type WorkerRequest =
  | { readonly name: 'build'; readonly task: BuildTask; readonly ticket: Ticket }
  | { readonly name: 'merge'; readonly task: MergeTask }
  | { readonly name: 'retokenize'; readonly task: RetokenizeTask }
  | { readonly name: 'push'; readonly task: PushTask }

answerRequests(parentPort!, async (request: WorkerRequest) => {
  if (request.name === 'merge') return runMergeTask(request.task)
  if (request.name === 'retokenize') return runRetokenizeTask(request.task)
  if (request.name === 'push') return runPushTask(request.task)
  const { task, ticket } = request
  return takeTicket(ticket) ? runBuildTask(task, undefined, undefined, (unit) => markUnit(ticket, unit)) : undefined
})
