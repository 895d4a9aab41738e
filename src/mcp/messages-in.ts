/** Reads messages from the input, one a line, until another reader takes over the rest. */

/** In bytes. */
export const longestMessage = 4 << 20

/** How long to wait for answers after the end of the input. */
export const patienceMs = 10_000

export interface MessagesIn {
  /** The next line; undefined at the end of the input, and if the next line is longer than {@link longestMessage}. */
  readonly next: () => Promise<string | undefined>
  readonly isEnded: () => boolean
  /** The input that `next` has not returned. */
  readonly rest: () => AsyncGenerator<Buffer>
}

export function messagesIn(input: AsyncIterable<Buffer>): MessagesIn {
  const chunks = input[Symbol.asyncIterator]()
  let kept: Buffer = Buffer.alloc(0)
  /** No line ends in these first bytes of `kept`. */
  let searched = 0
  let isEnded = false
  return {
    isEnded: () => isEnded,
    next: async () => {
      for (;;) {
        const end = kept.indexOf(10, searched)
        if (end >= 0) {
          const line = kept.toString('utf8', 0, end)
          kept = kept.subarray(end + 1)
          searched = 0
          return line
        }
        searched = kept.length
        if (searched > longestMessage) return undefined
        const chunk = await chunks.next()
        isEnded = chunk.done === true
        if (chunk.done === true) return undefined
        kept = kept.length === 0 ? chunk.value : Buffer.concat([kept, chunk.value])
      }
    },
    rest: async function* () {
      if (kept.length > 0) yield kept
      for (;;) {
        const chunk = await chunks.next()
        if (chunk.done === true) return
        yield chunk.value
      }
    },
  }
}
