/** Standard output: gathered, written in large pieces, waiting where the reader is slow. */
export interface Output {
  /** Adds text; returns a promise to wait for when a piece went out and the reader is slow. */
  write(text: string): Promise<void> | undefined
  /** Hands everything over; resolves when the system has taken it. */
  flush(): Promise<void>
}

const pieceLength = 1 << 16

/**
 * @param stream called on the first write only, since opening the stream costs a cold start some milliseconds
 * @param onError what ended the output, such as EPIPE when the reader has gone
 */
export function createOutput(stream: () => NodeJS.WritableStream, onError: (error: Error) => void): Output {
  let opened: NodeJS.WritableStream | undefined
  let pieces: string[] = []
  let length = 0

  const flush = async (): Promise<void> => {
    if (length === 0) return
    opened ??= stream().on('error', onError)
    const text = pieces.join('')
    pieces = []
    length = 0
    await new Promise<void>((resolve) => opened!.write(text, () => resolve()))
  }

  return {
    write(text) {
      pieces.push(text)
      length += text.length
      return length >= pieceLength ? flush() : undefined
    },
    flush,
  }
}
