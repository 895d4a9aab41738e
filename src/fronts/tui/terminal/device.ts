/**
 * The streams of the terminal: the given ones if they are a terminal, else /dev/tty, so that `xunzhang tui | xargs`
 * works.
 */
import { openSync, writeSync } from 'node:fs'
import { ReadStream, WriteStream } from 'node:tty'
import { XunzhangError } from '../../../base/errors.js'

export type Device = ReturnType<typeof openDevice>

/** @throws XunzhangError UNAVAILABLE if there is no terminal at all */
export function openDevice(given: NodeJS.ReadStream, shown: NodeJS.WriteStream) {
  const stdin = given.isTTY ? given : openReading()
  const stdout = shown.isTTY ? shown : opened(WriteStream, 'w')
  const [input, output] = [stdin, stdout].map((stream) => (stream as unknown as { fd: number }).fd) as [number, number]
  return {
    stdin,
    stdout,
    /** Descriptors, for programs started on the same terminal. */
    input,
    output,
    size: () => sizeOf(stdout),
    /** Writes the whole text; fails silently if the terminal is gone, as `setRawMode` does. */
    write: (text: string) => unlessGone(() => writeWhole(output, text)),
    setRawMode: (isRaw: boolean) => unlessGone(() => stdin.setRawMode(isRaw)),
    /** Calls `listener` at least once when the terminal is gone, also without a signal (sudo, setsid). */
    onGone: (listener: () => void) => {
      for (const event of ['end', 'error']) stdin.on(event, listener)
      if (stdin.readableEnded || stdin.errored !== null) listener()
    },
    close: () => {
      if (stdin !== given) stdin.destroy()
      if (stdout !== shown) stdout.destroy()
    },
  }
}

/** As Node does for its standard streams, the descriptor is kept on the stream. */
function opened<S extends object>(Stream: new (fd: number) => S, flags: 'r' | 'w'): S {
  try {
    const fd = openSync('/dev/tty', flags)
    return Object.assign(new Stream(fd), { fd })
  } catch (error) {
    throw new XunzhangError('NOT_INSTALLED', { what: 'terminal' }, { where: '/dev/tty', cause: error })
  }
}

function openReading(): ReadStream {
  const stream = opened(ReadStream, 'r')
  return stream.on('pause', () => stopReading(stream))
}

interface ReadInternals {
  readonly _handle: { reading: boolean; readStop: () => void } | null
  readonly _readableState: { reading: boolean }
}

/** Node does so for its own stdin; from another paused terminal it reads on, and takes keys from the program on it. */
function stopReading(stream: ReadStream): void {
  const { _handle: handle, _readableState: state } = stream as unknown as ReadInternals
  if (handle?.reading !== true) return
  handle.reading = false
  handle.readStop()
  // Else a stream that is resumed believes that it still reads.
  state.reading = false
}

/** Errors of a lost terminal are ignored, because its input ends next. */
function unlessGone(act: () => void): void {
  try {
    act()
  } catch {
    // See above.
  }
}

/** Waits if the terminal is slow and its descriptor is non-blocking. */
function writeWhole(descriptor: number, text: string): void {
  let bytes = Buffer.from(text)
  while (bytes.length > 0) {
    try {
      bytes = bytes.subarray(writeSync(descriptor, bytes))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2)
    }
  }
}

/**
 * The current size; 80 × 24 if it is unknown. Node caches the size, and it misses a resize of a stream opened here and
 * a resize while the program is stopped.
 */
function sizeOf(stream: WriteStream): { columns: number; rows: number } {
  try {
    ;(stream as WriteStream & { _refreshSize?: () => void })._refreshSize?.()
    const [columns, rows] = stream.getWindowSize()
    if (columns > 0 && rows > 0) return { columns, rows }
  } catch {
    // The terminal is gone.
  }
  return { columns: 80, rows: 24 }
}

/* Queries whether the terminal's background is light or dark (xterm's ctlseqs, OSC 11). */

export type Background = 'light' | 'dark'

/**
 * Every terminal answers the second query (DA1), so a terminal that does not know the first one is not waited for.
 * Answers that arrive later are dropped, like all input that is not a key.
 */
const questions = '\u001b]11;?\u001b\\\u001b[c'
const colour = /\u001b\]11;rgba?:([0-9a-f]{1,4})\/([0-9a-f]{1,4})\/([0-9a-f]{1,4})[^\u0007\u001b]*(?:\u0007|\u001b\\)/i
const attributes = /\u001b\[\?[\d;]*c/

/**
 * Turns raw mode on, so that no answer is echoed, and leaves it on. Keys typed meanwhile are put back into the stream.
 * @param waitMs longest wait; over a slow link the answer may come too late
 * @returns undefined if the terminal does not report it
 */
export async function backgroundOf(
  { stdin, setRawMode, write }: Pick<Device, 'stdin' | 'setRawMode' | 'write'>,
  waitMs: number,
): Promise<Background | undefined> {
  setRawMode(true)
  const input = await answerTo(stdin, () => write(questions), waitMs)
  const found = colour.exec(input)
  const typed = input.replace(colour, '').replace(attributes, '')
  if (typed !== '') stdin.unshift(Buffer.from(typed, 'latin1'))
  return found === null ? undefined : brightness(found.slice(1)) > 0.5 ? 'light' : 'dark'
}

/** All input until the last answer or the time limit; one UTF-16 unit for each byte. */
function answerTo(stdin: Device['stdin'], ask: () => void, waitMs: number): Promise<string> {
  return new Promise((resolve) => {
    let input = ''
    const finish = (): void => {
      clearTimeout(timer)
      stdin.off('data', take)
      for (const event of ['end', 'error']) stdin.off(event, finish)
      stdin.pause()
      resolve(input)
    }
    const take = (chunk: Buffer): void => {
      input += chunk.toString('latin1')
      if (attributes.test(input)) finish()
    }
    const timer = setTimeout(finish, waitMs)
    stdin.on('data', take)
    for (const event of ['end', 'error']) stdin.on(event, finish)
    ask()
  })
}

/** Relative luminance from 0 to 1 without gamma: it is only compared with 0.5. */
function brightness(channels: readonly string[]): number {
  const weights = [0.2126, 0.7152, 0.0722]
  const share = (hex: string): number => Number.parseInt(hex, 16) / (16 ** hex.length - 1)
  return channels.reduce((sum, hex, i) => sum + weights[i]! * share(hex), 0)
}
