/**
 * What an unquoted text of a query asks for: its content words in order, the scored terms made of them, and the strings
 * that an article must hold where all words are demanded. Query and articles are analysed by the same analyser.
 */
import type { Analysis, Analyzer } from '../text/analysis.js'
import { createAnalysis, TokenKind } from '../text/analysis.js'
import { textOf } from '../text/normalize.js'
import { isFunctionWord } from './function-words.js'
import { ranking } from './parameters.js'

/** A word of the query: a dictionary word, a single character, a stretch of kana or hangul, a Latin word, a number. */
export interface QueryWord {
  readonly text: string
  readonly latin: boolean
  readonly isFunction: boolean
  /** Rises through the query; words of one run stand side by side. */
  readonly run: number
}

/** A term that scores: a pair of units, or an entry of the term dictionary. */
export interface QueryTerm {
  readonly key: string
  /** The pair's units; −1 for terms. */
  readonly first: number
  readonly second: number
  /** The term's spelling. */
  readonly text: string
  readonly weight: number
  /** Whether an article must hold it to hold all words. */
  readonly required: boolean
  /** Whether passages mark it: not where it is half a function word. */
  readonly marked: boolean
}

/** A string that stands for one word where all words are demanded. */
export interface QueryUnit {
  readonly text: string
  /** A Latin word, number or compound: found where it stands whole. Han is found as a substring. */
  readonly latin: boolean
  /** What the segmentation made of a Han text; demanded instead where no article holds the whole. */
  readonly parts: readonly QueryUnit[]
}

/** A text and where it begins in the query. */
export interface PlacedText {
  readonly text: string
  readonly at: number
}

export interface QueryText {
  /** In order, function words left out unless there is nothing else. */
  readonly words: readonly QueryWord[]
  readonly terms: readonly QueryTerm[]
  readonly units: readonly QueryUnit[]
  /** A question: function words were left out. */
  readonly isQuestion: boolean
}

/**
 * A text of so many Han characters and no more is a word or a name, whatever the segmentation thinks of it: all of its
 * characters count. 时长 is not about 长.
 */
const longestWord = 4

const analysis = createAnalysis()

interface Chunk {
  readonly words: readonly QueryWord[]
  readonly compounds: readonly string[]
  readonly short: boolean
}

/**
 * Reads the texts of a query as one: whether function words carry weight depends on all of them.
 * @param keepFunctionWords inside quotes every word counts
 */
export function readQueryText(
  texts: readonly PlacedText[],
  analyzer: Analyzer,
  keepFunctionWords = false,
): QueryText {
  const chunks = texts.map(({ text, at }) => readChunk(analyzer.analyze(text, analysis), at, keepFunctionWords))
  const words = chunks.flatMap((chunk) => chunk.words)
  const content = words.filter((word) => !word.isFunction)
  const isQuestion = content.length > 0 && content.length < words.length
  const kept = content.length > 0 ? content : words
  const terms = new Map<string, QueryTerm>()
  for (const chunk of chunks) addTerms(terms, chunk, isQuestion)
  const units = chunks.flatMap((chunk) => chunkUnits(chunk, isQuestion))
  return { words: kept, terms: [...terms.values()], units, isQuestion }
}

function readChunk(analysis: Analysis, firstRun: number, keepFunctionWords: boolean): Chunk {
  const words: QueryWord[] = []
  const compounds: string[] = []
  readWords(analysis, firstRun, words, compounds)
  const short = isOneRun(words) && words.reduce((sum, { text }) => sum + text.length, 0) <= longestWord
  const all = short && words.length > 1
  return { words: all || keepFunctionWords ? words.map((word) => ({ ...word, isFunction: false })) : words, compounds, short }
}

const isOneRun = (words: readonly QueryWord[]): boolean =>
  words.length > 0 && words.every(({ latin, run }) => !latin && run === words[0]!.run)

