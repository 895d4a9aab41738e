/**
 * The meaning of an unquoted text of a query: its content words in order, the scored terms made of them, and the
 * strings that an article must contain if all words are required. Query and articles are analysed by the same analyser.
 */
import { createAnalysis, TokenKind, type Analyzer, type Analysis } from '../../text/analysis/analysis.js'
import type { RankingParameters } from '../parameters.js'
import { textOf } from '../../text/units.js'
import { isFunctionWord } from '../../text/analysis/function-words.js'

/* The words of an unquoted text of a query, segmented like articles. */

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

interface ReadText {
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
function readText({ text, at, boost }: PlacedText, analyzer: Analyzer, keepFunctionWords: boolean): ReadText {
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
function isOneRun(words: readonly QueryWord[]): boolean {
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

/** Where a term's postings are: in lists of bigrams, of terms, or of all bigrams that begin with a character. */
export type TermKind = 'pair' | 'term' | 'character'

export interface QueryTerm {
  readonly kind: TermKind
  /** Normalised spelling: two units of a bigram, one of a character. */
  readonly text: string
  /** Factor of its kind, multiplied by the boost. */
  readonly weight: number
  /** How often the query repeats it, from 1. */
  readonly occurrences: number
  /** Whether an article must contain it to contain all words. */
  readonly required: boolean
  /** Whether passages highlight it: not if half of it belongs to a function word. */
  readonly marked: boolean
  /** Scores the articles that other terms find, and finds none itself. */
  readonly onlyScores?: true
}

/** A string that stands for one word if all words are required. */
export interface QueryUnit {
  readonly text: string
  /** A Latin word, number or compound: matches as a whole word. Han matches as a substring. */
  readonly latin: boolean
  /** The segmentation of a Han text; required instead if no article contains the whole text. */
  readonly parts: readonly QueryUnit[]
}

export interface QueryText {
  /** In order, without function words unless there is nothing else. */
  readonly words: readonly QueryWord[]
  readonly terms: readonly QueryTerm[]
  readonly units: readonly QueryUnit[]
  /** A question: function words were left out. */
  readonly isQuestion: boolean
  /** Number of characters of all words, function words included. */
  readonly length: number
  /** A question for a number: 多少, 几, 何时. */
  readonly asksNumber: boolean
}

/**
 * Reads all texts of a query together, because whether function words have weight depends on all of them.
 * @param keepFunctionWords inside quotes every word counts
 */
export function readQueryText(
  texts: readonly PlacedText[],
  analyzer: Analyzer,
  parameters: RankingParameters,
  keepFunctionWords = false,
): QueryText {
  const keep = keepFunctionWords || !parameters.dropsFunctionWords
  const read = texts.map((text) => readText(text, analyzer, keep))
  const words = read.flatMap((text) => text.words)
  const content = words.filter((word) => !word.isFunction)
  const isQuestion = content.length > 0 && content.length < words.length
  const kept = content.length > 0 ? content : words
  const terms = createTermTable<QueryTerm>(repeatTerm)
  for (const text of read) addTerms(terms, text, isQuestion, parameters)
  if (words.length === 0) for (const text of read) addSymbols(terms, text, parameters)
  const units = read.flatMap((text) => unitsOf(text, isQuestion))
  const letters = words.map(({ text }) => text).join('')
  return { words: kept, terms: terms.all, units, isQuestion, length: letters.length, asksNumber: numeric.test(letters) }
}

// 多少|几|何[时年]|什么时候|哪一?[年天日月]|多[久大长高远重宽]
const numeric =
  /\u591a\u5c11|\u51e0|\u4f55[\u65f6\u5e74]|\u4ec0\u4e48\u65f6\u5019|\u54ea\u4e00?[\u5e74\u5929\u65e5\u6708]|\u591a[\u4e45\u5927\u957f\u9ad8\u8fdc\u91cd\u5bbd]/

/** As {@link readQueryText}, for one text without a boost. */
export function readOneText(text: string, analyzer: Analyzer, parameters: RankingParameters): QueryText {
  return readQueryText([{ text, at: 0, boost: 1 }], analyzer, parameters)
}

export interface TermTable<T> {
  /** In the order in which they were first added. */
  readonly all: readonly T[]
  /** A known term is merged; one without weight doesn't count. */
  add(term: T): void
}

type Terms = TermTable<QueryTerm>

/**
 * Terms by kind and spelling, with one map for each kind: a text has hundreds of terms, and a key of both kind and
 * spelling would have to be hashed for each.
 * @param merge combines a known term with an equal one
 * @param all the list to which they are added
 */
export function createTermTable<T extends QueryTerm>(merge: (known: T, term: T) => T, all: T[] = []): TermTable<T> {
  const places = {
    pair: new Map<string, number>(),
    term: new Map<string, number>(),
    character: new Map<string, number>(),
  }
  return {
    all,
    add: (term) => {
      if (term.weight === 0) return
      const known = places[term.kind].get(term.text)
      if (known !== undefined) all[known] = merge(all[known]!, term)
      else places[term.kind].set(term.text, all.push(term) - 1)
    },
  }
}

/** The larger weight; required and marked if either is. */
export function mergeTerms<T extends QueryTerm>(a: T, b: T): T {
  const { max } = Math
  return {
    ...a,
    weight: max(a.weight, b.weight),
    occurrences: max(a.occurrences, b.occurrences),
    required: a.required || b.required,
    marked: a.marked || b.marked,
  }
}

const repeatTerm = (known: QueryTerm, term: QueryTerm): QueryTerm => ({
  ...mergeTerms(known, term),
  occurrences: known.occurrences + term.occurrences,
})

function addTerms(terms: Terms, text: ReadText, isQuestion: boolean, parameters: RankingParameters): void {
  const { words, compounds, boost } = text
  for (const [i, word] of words.entries()) {
    const dropped = isQuestion && word.isFunction
    const alone = words[i - 1]?.run !== word.run && words[i + 1]?.run !== word.run
    if (dropped) addFunctionWord(terms, word, boost, parameters)
    else addWord(terms, word, alone, boost, parameters)
    const next = words[i + 1]
    if (next?.run === word.run) addBorder(terms, word, next, text, isQuestion, parameters)
  }
  addWhole(terms, compounds, parameters.word * boost)
}

/** Symbols count only in a query without words: 😀, or the - of a query that is being typed. */
function addSymbols(terms: Terms, { symbols, boost }: ReadText, parameters: RankingParameters): void {
  addWhole(terms, symbols, parameters.word * boost)
}

function addWhole(terms: Terms, texts: readonly string[], weight: number): void {
  for (const text of texts) terms.add(termOf('term', text, weight))
}

const termOf = (kind: TermKind, text: string, weight: number, required = false, marked = false): QueryTerm => ({
  kind,
  text,
  weight,
  occurrences: 1,
  required,
  marked,
})

function addWord(
  terms: Terms,
  { text, latin }: QueryWord,
  alone: boolean,
  boost: number,
  { word, singleWord, character, wholeWordPair, innerPair }: RankingParameters,
): void {
  if (latin || text.length >= 3) {
    terms.add(termOf('term', text, word * boost, latin, latin))
  }
  if (latin) return
  if (text.length === 1 && alone) {
    terms.add(termOf('character', text, character * boost, true))
  }
  if (text.length === 1 && !alone) {
    terms.add({ ...termOf('term', text, singleWord * boost), onlyScores: true })
  }
  const weight = (text.length === 2 ? wholeWordPair : innerPair) * boost
  for (let at = 0; at + 1 < text.length; at++) {
    terms.add(termOf('pair', text.slice(at, at + 2), weight, true, true))
  }
}

/** Function words weigh little: they matter only if the question itself is to be found. */
function addFunctionWord(terms: Terms, { text }: QueryWord, boost: number, { functionPair }: RankingParameters): void {
  for (let at = 0; at + 1 < text.length; at++) {
    terms.add(termOf('pair', text.slice(at, at + 2), functionPair * boost))
  }
}

function addBorder(
  terms: Terms,
  a: QueryWord,
  b: QueryWord,
  { short, boost }: ReadText,
  isQuestion: boolean,
  { functionPair, mixedPair, borderPair }: RankingParameters,
): void {
  const functions = isQuestion ? Number(a.isFunction) + Number(b.isFunction) : 0
  const text = a.text.slice(-1) + b.text.slice(0, 1)
  const weight = [borderPair, mixedPair, functionPair][functions]! * boost
  // Adjacent single characters are mostly one name that is in no dictionary.
  const required = short || (functions === 0 && a.text.length === 1 && b.text.length === 1)
  terms.add(termOf('pair', text, weight, required, functions === 0))
}

/** A Han text is one unit and its words are its parts; in mixed texts and questions each word is a unit. */
function unitsOf({ words, compounds }: ReadText, isQuestion: boolean): QueryUnit[] {
  const parts = joinSingles(words, isQuestion)
  const whole = !isQuestion || words.every((word) => !word.isFunction)
  if (whole && isOneRun(words) && parts.length > 1) {
    return [{ text: words.map(({ text }) => text).join(''), latin: false, parts }]
  }
  return [...parts, ...compounds.map((text) => ({ text, latin: true, parts: [] }))]
}

/** Adjacent single characters join: 瓦格纳 is one name, not three characters anywhere. */
function joinSingles(words: readonly QueryWord[], isQuestion: boolean): QueryUnit[] {
  const units: { text: string; latin: boolean }[] = []
  let open = -1
  for (const { text, latin, run, isFunction } of words) {
    const single = !latin && text.length === 1 && !(isQuestion && isFunction)
    if (single && open === run) units.at(-1)!.text += text
    else if (!isQuestion || !isFunction) units.push({ text, latin })
    open = single ? run : -1
  }
  return units.map(({ text, latin }) => ({ text, latin, parts: [] }))
}
