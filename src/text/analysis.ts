/**
 * Analysis of a text: normalised, then cut into tokens that partition both the normalised text and the original.
 *
 * The index builder, queries, snippets and `tokenize` all read the same analysis, so what a query asks for is cut
 * exactly as the article was. One object is reused for all texts; nothing is allocated per token.
 */
import { findCompounds } from './compounds.js'
import { CharClass, CLASS_MASK } from './char-class.js'
import { classAt, unitFlags } from './char-table.js'
import { tableId } from './char-table.generated.js'
import { createNormalized, grown, type Normalized } from './normalized.js'
import { normalizeInto } from './normalize.js'
import type { Tokenizer } from './tokenizer.js'

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

export interface Analyzer {
  /** Changes whenever any result could change; stored in the index's manifest. */
  readonly id: string
  readonly tokenizer: Tokenizer
  /** Analyses `text` into `out` and returns it. Linear in the text's length. */
  analyze(text: string, out: Analysis): Analysis
}

const SMALL = 64

export function createAnalysis(): Analysis {
  return {
    ...createNormalized(),
    tokenCount: 0,
    tokenEnd: new Int32Array(SMALL),
    surfaceEnd: new Int32Array(SMALL),
    tokenWord: new Int32Array(SMALL),
    tokenKind: new Uint8Array(SMALL),
    tokenChanged: new Uint8Array(SMALL),
    compoundCount: 0,
    compoundStart: new Int32Array(SMALL),
    compoundEnd: new Int32Array(SMALL),
  }
}

export function createAnalyzer(tokenizer: Tokenizer): Analyzer {
  const id = `xz1:${tableId}:${tokenizer.id}`
  return {
    id,
    tokenizer,
    analyze(text, out) {
      normalizeInto(text, out)
      tokenize(text.length, tokenizer, out)
      traceBack(text.length, out)
      findCompounds(out)
      return out
    },
  }
}

/** Cuts the units into tokens. Hot: runs of one class are found by table, Han runs go to the tokenizer. */
function tokenize(length: number, tokenizer: Tokenizer, out: Analysis): void {
  const { units, unitCount } = out
  out.tokenCount = 0
  reserveTokens(out, SMALL)
  if (length > 0 && (unitCount === 0 || (out.shiftCount > 0 && out.shiftUnit[0] === 0))) push(out, 0, CharClass.dropped)
  for (let start = 0; start < unitCount;) {
    const flags = unitFlags[units[start]!]! & CLASS_MASK
    const kind = flags === CharClass.surrogate ? classAt(units, start, unitCount) : flags
    if (kind === CharClass.han) {
      const end = runEnd(units, start, unitCount, kind)
      cutHan(tokenizer, out, start, end)
      start = end
    } else {
      if (kind === CharClass.alnum) start = runEnd(units, start, unitCount, kind)
      else start += flags === CharClass.surrogate ? pairLength(units, start, unitCount) : 1
      push(out, start, kind)
    }
  }
}

/** The end of the run of one class that starts at `start`. */
function runEnd(units: Uint16Array, start: number, count: number, kind: CharClass): number {
  let end = start
  while (end < count) {
    const flags = unitFlags[units[end]!]! & CLASS_MASK
    if (flags === kind) end++
    else if (flags === CharClass.surrogate && classAt(units, end, count) === kind) end += 2
    else break
  }
  return end
}

function cutHan(tokenizer: Tokenizer, out: Analysis, start: number, end: number): void {
  const first = out.tokenCount
  reserveTokens(out, first + end - start)
  const last = tokenizer.cut(out.units, start, end, out.tokenEnd, out.tokenWord, first)
  const kinds = out.tokenKind
  for (let token = first; token < last; token++) kinds[token] = TokenKind.han
  out.tokenCount = last
}

function pairLength(units: Uint16Array, at: number, count: number): number {
  const low = at + 1 < count ? units[at + 1]! : 0
  return (units[at]! & 0xfc00) === 0xd800 && (low & 0xfc00) === 0xdc00 ? 2 : 1
}

function push(out: Analysis, end: number, kind: number): void {
  const token = out.tokenCount
  reserveTokens(out, token + 1)
  out.tokenEnd[token] = end
  out.tokenWord[token] = -1
  out.tokenKind[token] = kind
  out.tokenCount = token + 1
}

/** Says for each token where it ends in the original and whether it differs from it. */
function traceBack(length: number, out: Analysis): void {
  const { tokenCount, tokenEnd, surfaceEnd, tokenChanged, shiftUnit, shiftBy, shiftCount, touched, touchedCount } = out
  let shift = 0
  let by = 0
  let touch = 0
  for (let token = 0; token < tokenCount; token++) {
    const end = tokenEnd[token]!
    while (shift < shiftCount && shiftUnit[shift]! <= end) by = shiftBy[shift++]!
    surfaceEnd[token] = end + by
    let changed = 0
    for (; touch < touchedCount && touched[touch]! < end; touch++) changed = 1
    tokenChanged[token] = changed
  }
  if (tokenCount === 0) return
  if (out.tokenKind[0] === TokenKind.dropped) tokenChanged[0] = 1
  surfaceEnd[tokenCount - 1] = length
}

function reserveTokens(out: Analysis, count: number): void {
  if (out.tokenEnd.length >= count) return
  const room = count + (count >>> 1)
  out.tokenEnd = grown(out.tokenEnd, new Int32Array(room))
  out.tokenWord = grown(out.tokenWord, new Int32Array(room))
  out.tokenKind = grown(out.tokenKind, new Uint8Array(room))
  out.surfaceEnd = new Int32Array(room)
  out.tokenChanged = new Uint8Array(room)
}
