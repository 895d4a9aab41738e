/**
 * Questions to another thread, each of which this thread waits for. An answer names its question: one that comes late, or a
 * wake-up without one, must never pass for the answer to the next.
 */
import { receiveMessageOnPort } from 'node:worker_threads'
import type { MessagePort } from 'node:worker_threads'

/** What both sides hold: questions and answers go through the port, and each answer adds one to the count. */
export interface Line {
  readonly answered: Int32Array
  readonly port: MessagePort
}

interface Numbered<T> {
  readonly number: number
  readonly content: T
}

/** Milliseconds that one wait counts for at most: a process that was stopped meanwhile still has the rest of its time. */
const SLICE = 100

/** @returns asks, and waits so many milliseconds at most: undefined where nothing came */
export function createAsking<Question, Answer>({
  answered,
  port,
}: Line): (question: Question, milliseconds: number) => Answer | undefined {
  let number = 0
  return (content, milliseconds) => {
    let left = milliseconds
    port.postMessage({ number: ++number, content } satisfies Numbered<Question>)
    for (;;) {
      // Read before the port is: an answer that comes in between changes it, and ends the waiting at once.
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

/** Answers whatever is asked, one after the other. */
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
