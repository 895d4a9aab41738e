/** Segments text without an index, for `tokenize` and for editors that move by words. */
import { optionRows } from '../../base/options/rows.js'
import { text } from '../../base/options/spec.js'
import { checkOptions } from '../../base/options/options.js'
import { createAnalysis, TokenKind } from '../analysis/analysis.js'
import type { Analyzer } from '../analysis/analysis.js'
import { terms } from '../analysis/terms.js'
import { openAnalyzer } from './analyzers.js'
import { resolve } from 'node:path'
import type { TokenizerName } from '../tokenizers/index.js'

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
