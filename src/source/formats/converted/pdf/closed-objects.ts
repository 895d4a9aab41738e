/**
 * Checks that the objects of a PDF file are closed (ISO 32000-1, 7.3). The library reads an unclosed object up to the
 * end of the file, once for each object of the same number: 10,000 dictionaries took 40 s. This check is linear.
 */

/** Unclosed objects that a sound file may seem to have, because the bytes of a stream may look like one. */
const MOST_UNCLOSED = 20
/** The deepest nesting of arrays and dictionaries; real files don't reach it. */
const DEEPEST = 500
/** Bytes; what is longer is not a string (Annex C: 32,767 bytes). */
const LONGEST_STRING = 1 << 16

export function hasClosedObjects(bytes: Buffer): boolean {
  let unclosed = 0
  for (let at = nextObject(bytes, 0); at < bytes.length;) {
    const body = readBody(bytes, at + 'obj'.length)
    if (body.deepest > DEEPEST || (!body.isClosed && ++unclosed > MOST_UNCLOSED)) return false
    at = nextObject(bytes, body.end)
  }
  return true
}

/** Where the next word `obj` after a number stands; the length of the file if there is none. */
function nextObject(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf('obj', from); at >= 0; at = bytes.indexOf('obj', at + 1))
    if (isNumbered(bytes, at)) return at
  return bytes.length
}

/** True if `obj` follows a number and whitespace, and is not the beginning of a longer word. */
function isNumbered(bytes: Buffer, at: number): boolean {
  return at > 1 && bytes[at - 1]! <= 0x20 && isDigit(bytes[at - 2]!) && !isLetter(bytes[at + 'obj'.length] ?? 0)
}

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39
const isLetter = (byte: number): boolean => (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a

interface Body {
  readonly end: number
  readonly isClosed: boolean
  readonly deepest: number
}

/** Reads up to the end of the object, its stream, or the next object, whichever comes first. */
function readBody(bytes: Buffer, from: number): Body {
  let depth = 0
  let deepest = 0
  for (let at = from; at < bytes.length; at++) {
    switch (bytes[at]) {
      case 0x28: {
        const end = endOfString(bytes, at)
        const next = end < 0 ? nextObject(bytes, at) : nextObject(bytes.subarray(0, end), at)
        if (end < 0 || next < end) return { end: next, isClosed: false, deepest }
        at = end
        break
      }
      case 0x3c:
        if (bytes[at + 1] === 0x3c) at++
        else if ((at = endOfHex(bytes, at)) < 0) return { end: nextObject(bytes, from), isClosed: false, deepest }
        else break
        deepest = Math.max(deepest, ++depth)
        break
      case 0x5b:
        deepest = Math.max(deepest, ++depth)
        break
      case 0x3e:
        if (bytes[at + 1] !== 0x3e) break
        at++
        depth--
        break
      case 0x5d:
        depth--
        break
      case 0x25:
        at = endOfLine(bytes, at)
        break
      case 0x65:
        if (isWord(bytes, at, 'endobj')) return { end: at + 'endobj'.length, isClosed: depth <= 0, deepest }
        break
      case 0x73:
        if (isWord(bytes, at, 'stream')) return { end: behindStream(bytes, at), isClosed: depth <= 0, deepest }
        break
      case 0x6f:
        if (isWord(bytes, at, 'obj') && isNumbered(bytes, at)) return { end: at, isClosed: depth <= 0, deepest }
    }
  }
  return { end: bytes.length, isClosed: depth <= 0, deepest }
}

/** True if the word stands here and is not the end of a longer word or name. */
function isWord(bytes: Buffer, at: number, word: string): boolean {
  const before = bytes[at - 1]!
  return before !== 0x2f && !isLetter(before) && bytes.toString('latin1', at, at + word.length) === word
}

function endOfString(bytes: Buffer, from: number): number {
  let depth = 0
  const last = Math.min(bytes.length, from + LONGEST_STRING)
  for (let at = from; at < last; at++) {
    const byte = bytes[at]
    if (byte === 0x5c) at++
    else if (byte === 0x28) depth++
    else if (byte === 0x29 && --depth === 0) return at
  }
  return -1
}

/** Where a string of hexadecimal digits ends; -1 if it contains anything but digits and whitespace. */
function endOfHex(bytes: Buffer, from: number): number {
  for (let at = from + 1; at < bytes.length; at++) {
    const byte = bytes[at]!
    if (byte === 0x3e) return at
    const isHex = isDigit(byte) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66)
    if (!isHex && byte > 0x20) return -1
  }
  return -1
}

function endOfLine(bytes: Buffer, from: number): number {
  let at = from
  while (at < bytes.length && bytes[at] !== 0x0a && bytes[at] !== 0x0d) at++
  return at
}

/** A stream that does not end reaches to the next object, which the library also looks for there. */
function behindStream(bytes: Buffer, from: number): number {
  const next = nextObject(bytes, from)
  const end = bytes.subarray(from, next).indexOf('endstream')
  return end < 0 ? next : from + end + 'endstream'.length
}
