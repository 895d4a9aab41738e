import { isXunzhangError, XunzhangError } from '../../../base/errors.js'
import { engineOptions } from '../../../base/options/places.js'
import { countWords } from '../../../library/results/word-counts.js'
import type { Index, SearchOptions, SearchResult } from '../../../library/types.js'
import { defaultBudget } from './budget.js'
import { answerWithHits, mostHitsWithin } from './hits.js'
import { defineTool, type ToolContext } from './tool.js'
import { crc32 } from 'node:zlib'

/** Characters of a passage for a budget: few, because more hits say more than longer passages. */
export function passageLength(budget: number, limit: number): number {
  return Math.max(60, Math.min(160, Math.round(budget / limit / 6)))
}

export const searchTool = defineTool({
  name: 'search',
  title: 'Search articles',
  description: `Full-text search of a local collection of Chinese articles, exact for any substring and ranked. Query language:
中国 贸易 = articles with both first, then those with most; a whole question works too
"阿尔曼别托夫" = this exact string (any length, need not be a word)
A | B = either; -A = without; ( ) = group; 托卡* = prefix; kazakh~ = similar spelling
title:贸易 author:林舟 tag:经济 path:notes = in one field
date:2022..2024, date:>=2024-05 = days
tuokayefu = pinyin. Traditional and Simplified match each other.
Each hit has id, title, date, path, line (in the file), a passage, and from: give id and from to "read". Fewer, rarer words find more than long sentences; if the total is 0 the answer says which words occur.`,
  required: ['query'],
  async run({ query, limit = 10, budget = defaultBudget, cursor, ...more }, context) {
    const { index, say } = context
    const offset = readCursor(query, cursor)
    const snippetLength = passageLength(budget, limit)
    const most = Math.min(limit, mostHitsWithin(budget))
    const asked = { ...engineOptions('tool search', more), limit: most, offset, snippetLength, fold: true }
    const found = await searchAsTyped(index, query, asked)
    const result = found.total < fewHits && offset === 0 ? await withSuggestions(index, query, found) : found
    const hints = result.total === 0 ? await whyNothing(index, query, result, say) : suggestionsOf(result, say)
    const page = { result, offset, limit: most, budget, cursor: (next: number) => cursorFor(query, next) }
    return answerWithHits({ ...page, ...hints }, context)
  },
})

/** Corrections are looked for only if there are fewer hits than this, because they take longer than a search. */
const fewHits = 10

async function withSuggestions(index: Index, query: string, found: SearchResult): Promise<SearchResult> {
  const { suggestions } = await searchAsTyped(index, query, { suggest: true, countOnly: true })
  return suggestions === undefined ? found : { ...found, suggestions }
}

/** A question with a stray quotation mark or colon is read as far as it makes sense. */
async function searchAsTyped(index: Index, query: string, options: SearchOptions): Promise<SearchResult> {
  try {
    return await index.search(query, options)
  } catch (error) {
    if (!isXunzhangError(error) || error.code !== 'QUERY_SYNTAX') throw error
    return index.search(query, { ...options, lenient: true })
  }
}

function suggestionsOf({ suggestions = [], relaxed = [] }: SearchResult, say: ToolContext['say']) {
  const queries = suggestions.slice(0, 3).map((suggestion) => suggestion.query)
  const lines = [
    ...(relaxed.length > 0 ? [say.relaxed(relaxed)] : []),
    ...(queries.length > 0 ? [say.didYouMean(queries)] : []),
  ]
  if (lines.length === 0) return {}
  const hints = { ...(relaxed.length > 0 && { relaxed }), ...(queries.length > 0 && { suggestions: queries }) }
  return { hints, hintText: lines.join('\n') }
}

/** Says which words occur and how often, what is spelled alike, and what a wider query would find. */
async function whyNothing(index: Index, query: string, result: SearchResult, say: ToolContext['say']) {
  const words = await countWords(index, query)
  const present = words.filter(({ articles }) => articles > 0).map(({ word }) => `"${word.replaceAll('"', '')}"`)
  const wider = present.join(' | ')
  const some = present.length === 0 ? 0 : (await index.search(wider, { countOnly: true, lenient: true })).total
  const alike = suggestionsOf(result, say)
  const lines = [
    words.length === 0 ? say.noWords : say.words(words),
    some === 0 ? undefined : say.withSome(some, wider),
    alike.hintText,
  ]
  const hints = { words, ...(some > 0 && { wider: { query: wider, total: some } }), ...alike.hints }
  return { hints, hintText: lines.filter((line) => line !== undefined).join('\n') }
}

/** Where the next page of an answer begins: an offset, and a check that it belongs to the same question. */

export function cursorFor(question: string, offset: number): string {
  return `${offset}.${digest(question)}`
}

/** @throws XunzhangError USAGE for a cursor of another question */
export function readCursor(question: string, cursor: string | undefined): number {
  if (cursor === undefined) return 0
  const [, offset, check] = /^(\d{1,9})\.([0-9a-f]{8})$/.exec(cursor) ?? []
  if (offset === undefined || check !== digest(question))
    throw new XunzhangError('CURSOR_INVALID', {}, { where: 'cursor' })
  return Number(offset)
}

/** Protects from mistakes, not from malice: loading Node's cryptography takes longer than a search. */
function digest(question: string): string {
  return crc32(question).toString(16).padStart(8, '0')
}
