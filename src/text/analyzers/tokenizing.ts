/** Segments text without an index, for `tokenize` and for editors that move by words. */
import { optionRows } from '../../base/options/rows.js'
import { text } from '../../base/options/spec.js'
import { checkOptions } from '../../base/options/options.js'
import { createAnalysis, TokenKind, type Analysis, type Analyzer } from '../analysis/analysis.js'
import { openAnalyzer } from './analyzers.js'
import { resolve } from 'node:path'
import type { TokenizerName } from '../tokenizers/index.js'
import { textOf } from '../units.js'
import { originOf } from '../normalized.js'

/** One token as `tokenize` prints it; offsets into the given text. */
export interface TokenizedTerm {
  readonly term: string
  readonly kind: string
  readonly start: number
  readonly end: number
}

export interface TextTokenizer {
  /** Identity of analyser and lexicon. */
  readonly id: string
  /** Every term of a text, as the index sees it. */
  terms(text: string): TokenizedTerm[]
  /** The words of a line in their original spelling; blanks are left out. */
  words(line: string): string[]
}

/** @throws XunzhangError LEXICON_INVALID, INPUT_MISSING, UNAVAILABLE */
export async function openTokenizer(
  options: { tokenizer?: TokenizerName; lexicon?: string } = {},
): Promise<TextTokenizer> {
  checkOptions(options, { tokenizer: optionRows.tokenizer, lexicon: text })
  const lexicon = options.lexicon === undefined ? '' : resolve(options.lexicon)
  const analyzer = openAnalyzer({ tokenizer: options.tokenizer ?? 'native', lexicon })
  const analysis = createAnalysis()
  return {
    id: analyzer.id,
    terms: (text) => terms(analyzer, text).map(({ term, kind, start, end }) => ({ term, kind, start, end })),
    words: (line) => wordsOf(analyzer, line, analysis),
  }
}

/** The words of a short text in their original spelling; blanks are left out. */
export function wordsOf(analyzer: Analyzer, text: string, analysis = createAnalysis()): string[] {
  analyzer.analyze(text, analysis)
  const found: string[] = []
  let start = 0
  for (let i = 0; i < analysis.tokenCount; i++) {
    const end = analysis.surfaceEnd[i]!
    if (analysis.tokenKind[i]! < TokenKind.blank) found.push(text.slice(start, end))
    start = end
  }
  return found
}

/* The terms of a text, for `tokenize` and for queries: everything that can be looked up in the index. */

/**
 * `word`: of the dictionary, two or more characters; `user`: of the user's lexicon; `char`: one Han, kana or hangul
 * character; `unknown`: one Han character that the dictionary lacks; `bigram`: two adjacent characters of a run of
 * Han, kana or hangul, also across words; `alnum`: a word or number of other scripts; `compound`: COVID-19, 3.14, URLs;
 * `symbol`: any other sign, one code point.
 */
type TermKind = 'word' | 'user' | 'char' | 'unknown' | 'bigram' | 'alnum' | 'compound' | 'symbol'

interface Term {
  /** Normalised. */
  readonly term: string
  readonly kind: TermKind
  /** Its range in the original, in UTF-16 units; the slice normalises to the term. */
  readonly start: number
  readonly end: number
  /** Its range in the normalised text. */
  readonly unitStart: number
  readonly unitEnd: number
}

/** All terms, by start, longer ones first; blanks and removed characters are not terms. */
export function terms(analyzer: Analyzer, text: string): Term[] {
  const analysis = analyzer.analyze(text, createAnalysis())
  const found: Term[] = []
  const add = (kind: TermKind, unitStart: number, unitEnd: number): void => {
    const start = originOf(analysis, unitStart, text.length)
    const end = originOf(analysis, unitEnd, text.length)
    found.push({ term: textOf(analysis.units, unitStart, unitEnd), kind, start, end, unitStart, unitEnd })
  }
  for (let token = 0; token < analysis.tokenCount; token++) {
    const kind = kindOf(analysis, token, analyzer)
    if (kind !== undefined) add(kind, startOf(analysis, token), analysis.tokenEnd[token]!)
  }
  for (let i = 0; i < analysis.compoundCount; i++) {
    add('compound', startOf(analysis, analysis.compoundStart[i]!), analysis.tokenEnd[analysis.compoundEnd[i]! - 1]!)
  }
  addBigrams(analysis, add)
  return found.sort((a, b) => a.unitStart - b.unitStart || b.unitEnd - a.unitEnd)
}

function startOf(analysis: Analysis, token: number): number {
  return token === 0 ? 0 : analysis.tokenEnd[token - 1]!
}

function kindOf(analysis: Analysis, token: number, { tokenizer }: Analyzer): TermKind | undefined {
  switch (analysis.tokenKind[token]) {
    case TokenKind.han: {
      const word = analysis.tokenWord[token]!
      if (word >= (tokenizer.firstUserWord ?? Infinity)) return 'user'
      const start = startOf(analysis, token)
      const single = analysis.tokenEnd[token]! - start <= ((analysis.units[start]! & 0xfc00) === 0xd800 ? 2 : 1)
      if (!single) return 'word'
      return word < 0 && tokenizer.wordCount > 0 ? 'unknown' : 'char'
    }
    case TokenKind.syllabic:
      return 'char'
    case TokenKind.alnum:
      return 'alnum'
    case TokenKind.symbol:
      return 'symbol'
    default:
      return undefined
  }
}

/** Pairs of adjacent characters in each run of Han, kana and hangul. */
function addBigrams(analysis: Analysis, add: (kind: TermKind, start: number, end: number) => void): void {
  const { tokenCount, tokenKind, tokenEnd, units } = analysis
  for (let token = 0; token < tokenCount; token++) {
    if (tokenKind[token]! > TokenKind.syllabic) continue
    const start = startOf(analysis, token)
    while (token + 1 < tokenCount && tokenKind[token + 1]! <= TokenKind.syllabic) token++
    const end = tokenEnd[token]!
    for (let first = start; first < end;) {
      const second = first + ((units[first]! & 0xfc00) === 0xd800 ? 2 : 1)
      if (second < end) add('bigram', first, second + ((units[second]! & 0xfc00) === 0xd800 ? 2 : 1))
      first = second
    }
  }
}
