/** Converts ranges of UTF-16 units to strings. */

/** Limit for one call: its arguments are on the stack. */
const longestCall = 4096

/**
 * The string of units[start, end). Nearly all are words of up to four units; passing them one by one takes a tenth of
 * the time of an array of arguments.
 */
export function textOf(units: Uint16Array, start: number, end: number): string {
  switch (end - start) {
    case 1:
      return String.fromCharCode(units[start]!)
    case 2:
      return String.fromCharCode(units[start]!, units[start + 1]!)
    case 3:
      return String.fromCharCode(units[start]!, units[start + 1]!, units[start + 2]!)
    case 4:
      return String.fromCharCode(units[start]!, units[start + 1]!, units[start + 2]!, units[start + 3]!)
    default:
      return longText(units, start, end)
  }
}

/** For shorter ranges, a buffer is not faster. */
const fewestInBuffer = 28

/** Node's buffers make long strings four to fifteen times as fast; other platforms have none. */
const { Buffer } = globalThis as { readonly Buffer?: typeof globalThis.Buffer }

function longText(units: Uint16Array, start: number, end: number): string {
  if (Buffer !== undefined && end - start >= fewestInBuffer) {
    return Buffer.from(units.buffer, units.byteOffset + 2 * start, 2 * (end - start)).toString('utf16le')
  }
  let text = ''
  for (let at = start; at < end; at += longestCall) {
    const part = units.subarray(at, Math.min(at + longestCall, end))
    // eslint-disable-next-line no-restricted-syntax -- of fixed size: `longestCall`
    text += String.fromCharCode.apply(null, part as unknown as number[])
  }
  return text
}

export function unitsOf(text: string): Uint16Array {
  const units = new Uint16Array(text.length)
  for (let at = 0; at < text.length; at++) units[at] = text.charCodeAt(at)
  return units
}

/** Bytes that a part of a well-formed text takes in UTF-8. */
export function utf8Length(text: string, from: number, to: number): number {
  let bytes = 0
  for (let i = from; i < to; i++) {
    const unit = text.charCodeAt(i)
    // Each half of a surrogate pair counts as two bytes.
    bytes += unit < 0x80 ? 1 : unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 2 : 3
  }
  return bytes
}
