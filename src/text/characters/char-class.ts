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
