/**
 * Requests to another thread, for each of which the calling thread waits. An answer carries the number of its request,
 * so that a late answer, or a wake-up without one, is never taken for the answer to the next request.
 */
import { receiveMessageOnPort } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'

/** What both sides share: requests and answers go through the port, and each answer increments the count. */
export interface Line {
  readonly answered: Int32Array
  readonly port: MessagePort
}

interface Numbered<T> {
  readonly number: number
  readonly content: T
}

/**
 * The most milliseconds that one wait counts for, so that a process that was suspended meanwhile keeps the rest of its
 * time.
 */
const SLICE = 100

/**
 * @returns a function that sends a request and waits at most the given milliseconds; it returns undefined if no answer
 * came
 */
export function createAsking<Question, Answer>({
  answered,
  port,
}: Line): (question: Question, milliseconds: number) => Answer | undefined {
  let number = 0
  return (content, milliseconds) => {
    let left = milliseconds
    port.postMessage({ number: ++number, content } satisfies Numbered<Question>)
    for (;;) {
      // Read before the port: an answer that arrives in between changes the count, which ends the wait at once.
      const count = Atomics.load(answered, 0)
      const found = receiveMessageOnPort(port) as { readonly message: Numbered<Answer> } | undefined
      if (found?.message.number === number) return found.message.content
      if (found !== undefined) continue
      if (left <= 0) return undefined
      const before = performance.now()
      Atomics.wait(answered, 0, count, Math.min(SLICE, left))
      left -= Math.min(SLICE, performance.now() - before)
    }
  }
}

/** Answers every request that arrives. */
export function answerAll<Question, Answer>(
  { answered, port }: Line,
  answer: (question: Question) => Promise<Answer>,
): void {
  port.on('message', ({ number, content }: Numbered<Question>) => {
    void answer(content).then((found) => {
      port.postMessage({ number, content: found } satisfies Numbered<Answer>)
      Atomics.add(answered, 0, 1)
      Atomics.notify(answered, 0)
    })
  })
}
