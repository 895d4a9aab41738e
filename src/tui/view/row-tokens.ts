/**
 * Rows as single characters, while Ink has them. Our rows come to Ink painted and of the exact width, but Ink measures
 * and takes apart each character of each frame again, 20 ms for a screen of Han text. So Ink lays out one private-use
 * character per row, and the painter puts the row in its place.
 *
 * A ring: far more rows than any screen has, so the row of a token that Ink still holds is never overwritten.
 */
import { onlyColours } from '../cells/safe.js'

const firstToken = 0xf_0000
const ringSize = 4096

const texts: string[] = []
const tokens = new Map<string, string>()
let next = 0

/** The character that stands for a row; the same row has the same one. */
export function tokenOf(row: string): string {
  const known = tokens.get(row)
  if (known !== undefined) return known
  const before = texts[next]
  if (before !== undefined) tokens.delete(before)
  const token = String.fromCodePoint(firstToken + next)
  texts[next] = row
  tokens.set(row, token)
  next = (next + 1) % ringSize
  return token
}

const anyToken = /[\u{F0000}-\u{F0FFF}]/gu

/** A frame with its rows in place; nothing but text, line breaks and colours comes out. */
export function expandTokens(frame: string): string {
  const expanded = frame.replace(anyToken, (token) => texts[token.codePointAt(0)! - firstToken] ?? '')
  return onlyColours(expanded)
}
