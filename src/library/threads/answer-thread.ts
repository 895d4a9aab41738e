/** The thread of {@link AnswerThreads}. */
import { parentPort } from 'node:worker_threads'
import { describeFailure } from '../../indexing/threads/failure.js'
import type { WorkerAnswer } from '../../indexing/threads/worker-pool.js'
import type { AnswerRequest } from './answer-threads.js'
import { openLive, type LiveIndex } from '../live-index.js'
import { openIndex } from '../open-index.js'
import type { Index, KwicLine } from '../types.js'

const port = parentPort!
const send = (answer: WorkerAnswer<unknown>): void => port.postMessage(answer)
/** By the folders. */
const opened = new Map<string, Promise<LiveIndex>>()

/** Looks for a newer commit at each request, because the main thread may already know one. */
function open({ dirs, timeout }: AnswerRequest): Promise<LiveIndex> {
  const key = dirs.join('\n')
  const live = opened.get(key) ?? openLive(() => openIndex(dirs, { timeout }), 0)
  opened.set(key, live)
  live.catch(() => opened.delete(key))
  return live
}

async function answer(request: AnswerRequest): Promise<unknown> {
  return (await open(request)).ask(({ index }) => compute(index, request))
}

async function compute(index: Index, { name, given }: AnswerRequest): Promise<unknown> {
  const methods = index as unknown as Readonly<Record<string, (first: unknown, second: unknown) => unknown>>
  const result = methods[name]!(given[0], given[1])
  if (name !== 'kwic') return result
  const lines: KwicLine[] = []
  try {
    for await (const line of result as AsyncIterable<KwicLine>) lines.push(line)
    return { lines }
  } catch (error) {
    return { lines, failure: describeFailure(error) }
  }
}

port.on('message', (request: AnswerRequest) => {
  answer(request).then(
    (value) => send({ value }),
    (error: unknown) => send({ failure: describeFailure(error) }),
  )
})
send('loaded')
