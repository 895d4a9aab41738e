/** The words of a query: which of them an article lacks, and which occur nowhere; filters that are given beside it. */
import { isFunctionWord } from '../../text/analysis/function-words.js'
import { openAnalyzer } from '../../text/analyzers/analyzers.js'
import { wordsOf } from '../../text/analyzers/tokenizing.js'
import { readDate } from '../../query/date.js'
import { operandsOf, printQuery, readFinished, readQuery, type QueryNode } from '../../query/index.js'
import { normalize } from '../../text/normalize.js'
import type { Index } from '../types.js'

export interface WordCount {
  readonly word: string
  readonly articles: number
}

const mostWords = 12

/** The words that a hit need not contain: unquoted, outside of alternatives and filters, without function words. */
export function softWords(index: Index, query: string): readonly string[] {
  return wordsIn(plainTexts(readQuery(query, index.fields).node))
}

/** The words of all texts but excluded ones. */
export function allWords(index: Index, query: string): readonly string[] {
  const { node } = readQuery(query, index.fields)
  return wordsIn(node === undefined ? [] : textsOf(node))
}

function wordsIn(texts: readonly string[]): readonly string[] {
  const analyzer = openAnalyzer({ tokenizer: 'native', lexicon: '' })
  const found = texts.flatMap((text) => joinSingles(text, wordsOf(analyzer, text.slice(0, 2000))))
  return [...new Set(found)].filter((word) => !isFunctionWord(normalize(word).text)).slice(0, mostWords)
}

/** Words of letters; neighbouring characters that are no words, such as those of a rare name, become one. */
function joinSingles(text: string, words: readonly string[]): readonly string[] {
  const joined: string[] = []
  let last = ''
  for (const word of words) {
    const isSingle = /^\p{Script=Han}$/u.test(word) && !isFunctionWord(normalize(word).text)
    if (isSingle && last !== '' && text.includes(last + word)) joined[joined.length - 1] = last + word
    else if (/[\p{L}\p{N}]/u.test(word)) joined.push(word)
    last = isSingle ? joined.at(-1)! : ''
  }
  return joined
}

function plainTexts(node: QueryNode | undefined): readonly string[] {
  if (node?.kind === 'text') return [node.text]
  return node?.kind === 'and' ? node.operands.flatMap(plainTexts) : []
}

function textsOf(node: QueryNode): readonly string[] {
  if ('text' in node) return [node.text]
  return node.kind === 'not' ? [] : operandsOf(node).flatMap(textsOf)
}

export async function countWords(index: Index, words: readonly string[]): Promise<readonly WordCount[]> {
  const counted = words.map(async (word) => {
    const { total } = await index.search(quote(word), { countOnly: true, lenient: true })
    return { word, articles: total }
  })
  return Promise.all(counted)
}

export const quote = (text: string): string => `"${text.replaceAll(/["\\]/g, ' ').trim()}"`

/** The words that a text lacks, whatever its spelling. */
export function lacking(words: readonly string[], text: string): readonly string[] {
  const { text: normalized } = normalize(text)
  return words.filter((word) => !normalized.includes(normalize(word).text))
}

export const isDates = (text: string): boolean => readDate(text).state === 'complete'

/** A filter for any of some values of a field; none if there are no values. */
export function anyOf(field: string, values: readonly string[] = []): readonly string[] {
  const named = values.filter((value) => value.trim() !== '')
  return named.length === 0 ? [] : [`(${named.map((value) => `${field}:${quote(value)}`).join(' | ')})`]
}

/**
 * The query with filters. It is printed from its tree, so that a stray bracket can't enclose them.
 * @throws XunzhangError QUERY_SYNTAX, QUERY_TOO_LONG unless it is lenient
 */
export function withFilters(index: Index, query: string, filters: readonly string[], isLenient = true): string {
  const { node } = (isLenient ? readQuery : readFinished)(query, index.fields)
  if (node === undefined) return filters.join(' ')
  return [node.kind === 'or' ? `(${printQuery(node)})` : printQuery(node), ...filters].join(' ')
}
