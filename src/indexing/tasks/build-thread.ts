/** A worker thread that builds one task after the other. It skips tasks that another thread has taken meanwhile. */
import { parentPort } from 'node:worker_threads'
import type { BuildTask, BuildTaskResult } from './build-task.js'
import { describeFailure, type Outcome } from '../threads/failure.js'
import { markUnit, takeTicket, type Ticket } from '../threads/share-builds.js'
import { runBuildTask } from './tasks.js'

export interface BuildRequest {
  readonly number: number
  readonly task: BuildTask
  readonly ticket: Ticket
}

/** The answer to a request; without a number, the message that the thread has loaded. */
export interface BuildAnswer {
  readonly number?: number
  /** Undefined if another thread had taken the task. */
  readonly outcome?: Outcome<BuildTaskResult>
}

const port = parentPort!
const turns = { last: Promise.resolve() }
port.on('message', (request: BuildRequest) => {
  turns.last = turns.last.then(async () => port.postMessage(await answer(request)))
})
port.postMessage({} satisfies BuildAnswer)

async function answer({ number, task, ticket }: BuildRequest): Promise<BuildAnswer> {
  if (!takeTicket(ticket)) return { number }
  try {
    return {
      number,
      outcome: { value: await runBuildTask(task, undefined, undefined, (unit) => markUnit(ticket, unit)) },
    }
  } catch (error) {
    return { number, outcome: { failure: describeFailure(error) } }
  }
}
