/** The words of an unquoted text of a query, segmented like articles. */
import { createAnalysis, TokenKind, type Analysis, type Analyzer } from '../../text/analysis/analysis.js'
import { textOf } from '../../text/units.js'
import { isFunctionWord } from '../../text/analysis/function-words.js'

/** A word of the query: a dictionary word, a single character, a stretch of kana or hangul, a Latin word, a number. */
export interface QueryWord {
  readonly text: string
  readonly latin: boolean
  readonly isFunction: boolean
  /** Number of the word's run, ascending through the query. Words with the same number adjoin each other. */
  readonly run: number
}

/** A text, its start in the query, and the factor of `x^2`. */
export interface PlacedText {
  readonly text: string
  readonly at: number
  readonly boost: number
}

export interface ReadText {
  readonly words: readonly QueryWord[]
  readonly compounds: readonly string[]
  /** The symbols of a text that contains no word. */
  readonly symbols: readonly string[]
  /** One short word or name, however it is segmented: all of its characters count. */
  readonly short: boolean
  readonly boost: number
}

/** A text of at most this many Han characters is one word or name. 时长 is not about 长. */
const longestName = 4

const analysis = createAnalysis()

/** @param keepFunctionWords inside quotes every word counts */
export function readText({ text, at, boost }: PlacedText, analyzer: Analyzer, keepFunctionWords: boolean): ReadText {
  analyzer.analyze(text, analysis)
  const words = readWords(analysis, at)
  const short = isOneRun(words) && words.reduce((sum, word) => sum + word.text.length, 0) <= longestName
  const all = keepFunctionWords || (short && words.length > 1)
  return {
    words: all ? words.map((word) => ({ ...word, isFunction: false })) : words,
    compounds: readCompounds(analysis),
    symbols: words.length === 0 ? readSymbols(analysis) : [],
    short,
    boost,
  }
}

/** True for a single run of Han, kana or hangul. */
export function isOneRun(words: readonly QueryWord[]): boolean {
  return words.length > 0 && words.every(({ latin, run }) => !latin && run === words[0]!.run)
}

const startOf = ({ tokenEnd }: Analysis, token: number): number => (token === 0 ? 0 : tokenEnd[token - 1]!)

function readWords(analysis: Analysis, at: number): QueryWord[] {
  const { tokenCount, tokenKind, tokenEnd, units } = analysis
  const words: QueryWord[] = []
  // Numbers ascend across texts: each token that is not Han ends a run, and takes fewer than three numbers.
  let run = at * 3
  for (let i = 0; i < tokenCount; i++) {
    const kind = tokenKind[i]!
    const start = startOf(analysis, i)
    if (kind === TokenKind.syllabic) {
      while (i + 1 < tokenCount && tokenKind[i + 1] === TokenKind.syllabic) i++
    } else if (kind !== TokenKind.han && kind !== TokenKind.alnum) {
      run++
      continue
    }
    const text = textOf(units, start, tokenEnd[i]!)
    const latin = kind === TokenKind.alnum
    if (latin) run++
    words.push({ text, latin, run, isFunction: kind === TokenKind.han && isFunctionWord(text) })
    if (latin) run++
  }
  return words
}

function readCompounds(analysis: Analysis): string[] {
  const { compoundCount, compoundStart, compoundEnd, tokenEnd, units } = analysis
  return Array.from({ length: compoundCount }, (_, c) =>
    textOf(units, startOf(analysis, compoundStart[c]!), tokenEnd[compoundEnd[c]! - 1]!),
  )
}

function readSymbols(analysis: Analysis): string[] {
  const symbols: string[] = []
  for (let i = 0; i < analysis.tokenCount; i++) {
    if (analysis.tokenKind[i] !== TokenKind.symbol) continue
    symbols.push(textOf(analysis.units, startOf(analysis, i), analysis.tokenEnd[i]!))
  }
  return symbols
}
