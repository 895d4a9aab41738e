/** Standard output: buffered, written in large pieces, waiting if the reader is slow. And whether a stream is a terminal. */
import { fstatSync, statSync, writeSync } from 'node:fs'

export type Output = ReturnType<typeof createOutput>

const pieceLength = 1 << 16

/**
 * Writes to the file descriptor as long as it accepts everything, because opening Node's stream costs a cold start some
 * milliseconds.
 * @param stream standard output as a stream, for what the descriptor doesn't accept at once
 * @param onError gets the error that ended the output, such as EPIPE if the reader is gone
 */
export function createOutput(stream: () => NodeJS.WritableStream, onError: (error: Error) => void) {
  let opened: NodeJS.WritableStream | undefined
  let pieces: string[] = []
  let length = 0

  /** Writes everything; resolves when the system has taken it. */
  const flush = async (): Promise<void> => {
    if (length === 0) return
    const bytes = Buffer.from(pieces.join(''))
    pieces = []
    length = 0
    const rest = opened === undefined ? writeAtOnce(bytes, onError) : bytes
    if (rest.length === 0) return
    opened ??= stream().on('error', onError)
    await new Promise<void>((resolve) => opened!.write(rest, () => resolve()))
  }

  return {
    /** Adds text; returns a promise to wait for if a piece was written, because the reader may be slow. */
    write(text: string): Promise<void> | undefined {
      pieces.push(text)
      length += text.length
      return length >= pieceLength ? flush() : undefined
    },
    flush,
  }
}

/** @returns the bytes that a non-blocking descriptor did not accept */
function writeAtOnce(bytes: Uint8Array, onError: (error: Error) => void): Uint8Array {
  let done = 0
  try {
    while (done < bytes.length) done += writeSync(1, bytes, done)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') onError(error as Error)
  }
  return bytes.subarray(done)
}

/** Loads Node's terminal code only if the descriptor may be a terminal, to keep a cold start fast. */
export function isTerminal(descriptor: 0 | 1 | 2): boolean {
  try {
    const status = fstatSync(descriptor)
    if (!status.isCharacterDevice() || status.rdev === nullDevice()) return false
  } catch {
    return false
  }
  return process.getBuiltinModule('node:tty').isatty(descriptor)
}

export type Terminals = Readonly<ReturnType<typeof findTerminals>>

export function findTerminals() {
  return { input: isTerminal(0), output: isTerminal(1), errors: isTerminal(2) }
}

/** The device number of /dev/null, to which scripts send unwanted output. */
function nullDevice(): number | undefined {
  return process.platform === 'win32' ? undefined : statSync('/dev/null').rdev
}

/** Writes to standard error at once, without loading its stream. */
export function writeToErrors(text: string): void {
  try {
    writeSync(2, text)
  } catch {
    // Standard error is closed, and there is no other place to report it.
  }
}
