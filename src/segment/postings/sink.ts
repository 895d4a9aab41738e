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

export function createPostingsSink(write: (bytes: Uint8Array) => void): PostingsSink {
  const buffer = createByteWriter(1 << 20)
  let handedOn = 0
  const flush = (): void => {
    write(written(buffer))
    handedOn += buffer.length
    buffer.length = 0
  }
  return {
    buffer,
    position: () => handedOn + buffer.length,
    relieve: () => {
      if (buffer.length > 1 << 19) flush()
    },
    flush,
    count: 0,
  }
}
