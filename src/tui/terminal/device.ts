/** The streams of the terminal: those given where they are one, else /dev/tty, so that `xunzhang tui | xargs` works. */
import { openSync, writeSync } from 'node:fs'
import { ReadStream, WriteStream } from 'node:tty'
import { XunzhangError } from '../../errors.js'

export interface Device {
  readonly stdin: ReadStream
  readonly stdout: WriteStream
  /** Descriptor to write to. */
  readonly output: number
  /** Descriptor to read from, for programs started on the same terminal. */
  readonly input: number
  readonly size: () => { columns: number; rows: number }
  /** All of it at once; silent when the terminal is gone, as setting the mode is. */
  readonly write: (text: string) => void
  readonly setRawMode: (isRaw: boolean) => void
  /** Calls `listener`, at least once, when the terminal is gone, also where no signal says so, as under sudo or setsid. */
  readonly onGone: (listener: () => void) => void
  readonly close: () => void
}

/** @throws XunzhangError UNAVAILABLE where there is no terminal at all */
export function openDevice(stdin: NodeJS.ReadStream, stdout: NodeJS.WriteStream): Device {
  const reading = stdin.isTTY ? { stream: stdin, descriptor: descriptorOf(stdin), own: false } : openReading()
  const writing = stdout.isTTY ? { stream: stdout, descriptor: descriptorOf(stdout), own: false } : openWriting()
  return {
    stdin: reading.stream,
    stdout: writing.stream,
    input: reading.descriptor,
    output: writing.descriptor,
    size: () => sizeOf(writing.stream),
    write: (text) => unlessGone(() => writeWhole(writing.descriptor, text)),
    setRawMode: (isRaw) => unlessGone(() => reading.stream.setRawMode(isRaw)),
    onGone: (listener) => {
      for (const event of ['end', 'error']) reading.stream.on(event, listener)
      if (reading.stream.readableEnded || reading.stream.errored !== null) listener()
    },
    close: () => {
      if (reading.own) reading.stream.destroy()
      if (writing.own) writing.stream.destroy()
    },
  }
}

function descriptorOf(stream: NodeJS.ReadStream | NodeJS.WriteStream): number {
  return (stream as unknown as { fd: number }).fd
}

function openReading(): { stream: ReadStream; descriptor: number; own: boolean } {
  const descriptor = openTerminal('r')
  return { stream: new ReadStream(descriptor), descriptor, own: true }
}

function openWriting(): { stream: WriteStream; descriptor: number; own: boolean } {
  const descriptor = openTerminal('w')
  return { stream: new WriteStream(descriptor), descriptor, own: true }
}

function openTerminal(flags: 'r' | 'w'): number {
  try {
    return openSync('/dev/tty', flags)
  } catch (error) {
    throw new XunzhangError('TERMINAL_MISSING', {}, { where: '/dev/tty', cause: error })
  }
}

/** What fails by a lost terminal is dropped: its input ends next. */
function unlessGone(act: () => void): void {
  try {
    act()
  } catch {
    // See above.
  }
}

/** Waits where the terminal is slow and its descriptor doesn't block. */
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
 * The size as it is now; 80 × 24 where nobody knows. Node keeps what it last heard of, and of a resize it hears neither
 * for a stream opened here nor while the program stands still.
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
