/** Little-endian numbers in place: views if machine and alignment allow it, otherwise copies. */

const isLittleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1

/** UTF-16 units, 2 bytes each. */
export function unitsOf(bytes: Uint8Array): Uint16Array {
  if (isLittleEndian && bytes.byteOffset % 2 === 0)
    return new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length >>> 1)
  const view = viewOf(bytes)
  return Uint16Array.from({ length: bytes.length >>> 1 }, (_, at) => view.getUint16(2 * at, true))
}

/** Unsigned numbers of 4 bytes. */
export function uint32View(bytes: Uint8Array): Uint32Array {
  if (isLittleEndian && bytes.byteOffset % 4 === 0)
    return new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >>> 2)
  const view = viewOf(bytes)
  return Uint32Array.from({ length: bytes.length >>> 2 }, (_, at) => view.getUint32(4 * at, true))
}

/** The same, signed. */
export function integersOf(bytes: Uint8Array): Int32Array {
  const unsigned = uint32View(bytes)
  return new Int32Array(unsigned.buffer, unsigned.byteOffset, unsigned.length)
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength)
}