function readWords(analysis: Analysis, firstRun: number, words: QueryWord[], compounds: string[]): void {
  const { tokenCount, tokenKind, tokenEnd, units } = analysis
  // A run ends with each token that is no Han: there are fewer runs than characters, and three numbers for each.
  let run = firstRun * 3
  for (let i = 0; i < tokenCount; i++) {
    const kind = tokenKind[i]!
    const start = i === 0 ? 0 : tokenEnd[i - 1]!
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
  for (let c = 0; c < analysis.compoundCount; c++) {
    const first = analysis.compoundStart[c]!
    compounds.push(textOf(units, first === 0 ? 0 : tokenEnd[first - 1]!, tokenEnd[analysis.compoundEnd[c]! - 1]!))
  }
}

function addTerms(terms: Map<string, QueryTerm>, { words, compounds, short }: Chunk, isQuestion: boolean): void {
  const isFunction = (word: QueryWord): boolean => isQuestion && word.isFunction
  for (const [i, word] of words.entries()) {
    if (!isFunction(word)) addWord(terms, word)
    const next = words[i + 1]
    if (next?.run === word.run) addBorder(terms, word, next, isFunction(word), isFunction(next), short)
  }
  for (const text of compounds) add(terms, termKey(text), text, ranking.word, false, false)
}

function addWord(terms: Map<string, QueryTerm>, { text, latin }: QueryWord): void {
  if (latin || text.length >= 3) add(terms, termKey(text), text, ranking.word, latin, latin)
  if (latin) return
  const weight = text.length === 2 ? ranking.wholeWordPair : ranking.innerPair
  for (let at = 0; at + 1 < text.length; at++) addPair(terms, text.slice(at, at + 2), weight, true, true)
}

function addBorder(
  terms: Map<string, QueryTerm>,
  a: QueryWord,
  b: QueryWord,
  aFunction: boolean,
  bFunction: boolean,
  short: boolean,
): void {
  if (aFunction && bFunction) return
  const weight = aFunction || bFunction ? ranking.mixedPair : ranking.borderPair
  // Single characters side by side are mostly one name that no dictionary knows.
  const oneName = short || (!aFunction && !bFunction && a.text.length === 1 && b.text.length === 1)
  addPair(terms, a.text.slice(-1) + b.text.slice(0, 1), weight, oneName, !aFunction && !bFunction)
}

const termKey = (text: string): string => `t${text}`

function addPair(terms: Map<string, QueryTerm>, text: string, weight: number, required: boolean, marked: boolean): void {
  add(terms, `p${text}`, text, weight, required, marked)
}

/** A repeated term counts once, with its larger weight. */
function add(
  terms: Map<string, QueryTerm>,
  key: string,
  text: string,
  weight: number,
  required: boolean,
  marked: boolean,
): void {
  const known = terms.get(key)
  if (known === undefined) {
    const isPair = key.startsWith('p')
    const first = isPair ? text.charCodeAt(0) : -1
    terms.set(key, { key, first, second: isPair ? text.charCodeAt(1) : -1, text, weight, required, marked })
    return
  }
  const merged = { ...known, weight: Math.max(known.weight, weight), required: known.required || required, marked: known.marked || marked }
  terms.set(key, merged)
}

/** A Han text is one unit, its words are its parts; in mixed texts and questions each word is a unit. */
function chunkUnits({ words, compounds }: Chunk, isQuestion: boolean): QueryUnit[] {
  const kept = isQuestion ? words.filter((word) => !word.isFunction) : words
  const parts = joinSingles(kept)
  if (kept.length === words.length && isOneRun(words) && parts.length > 1) {
    return [{ text: words.map(({ text }) => text).join(''), latin: false, parts }]
  }
  return [...parts, ...compounds.map((text) => ({ text, latin: true, parts: [] }))]
}

/** Neighbouring single characters join: 瓦格纳 is one name, not three characters anywhere. */
function joinSingles(words: readonly QueryWord[]): QueryUnit[] {
  const units: { text: string; latin: boolean; run: number; single: boolean }[] = []
  for (const { text, latin, run } of words) {
    const single = !latin && text.length === 1
    const last = units.at(-1)
    if (single && last?.single === true && last.run === run) last.text += text
    else units.push({ text, latin, run, single })
  }
  return units.map(({ text, latin }) => ({ text, latin, parts: [] }))
}
