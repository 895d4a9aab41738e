/** Reads the bytes of a file or of a part of it. */
import { closeSync, readSync } from 'node:fs'
import { openSource, readSource } from '../../source/open-source.js'
import { batchBytes, type Unit } from '../scan/batches.js'

/**
 * The bytes of one unit of a file.
 * @param roomOf returns a buffer of at least so many bytes; it may be shared, as long as the caller has finished with
 * the bytes before the next part is read
 */
export function readBytes(
  unit: Unit,
  roomOf: (size: number) => Uint8Array = (size) => Buffer.allocUnsafeSlow(size),
): Uint8Array {
  const { start, end, whole } = unit
  if (whole) return readSource(unit)
  const handle = openSource(unit)
  try {
    const bytes = roomOf(end - start)
    let done = 0
    while (start + done < end) {
      const count = readSync(handle, bytes, done, end - start - done, start + done)
      if (count === 0) break
      done += count
    }
    return bytes.subarray(0, done)
  } finally {
    closeSync(handle)
  }
}

/** A buffer that is reused for the next part of a file, because allocating memory costs more than reading into it. */
let room: Uint8Array = new Uint8Array(0)

/** Larger buffers, which only a line longer than any batch needs, are not kept. */
const largestRoom = 2 * batchBytes

/** A buffer of at least so many bytes, which is valid until the next call. */
export function roomFor(size: number): Uint8Array {
  if (size > largestRoom) return Buffer.allocUnsafeSlow(size)
  if (room.length < size) room = Buffer.allocUnsafeSlow(size)
  return room
}

/** Frees the buffer. */
export function forgetRoom(): void {
  room = new Uint8Array(0)
}
