/**
 * Compounds: words, numbers and signs written together – COVID-19, 3.14, 10%, 12:30, v1.2.3, C++, e-mail addresses and
 * URLs. Their parts are tokens of their own. The compound is recorded as well, so that both the whole and the parts can
 * be searched.
 */
import { withCapacity } from '../../base/growing.js'
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

const ALNUM = 2
const SYMBOL = 3

/** A compound ends after this many tokens or units; the rest begins a new one. */
export const MAX_COMPOUND_TOKENS = 64
export const MAX_COMPOUND_UNITS = 256

const code = (sign: string): number => sign.charCodeAt(0)

/** Join any two words. */
const JOINS = 1
/** Join digits only: 1,000 12:30 5~10 3×4 16−4. */
const JOINS_DIGITS = 2
/** Join inside a URL, after ://. */
const JOINS_ADDRESS = 4
/** Follow a word: 10% 37° C++ C#. */
const FOLLOWS = 8
/** Precede a number: -5 ±3 $10 ¥5. */
const LEADS = 16

/** By unit: what a sign may do. */
const roles = new Uint8Array(0x10000)
give("-._/&@'’+#‐‑·", JOINS)
give(',:~×−–*', JOINS_DIGITS)
give("-._/&@'+#,:~*?=%!$;", JOINS_ADDRESS)
give('%‰°℃℉+#', FOLLOWS)
give('+-−±$¥€£', LEADS)

function give(signs: string, role: number): void {
  for (const sign of signs) roles[code(sign)]! |= role
}

const may = (role: number, sign: number): boolean => (roles[sign]! & role) !== 0

/**
 * Finds the compounds of an analysis whose tokens are complete.
 * @param words its alnum tokens, ascending, of which the first `count` are read
 */
export function findCompounds(out: Analysis, words: Int32Array, count: number): void {
  out.compoundCount = 0
  let end = 0
  for (let i = 0; i < count; i++) {
    const word = words[i]!
    if (word < end) continue
    const start = word > end && leadsNumber(out, word - 1) ? word - 1 : word
    end = compoundEnd(out, start, word)
    if (end - start > 1) push(out, start, end)
  }
}

/** The end of the compound that starts at `start` and whose first word is `word`. */
function compoundEnd(out: Analysis, start: number, word: number): number {
  const { tokenEnd, tokenKind, tokenCount } = out
  const limit = Math.min(tokenCount, start + MAX_COMPOUND_TOKENS)
  const firstUnit = start === 0 ? 0 : tokenEnd[start - 1]!
  let end = word + 1
  let address = false
  while (end < limit && tokenKind[end] === SYMBOL && tokenEnd[end]! - firstUnit < MAX_COMPOUND_UNITS) {
    const joint = jointEnd(out, end, address)
    if (
      joint > end &&
      joint < limit &&
      tokenKind[joint] === ALNUM &&
      tokenEnd[joint]! - firstUnit <= MAX_COMPOUND_UNITS
    ) {
      address ||= joint - end >= 3 && unitAt(out, end) === code(':')
      end = joint + 1
    } else {
      return followersEnd(out, end, limit)
    }
  }
  return end
}

/** The end of the signs at `at` that join the previous word to the next one; `at` if they don't join. */
function jointEnd(out: Analysis, at: number, address: boolean): number {
  const sign = unitAt(out, at)
  if (sign === code(':') && unitAt(out, at + 1) === code('/') && unitAt(out, at + 2) === code('/')) return at + 3
  if (address) {
    let end = at
    while (end < at + 3 && end < out.tokenCount && may(JOINS_ADDRESS, unitAt(out, end))) end++
    return end
  }
  if (may(JOINS, sign)) return unitAt(out, at + 1) === sign && sign === code('+') ? at + 2 : at + 1
  // The full-width comma of running text normalises to the sign that groups digits.
  if (sign === code(',') && out.tokenChanged[at] === 1) return at
  return may(JOINS_DIGITS, sign) && digitAround(out, at) ? at + 1 : at
}

function followersEnd(out: Analysis, at: number, limit: number): number {
  let end = at
  while (end < limit && end < at + 2 && may(FOLLOWS, unitAt(out, end))) end++
  return end
}

/** Whether the token `at` is a sign before a number. */
function leadsNumber(out: Analysis, at: number): boolean {
  if (!may(LEADS, unitAt(out, at)) || !isDigit(out.units[out.tokenEnd[at]!]!)) return false
  return at === 0 || out.tokenKind[at - 1] !== ALNUM
}

function digitAround(out: Analysis, at: number): boolean {
  const after = out.tokenEnd[at]!
  return isDigit(out.units[out.tokenEnd[at - 1]! - 1]!) && after < out.unitCount && isDigit(out.units[after]!)
}

/** The first unit of a symbol token; 0 for other tokens and past the end. */
function unitAt(out: Analysis, token: number): number {
  if (token >= out.tokenCount || out.tokenKind[token] !== SYMBOL) return 0
  return out.units[token === 0 ? 0 : out.tokenEnd[token - 1]!]!
}

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57
}

function push(out: Analysis, start: number, end: number): void {
  const at = out.compoundCount++
  if (at === out.compoundStart.length) {
    out.compoundStart = withCapacity(out.compoundStart, new Int32Array(2 * at))
    out.compoundEnd = withCapacity(out.compoundEnd, new Int32Array(2 * at))
  }
  out.compoundStart[at] = start
  out.compoundEnd[at] = end
}
