/* Numbers in place, as they lie in memory; the format is little-endian. Views if alignment allows it, otherwise copies. */

/** UTF-16 units, 2 bytes each. */
export function unitsOf(bytes: Uint8Array): Uint16Array {
  const { buffer, byteOffset, length } = bytes.byteOffset % 2 === 0 ? bytes : new Uint8Array(bytes)
  return new Uint16Array(buffer, byteOffset, length >>> 1)
}

/** Unsigned numbers of 4 bytes. */
export function uint32View(bytes: Uint8Array): Uint32Array {
  const { buffer, byteOffset, length } = bytes.byteOffset % 4 === 0 ? bytes : new Uint8Array(bytes)
  return new Uint32Array(buffer, byteOffset, length >>> 2)
}

/** The same, signed. */
export function integersOf(bytes: Uint8Array): Int32Array {
  const unsigned = uint32View(bytes)
  return new Int32Array(unsigned.buffer, unsigned.byteOffset, unsigned.length)
}

/** Reads what {@link ByteWriter} wrote. A cursor moves over bytes owned by the caller. */
export interface ByteReader {
  readonly bytes: Uint8Array
  at: number
}

export function createByteReader(bytes: Uint8Array, at = 0): ByteReader {
  return { bytes, at }
}

/** Reads a varint below 2^32. Reads zeros past the end: callers know their lengths, and checksums protect the bytes. */
export function getVarint(reader: ByteReader): number {
  const bytes = reader.bytes
  let at = reader.at
  let byte = bytes[at++]!
  if (byte < 0x80) {
    reader.at = at
    return byte
  }
  let value = byte & 0x7f
  let shift = 7
  do {
    byte = bytes[at++]!
    value |= (byte & 0x7f) << shift
    shift += 7
  } while (byte >= 0x80 && shift < 35)
  reader.at = at
  return value >>> 0
}

/** Reads a varint of up to 53 bits. */
export function getBigVarint(reader: ByteReader): number {
  let value = 0
  let factor = 1
  for (let count = 0; count < 8; count++) {
    const byte = reader.bytes[reader.at++] ?? 0
    value += (byte & 0x7f) * factor
    if (byte < 0x80) break
    factor *= 128
  }
  return value
}

export function getUint32(reader: ByteReader): number {
  const { bytes, at } = reader
  reader.at = at + 4
  return (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0
}

// A byte order mark is an ordinary character here.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

export function getString(reader: ByteReader): string {
  const length = getVarint(reader)
  const start = reader.at
  reader.at = start + length
  if (length === 0) return ''
  return length <= shortLength
    ? getShort(reader.bytes, start, start + length)
    : decode(reader.bytes, start, start + length)
}

/** Up to this many bytes, calling a decoder takes longer than its work. */
const shortLength = 24

function getShort(bytes: Uint8Array, start: number, end: number): string {
  let text = ''
  for (let at = start; at < end; at++) {
    if (bytes[at]! >= 0x80) return decode(bytes, start, end)
    text += String.fromCharCode(bytes[at]!)
  }
  return text
}

const decode = (bytes: Uint8Array, start: number, end: number): string => decoder.decode(bytes.subarray(start, end))

/**
 * The source of bytes. The reading half of the index knows only this interface, so that the same engine can run over a
 * local disk, an in-memory copy or ranged requests.
 */
export interface RandomAccess {
  /** Its name in errors, e.g. `index/3.seg`. */
  readonly name: string
  /** Number of readable bytes; checksums and trailers are not included. */
  readonly size: number
  /**
   * Bytes [start, end) as a read-only view, verified against their checksum.
   * @throws XunzhangError INDEX_DAMAGED if they aren't what was written
   */
  read(start: number, end: number): Uint8Array
  close(): void
}
