/** The thread of {@link AnswerThreads}. */
import { parentPort } from 'node:worker_threads'
import { answerRequests, describeFailure } from '../../indexing/threads/failure.js'
import type { AnswerRequest } from './answer-threads.js'
import { openLive, type LiveIndex } from '../live-index.js'
import { openIndex } from '../open-index.js'
import type { Index, KwicLine } from '../types.js'

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

answerRequests(parentPort!, async (request: AnswerRequest) =>
  (await open(request)).ask(({ index }) => compute(index, request)),
)
