/**
 * Whether the objects of a PDF file end (ISO 32000-1, 7.3). The library reads an object that does not on through the
 * others, and one that is there again each time anew: 40 s for 10,000 dictionaries that are never closed. Linear.
 */

/** Of damaged files; in others the bytes of a stream may look like one. */
const MOST_UNCLOSED = 20
/** Nobody nests arrays and dictionaries deeper. */
const DEEPEST = 500
/** A longer one is none (Annex C: 32,767 bytes). */
const LONGEST_STRING = 1 << 16

export function hasClosedObjects(bytes: Buffer): boolean {
  let unclosed = 0
  for (let at = bytes.indexOf('obj'); at >= 0; at = bytes.indexOf('obj', at)) {
    const isEnd = bytes.toString('latin1', Math.max(0, at - 3), at) === 'end'
    at += 'obj'.length
    if (isEnd) continue
    const body = readBody(bytes, at)
    if (body.deepest > DEEPEST || (!body.isClosed && ++unclosed > MOST_UNCLOSED)) return false
    at = body.end
  }
  return true
}

interface Body {
  readonly end: number
  readonly isClosed: boolean
  readonly deepest: number
}

/** Up to the end of the object, its stream, or the next object. */
function readBody(bytes: Buffer, from: number): Body {
  let depth = 0
  let deepest = 0
  for (let at = from; at < bytes.length; at++) {
    switch (bytes[at]) {
      case 0x28: {
        const end = endOfString(bytes, at)
        if (end < 0) return { end: behindObject(bytes, at), isClosed: false, deepest }
        at = end
        break
      }
      case 0x3c:
        if (bytes[at + 1] === 0x3c) at++
        else if ((at = endOfHex(bytes, at)) < 0) return { end: behindObject(bytes, from), isClosed: false, deepest }
        else break
        deepest = Math.max(deepest, ++depth)
        break
      case 0x5b:
        deepest = Math.max(deepest, ++depth)
        break
      case 0x3e:
        if (bytes[at + 1] === 0x3e) at++
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
        if (isWord(bytes, at, 'obj')) return { end: at, isClosed: depth <= 0, deepest }
    }
  }
  return { end: bytes.length, isClosed: depth <= 0, deepest }
}

/** Not the end of a longer word or name. */
function isWord(bytes: Buffer, at: number, word: string): boolean {
  const before = bytes[at - 1]!
  const isPart = before === 0x2f || (before >= 0x41 && before <= 0x5a) || (before >= 0x61 && before <= 0x7a)
  return !isPart && bytes.toString('latin1', at, at + word.length) === word
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

/** Digits and blanks stand in one alone. */
function endOfHex(bytes: Buffer, from: number): number {
  for (let at = from + 1; at < bytes.length; at++) {
    const byte = bytes[at]!
    if (byte === 0x3e) return at
    const isDigit = (byte >= 0x30 && byte <= 0x39) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66)
    if (!isDigit && byte > 0x20) return -1
  }
  return -1
}

function endOfLine(bytes: Buffer, from: number): number {
  let at = from
  while (at < bytes.length && bytes[at] !== 0x0a && bytes[at] !== 0x0d) at++
  return at
}

function behindObject(bytes: Buffer, from: number): number {
  const end = bytes.indexOf('endobj', from)
  return end < 0 ? bytes.length : end + 'endobj'.length
}

function behindStream(bytes: Buffer, from: number): number {
  const end = bytes.indexOf('endstream', from)
  return end < 0 ? from + 'stream'.length : end + 'endstream'.length
}
