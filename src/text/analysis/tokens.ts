/** The tokens of an analysed text, as flat arrays that are reused from text to text. */
import type { Normalized } from '../normalized.js'

/**
 * Kinds of token: `han` is one dictionary word or a single Han character; `syllabic` one kana or hangul character;
 * `alnum` a maximal run of letters, marks and digits of other scripts; `symbol` one code point; `blank` a run of blanks
 * (normalised to one 0x20); `line` one with a line break (0x0A); `dropped` only characters that vanish, possible only
 * as the first token: elsewhere they belong to the token before them.
 */
export const TokenKind = { han: 0, syllabic: 1, alnum: 2, symbol: 3, blank: 4, line: 5, dropped: 6 } as const
export type TokenKind = (typeof TokenKind)[keyof typeof TokenKind]

/** An analysed text, valid until the next `analyze` into the same object. Token i starts where token i − 1 ends. */
export interface Analysis extends Normalized {
  tokenCount: number
  /** Exclusive end in units. */
  tokenEnd: Int32Array
  /** Exclusive end in UTF-16 units of the original. */
  surfaceEnd: Int32Array
  /** Word id of the tokenizer, or −1. */
  tokenWord: Int32Array
  tokenKind: Uint8Array
  /** 1 when the original slice differs from the normalised one. */
  tokenChanged: Uint8Array
  /** Compounds (COVID-19, 3.14, 10%, e-mail, URLs, 12:30) as ranges of tokens [start, end), ascending, disjoint. */
  compoundCount: number
  compoundStart: Int32Array
  compoundEnd: Int32Array
}
