/** Where dictionaries put their lists: the postings section of a segment, written as it grows. */
import { createByteWriter, written } from '../../store/byte-writer.js'
import type { ByteWriter } from '../../store/byte-writer.js'

export interface PostingsSink {
  /** Encoders append here. */
  readonly buffer: ByteWriter
  /** Bytes since the section's start. */
  position(): number
  /** Hands a full buffer on; call between lists. */
  relieve(): void
  flush(): void
  /** Postings put so far, for statistics. */
  count: number
}

interface State extends PostingsSink {
  readonly write: (bytes: Uint8Array) => void
  handedOn: number
}

/** Bytes that are gathered before they go on: few enough to lie in the caches. */
const atOnce = 1 << 17

export function createPostingsSink(write: (bytes: Uint8Array) => void): PostingsSink {
  const sink: State = { buffer: createByteWriter(2 * atOnce), count: 0, handedOn: 0, write, position, relieve, flush }
  return sink
}

// Functions of the module: closures of each sink would be compiled anew, with all that calls them, for every batch.

function position(this: State): number {
  return this.handedOn + this.buffer.length
}

function relieve(this: State): void {
  if (this.buffer.length > atOnce) this.flush()
}

function flush(this: State): void {
  this.write(written(this.buffer))
  this.handedOn += this.buffer.length
  this.buffer.length = 0
}
