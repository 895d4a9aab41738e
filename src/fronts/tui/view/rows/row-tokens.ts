/**
 * Represents rows by single characters while Ink handles them. Our rows are painted and of the exact width, but Ink
 * would measure and split each character of each frame again, 20 ms for a screen of Han text, and make an object for
 * each of its cells, 4 ms. So Ink lays out one private-use character for a block of rows, mostly the whole frame, and
 * the painter replaces it by the rows.
 *
 * The tokens form a ring with far more blocks than any frame has, so the rows of a token that Ink still holds are never
 * overwritten.
 */

/** A last filter on what is sent to the terminal; `cells.ts` already checks each unit with `text/safe-text.ts`. */

const terminalControls = /[\u0000-\u001f\u007f-\u009f]/g
const suspicious = /[\u0000-\u0009\u000b-\u001a\u001c-\u001f\u007f-\u009f]|\u001b(?!\[[\d;]*m)/

/** Removes every control character except the line breaks and colours that the program itself wrote. */
export function onlyColours(frame: string): string {
  if (!suspicious.test(frame)) return frame
  return frame
    .split(/(\u001b\[[\d;]*m|\n)/)
    .map((part, index) => (index % 2 === 1 ? part : part.replace(terminalControls, '')))
    .join('')
}

const firstToken = 0xf_0000
const ringSize = 64

const ring = { texts: [] as string[], tokens: new Map<string, string>(), next: 0 }

/** The character that represents rows joined by line breaks; the same rows have the same character. */
export function tokenOf(rows: string): string {
  const { texts, tokens, next } = ring
  const known = tokens.get(rows)
  if (known !== undefined) return known
  const before = texts[next]
  if (before !== undefined) tokens.delete(before)
  const token = String.fromCodePoint(firstToken + next)
  texts[next] = onlyColours(rows)
  tokens.set(rows, token)
  ring.next = (next + 1) % ringSize
  return token
}

const anyToken = /[\u{F0000}-\u{F003F}]/gu

/** Replaces the tokens of a frame by their rows; the result contains only text, line breaks and colours. */
export function expandTokens(frame: string): string {
  return onlyColours(frame).replace(anyToken, (token) => ring.texts[token.codePointAt(0)! - firstToken] ?? '')
}
