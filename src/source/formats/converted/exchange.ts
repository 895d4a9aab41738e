/**
 * Requests to another thread, for each of which the calling thread waits. An answer carries the number of its request,
 * so that a late answer, or a wake-up without one, is never taken for the answer to the next request.
 */
import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads'

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

export type ConversionRequest =
  | { readonly kind: 'docx'; readonly bytes: Uint8Array }
  | { readonly kind: 'pdf'; readonly bytes: Uint8Array }
  /** Several at once, because a request takes longer than parsing a short message. */
  | { readonly kind: 'mail'; readonly mails: readonly Uint8Array[] }

export interface ConvertedMail {
  readonly subject: string
  readonly from: string
  readonly date: string
  readonly id: string
  readonly html: string
  readonly text: string
  /** By lower-case name; of several headers with the same name the first. */
  readonly headers: Readonly<Record<string, string>>
  readonly attachments: readonly string[]
  /** True if the message has a file attached, which is not read. */
  readonly isAttached: boolean
}

export interface PdfPage {
  readonly paragraphs: readonly string[]
  /** Lines that pages repeat at their edges, and page numbers. */
  readonly furniture: readonly string[]
  /** True if the page has no text, like a scan. */
  readonly isBlank: boolean
}

export interface ConvertedPdf {
  readonly title: string
  readonly author: string
  readonly date: string
  /** True if fonts name an encoding whose table is not available: their text is missing. */
  readonly hasUnknownFonts: boolean
  readonly pages: readonly PdfPage[]
}

export type Failure = 'damaged' | 'encrypted' | 'slow'

export type ConversionAnswer =
  | { readonly failure: Failure }
  | { readonly html: string }
  | { readonly pdf: ConvertedPdf }
  /** Undefined for a message that couldn't be parsed. */
  | { readonly mails: readonly (ConvertedMail | undefined)[] }
