/** Receives the lists of dictionaries: the postings section of a segment, written as it grows. */
import { createByteWriter, written, type ByteWriter } from '../../store/byte-writer.js'

export interface PostingsSink {
  /** Encoders append here. */
  readonly buffer: ByteWriter
  /** Bytes since the section's start. */
  position(): number
  /** Writes out a full buffer; call between lists. */
  flushIfFull(): void
  flush(): void
  /** Postings so far, for statistics. */
  count: number
}

interface State extends PostingsSink {
  readonly write: (bytes: Uint8Array) => void
  bytesWritten: number
}

/** Bytes that are buffered before they are written: few enough for the CPU caches. */
const atOnce = 1 << 17

export function createPostingsSink(write: (bytes: Uint8Array) => void): PostingsSink {
  const sink: State = {
    buffer: createByteWriter(2 * atOnce),
    count: 0,
    bytesWritten: 0,
    write,
    position,
    flushIfFull,
    flush,
  }
  return sink
}

// Module functions: closures of each sink would be compiled again for every batch, with everything that calls them.

function position(this: State): number {
  return this.bytesWritten + this.buffer.length
}

function flushIfFull(this: State): void {
  if (this.buffer.length > atOnce) this.flush()
}

function flush(this: State): void {
  this.write(written(this.buffer))
  this.bytesWritten += this.buffer.length
  this.buffer.length = 0
}
