/**
 * Bounds how many values a stretch of JSON has. Once parsed, a value takes up to a hundred times its bytes in memory,
 * so large stretches are checked before they are parsed. Written for speed.
 */
import { LIMITS } from '../../limits.js'

const [QUOTE, COMMA, COLON, OPEN_LIST, OPEN] = [0x22, 0x2c, 0x3a, 0x5b, 0x7b]

/**
 * True for more than {@link LIMITS.jsonValues} values, counted by separators and opening brackets outside of strings.
 */
export function holdsTooManyValues(bytes: Buffer, start: number, end: number): boolean {
  if (end - start <= LIMITS.jsonValues) return false
  let values = 0
  for (let at = start; at < end; at++) {
    const unit = bytes[at]!
    if (unit === QUOTE) at = Math.min(stringEnd(bytes, at), end)
    else if (unit === COMMA || unit === COLON || unit === OPEN_LIST || unit === OPEN)
      if (++values > LIMITS.jsonValues) return true
  }
  return false
}

/** Where the string that opens at `open` closes; the end of the bytes if it doesn't. */
export function stringEnd(bytes: Buffer, open: number): number {
  for (let i = bytes.indexOf(QUOTE, open + 1); i >= 0; i = bytes.indexOf(QUOTE, i + 1)) {
    let slashes = 0
    while (bytes[i - 1 - slashes] === BACKSLASH) slashes++
    if (slashes % 2 === 0) return i
  }
  return bytes.length
}

const BACKSLASH = 0x5c
