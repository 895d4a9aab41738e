/**
 * The kinds of character, numbered as the kinds of token (`TokenKind` in analysis.ts), and the flags that the
 * generated table adds to them.
 */

/** Class of a normalised code unit; `surrogate` is resolved by reading the pair. */
export const CharClass = {
  han: 0,
  syllabic: 1,
  alnum: 2,
  symbol: 3,
  blank: 4,
  line: 5,
  dropped: 6,
  surrogate: 7,
} as const
export type CharClass = (typeof CharClass)[keyof typeof CharClass]

/** The lower three bits of a table entry are the class. */
export const CLASS_MASK = 7

/** A mark that may change, or swap places with, the character before it: composed in a cluster. */
export const MARK = 8

/** Its normalised spelling is in the table of spellings, not in the table of single units. */
export const SPELLED = 16

/** A conjoining vowel or final of hangul: composes with the unit before it. */
export const JAMO = 32

/** Reads numbers of five bits a character, lowest first; the value 32 is set in every character but a number's last. */
export function numberReader(text: string): () => number {
  const digits = new Uint8Array(128)
  const order = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  for (let i = 0; i < 64; i++) digits[order.charCodeAt(i)] = i
  let at = 0
  return () => {
    let value = 0
    for (let shift = 0; ; shift += 5) {
      const digit = digits[text.charCodeAt(at++)]!
      value |= (digit & 31) << shift
      if (digit < 32) return value
    }
  }
}
