/**
 * A growing byte buffer with the encodings that every file of the index uses:
 * little-endian fixed integers and LEB128 varints (7 bits a byte, low bits first).
 * Hot: plain functions over one object, no closures.
 */
export interface ByteWriter {
  bytes: Uint8Array
  length: number
}

export function createByteWriter(capacity = 1024): ByteWriter {
  // In this order: objects whose first field is `bytes`, but a number elsewhere, would share their shape with all
  // writers, and the first of them would deoptimise the code that V8 has compiled for these.
  return { length: 0, bytes: new Uint8Array(capacity) }
}

export function reserve(writer: ByteWriter, extra: number): void {
  const needed = writer.length + extra
  if (needed <= writer.bytes.length) return
  const grown = new Uint8Array(Math.max(needed, writer.bytes.length * 2))
  grown.set(writer.bytes.subarray(0, writer.length))
  writer.bytes = grown
}

/** Writes an integer in [0, 2^32) as a varint of 1 to 5 bytes. */
export function putVarint(writer: ByteWriter, value: number): void {
  if (writer.length + 5 > writer.bytes.length) reserve(writer, 5)
  const bytes = writer.bytes
  let at = writer.length
  let rest = value
  while (rest > 0x7f) {
    bytes[at++] = (rest & 0x7f) | 0x80
    rest >>>= 7
  }
  bytes[at++] = rest
  writer.length = at
}

/** Writes a safe integer ≥ 0 as a varint of up to 8 bytes: sizes, times and file offsets. */
export function putBigVarint(writer: ByteWriter, value: number): void {
  let rest = value
  while (rest > 0x7f) {
    putByte(writer, (rest % 128) | 0x80)
    rest = Math.floor(rest / 128)
  }
  putByte(writer, rest)
}

export function putByte(writer: ByteWriter, value: number): void {
  reserve(writer, 1)
  writer.bytes[writer.length++] = value
}

export function putUint32(writer: ByteWriter, value: number): void {
  reserve(writer, 4)
  const { bytes, length } = writer
  bytes[length] = value
  bytes[length + 1] = value >>> 8
  bytes[length + 2] = value >>> 16
  bytes[length + 3] = value >>> 24
  writer.length = length + 4
}

export function putBytes(writer: ByteWriter, source: Uint8Array): void {
  reserve(writer, source.length)
  writer.bytes.set(source, writer.length)
  writer.length += source.length
}

const encoder = new TextEncoder()

/** Writes a string as its UTF-8 length and bytes; a lone surrogate becomes U+FFFD, so never use it for article text. */
export function putString(writer: ByteWriter, text: string): void {
  if (text.length < 128 && putAscii(writer, text)) return
  const bytes = encoder.encode(text)
  putVarint(writer, bytes.length)
  putBytes(writer, bytes)
}

/** Writes a short string if it is ASCII, like IDs, dates and addresses: calling the encoder takes ten times as long. */
function putAscii(writer: ByteWriter, text: string): boolean {
  reserve(writer, text.length + 1)
  const { bytes, length } = writer
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit > 0x7f) return false
    bytes[length + 1 + i] = unit
  }
  bytes[length] = text.length
  writer.length = length + 1 + text.length
  return true
}

/** The bytes written so far; a view, valid until the next write. */
export function written(writer: ByteWriter): Uint8Array {
  return writer.bytes.subarray(0, writer.length)
}
