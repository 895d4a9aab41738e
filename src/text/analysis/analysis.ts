/**
 * Analysis of a text: it is normalised, then cut into tokens that partition both the normalised text and the original.
 *
 * The index builder, queries, snippets and `tokenize` all read the same analysis, so a query is segmented exactly like
 * the articles. One object is reused for all texts; nothing is allocated for each token.
 */
import { findCompounds, type Analysis } from './compounds.js'
import { CharClass, CLASS_MASK } from '../characters/char-class.js'
import { classAt, unitFlags } from '../characters/char-table.js'
import { tableId } from '#character-tables'
import { createNormalized } from '../normalized.js'
import { normalizeInto } from '../normalize.js'
import type { Tokenizer } from './tokenizer.js'

export { TokenKind } from './compounds.js'
export type { Analysis } from './compounds.js'

export interface Analyzer {
  /** Changes whenever any result could change; stored in the index's manifest. */
  readonly id: string
  readonly tokenizer: Tokenizer
  /** Analyses `text` into `out` and returns it. Linear in the text's length. */
  analyze(text: string, out: Analysis): Analysis
}

const SMALL = 64

/** Additional data of an analysis for the steps that make it. */
interface Buffers extends Analysis {
  /** The alnum tokens, ascending: the places where compounds may be. */
  wordAt: Int32Array
  wordCount: number
}

/** An empty analysis; its buffers grow with the longest text and are kept. */
export function createAnalysis(): Analysis {
  const buffers: Buffers = {
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
    wordAt: new Int32Array(SMALL),
    wordCount: 0,
  }
  return buffers
}

export function createAnalyzer(tokenizer: Tokenizer): Analyzer {
  const id = `xz2:${tableId}:${tokenizer.id}`
  return {
    id,
    tokenizer,
    analyze(text, out) {
      const buffers = out as Buffers
      normalizeInto(text, buffers)
      tokenize(text.length, tokenizer, buffers)
      traceBack(text.length, buffers)
      findCompounds(buffers, buffers.wordAt, buffers.wordCount)
      return out
    },
  }
}

/** Cuts the units into tokens. Hot: runs of one class are found by table, Han runs go to the tokenizer. */
function tokenize(length: number, tokenizer: Tokenizer, out: Buffers): void {
  const { units, unitCount, shiftCount, touchedCount } = out
  reserveTokens(out, unitCount + 1)
  const { tokenEnd, tokenWord, tokenKind, tokenChanged, touched, wordAt } = out
  tokenKind.fill(CharClass.han, 0, unitCount + 1)
  tokenChanged.fill(0, 0, unitCount + 1)
  let token = 0
  let words = 0
  let touch = 0
  if (length > 0 && (unitCount === 0 || (shiftCount > 0 && out.shiftUnit[0] === 0))) {
    tokenEnd[0] = 0
    tokenWord[0] = -1
    tokenKind[0] = CharClass.dropped
    tokenChanged[0] = 1
    token = 1
  }
  for (let at = 0; at < unitCount;) {
    const first = token
    const flags = unitFlags[units[at]!]! & CLASS_MASK
    const kind = flags === CharClass.surrogate ? classAt(units, at, unitCount) : flags
    if (kind === CharClass.han) {
      const end = runEnd(units, at, unitCount, kind)
      token = tokenizer.cut(units, at, end, tokenEnd, tokenWord, token)
      at = end
    } else {
      if (kind === CharClass.alnum) {
        at = runEnd(units, at, unitCount, kind)
        wordAt[words++] = token
      } else {
        at += flags === CharClass.surrogate ? pairLength(units, at, unitCount) : 1
      }
      tokenEnd[token] = at
      tokenWord[token] = -1
      tokenKind[token] = kind
      token++
    }
    for (let changed = first; touch < touchedCount && touched[touch]! < at; touch++) {
      while (tokenEnd[changed]! <= touched[touch]!) changed++
      tokenChanged[changed] = 1
    }
  }
  out.tokenCount = token
  out.wordCount = words
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

function pairLength(units: Uint16Array, at: number, count: number): number {
  const low = at + 1 < count ? units[at + 1]! : 0
  return (units[at]! & 0xfc00) === 0xd800 && (low & 0xfc00) === 0xdc00 ? 2 : 1
}

/** Records where each token ends in the original. */
function traceBack(length: number, out: Analysis): void {
  const { tokenCount, tokenEnd, surfaceEnd, shiftUnit, shiftBy, shiftCount } = out
  let shift = 0
  let by = 0
  let next = shiftCount === 0 ? Infinity : shiftUnit[0]!
  for (let token = 0; token < tokenCount; token++) {
    const end = tokenEnd[token]!
    while (end >= next) {
      by = shiftBy[shift++]!
      next = shift < shiftCount ? shiftUnit[shift]! : Infinity
    }
    surfaceEnd[token] = end + by
  }
  if (tokenCount > 0) surfaceEnd[tokenCount - 1] = length
}

function reserveTokens(out: Buffers, count: number): void {
  if (out.tokenEnd.length >= count) return
  const room = count + (count >>> 2)
  for (const name of ['tokenEnd', 'tokenWord', 'surfaceEnd', 'wordAt'] as const) out[name] = new Int32Array(room)
  out.tokenKind = new Uint8Array(room)
  out.tokenChanged = new Uint8Array(room)
}
