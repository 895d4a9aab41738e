import { isXunzhangError } from '../../../base/errors.js'
import { oneLine } from '../../../base/safe-text.js'
import { everyArticle } from '../../../library/every-article.js'
import type { Index, SearchOptions, SearchResult } from '../../../library/types.js'
import { cutText, defaultBudget } from './budget.js'
import { answerWithHits, passageLength } from './hits.js'
import {
  allWords,
  anyOf,
  countWords,
  isDates,
  quote,
  softWords,
  withFilters,
} from '../../../library/results/query-words.js'
import { cursorFor, defineTool, readCursor, type FoundHit, type KeptAnswer, type ToolContext } from './tool.js'

type Sort = NonNullable<SearchOptions['sort']>

/** What a call asks for, apart from how much of the answer it wants. */
interface Question {
  readonly queries: readonly string[]
  /** The queries without the filters of arguments; none if there are no filters. */
  readonly unfiltered: readonly string[]
  /** Identifies it in cursors. */
  readonly key: string
  readonly options: SearchOptions
  readonly ignored: readonly string[]
}

const mostQueries = 8
const mostKept = 16
/** Articles of each of several queries that are merged. */
const mergedDepth = 30

export const searchTool = defineTool({
  name: 'search',
  title: 'Search articles',
  description: `Search a collection of Chinese articles: ranked, exact for any string. A whole question works. Query language:
中国 贸易 = articles with both first; "阿尔曼别托夫" = this exact string
A | B = either; -A = without; 托卡* = prefix; title:贸易 author:林舟 tag:经济 path:notes; pinyin works; Traditional = Simplified.
A hit: path:line (cite it), id and from (give them to "read"), passage, words it lacks. Without a query: the newest.`,
  async run({ limit = 15, budget = defaultBudget, cursor, ...given }, context) {
    const { index, say } = context
    const question = questionOf(index, given, passageLength(budget, limit))
    const offset = readCursor(question.key, cursor)
    const answer = await fetch(question, { offset, limit }, context)
    const hits = answer.hits.filter(({ rank }) => rank > offset).slice(0, limit)
    const [query = ''] = question.queries
    if (answer.total === 0) return answerNothing(question, answer.first, budget, context)
    const words = question.queries.length > 1 || query === everyArticle ? [] : softWords(index, query)
    const { total, totals, covered } = answer
    const several = totals.length > 1 ? ` ${say.merged(totals)}` : ''
    return answerWithHits(
      {
        ...{ hits, total, budget, words },
        ...(offset === 0 && { hints: (absent) => hintsOf(question, answer, absent, context) }),
        end:
          hits.length < limit
            ? covered
            : (answer.hits.find(({ rank }) => rank > hits.at(-1)!.rank)?.rank ?? covered + 1) - 1,
        head: (last) => say.found(total, Math.min(offset + 1, last), last) + several,
        cursor: (next) => cursorFor(question.key, next),
      },
      context,
    )
  },
})

type Given = {
  readonly query?: string
  readonly queries?: readonly string[]
  readonly collections?: readonly string[]
  readonly dates?: string
  readonly authors?: readonly string[]
  readonly tags?: readonly string[]
  readonly sort?: Sort
}

function questionOf(index: Index, given: Given, snippetLength: number): Question {
  const { query = '', queries = [], collections, dates, authors = [], tags = [], sort } = given
  const texts = [...new Set([query, ...queries].filter((text) => text.trim() !== ''))]
  const isDate = dates === undefined || isDates(dates.trim())
  const filters = [
    ...(dates !== undefined && isDate ? [`date:${dates.trim()}`] : []),
    ...anyOf('author', authors.slice(0, 20)),
    ...anyOf('tag', tags.slice(0, 20)),
  ]
  const plain = texts.length === 0 ? [everyArticle] : texts.slice(0, mostQueries)
  const hasFilters = filters.length > 0
  const asked = hasFilters ? plain.map((text) => withFilters(index, text, filters)) : plain
  const unfiltered = hasFilters && texts.length > 0 ? plain : []
  const ignored = [...(isDate ? [] : [`dates ${dates}`]), ...texts.slice(mostQueries).map(quote)]
  const options = { sort: sort ?? (texts.length === 0 ? 'date' : 'score'), fold: true, snippetLength }
  return { queries: asked, unfiltered, options, key: JSON.stringify([asked, options.sort, collections]), ignored }
}

interface Page {
  readonly offset: number
  readonly limit: number
}

/** A later page is taken from the answer that the first one kept, so that no hit is missing or shown twice. */
async function fetch(question: Question, { offset, limit }: Page, { index, kept }: ToolContext): Promise<KeptAnswer> {
  const known = offset === 0 ? undefined : kept.get(question.key)
  const answer = known ?? (await begin(index, question, limit))
  while (answer.covered < Math.min(offset + limit, answer.total))
    await fetchMore(index, question, answer, offset + limit)
  kept.delete(question.key)
  kept.set(question.key, answer)
  for (const oldest of kept.keys()) if (kept.size > mostKept) kept.delete(oldest)
  return answer
}

async function begin(index: Index, { queries, options }: Question, limit: number): Promise<KeptAnswer> {
  if (queries.length > 1) return merged(index, queries, options)
  const first = await searchAsTyped(index, queries[0]!, { ...options, limit })
  const { hits, total } = first
  return { first, totals: [total], hits, total, covered: Math.min(limit, total) }
}

async function fetchMore(
  index: Index,
  { queries, options }: Question,
  answer: KeptAnswer,
  upTo: number,
): Promise<void> {
  const { covered } = answer
  const limit = upTo - covered
  const { hits, total } = await searchAsTyped(index, queries[0]!, { ...options, limit, offset: covered })
  const known = new Set(answer.hits.map(({ id }) => id))
  answer.hits = [...answer.hits, ...hits.filter(({ id }) => !known.has(id))]
  answer.total = total
  answer.covered = Math.min(upTo, total)
}

interface MergedHit {
  hit: FoundHit
  score: number
  readonly by: number[]
}

/** Reciprocal rank fusion: an article that several queries find is ahead. */
async function merged(index: Index, queries: readonly string[], options: SearchOptions): Promise<KeptAnswer> {
  const results = []
  for (const query of queries) results.push(await searchAsTyped(index, query, { ...options, limit: mergedDepth }))
  const found = new Map<string, MergedHit>()
  results.forEach(({ hits }, i) => {
    for (const hit of hits) {
      const known: MergedHit = found.get(hit.id) ?? { hit, score: 0, by: [] }
      known.score += 1 / (60 + hit.rank)
      known.by.push(i + 1)
      if (hit.rank < known.hit.rank) known.hit = hit
      found.set(hit.id, known)
    }
  })
  const { sort } = options
  const direction = sort === 'oldest' ? 1 : -1
  const byDate = (a: FoundHit, b: FoundHit): number => direction * (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)
  const best = [...found.values()].sort((a, b) =>
    sort === 'date' || sort === 'oldest' ? byDate(a.hit, b.hit) : b.score - a.score,
  )
  const hits = best.map(({ hit, by }, i) => ({ ...hit, by, rank: i + 1 }))
  const totals = results.map(({ total }) => total)
  return { first: results[0]!, totals, hits, total: hits.length, covered: hits.length }
}

/** A question with a stray quotation mark or colon is read as far as it makes sense. */
async function searchAsTyped(index: Index, query: string, options: SearchOptions): Promise<SearchResult> {
  try {
    return await index.search(query, options)
  } catch (error) {
    if (!isXunzhangError(error) || !['QUERY_SYNTAX', 'QUERY_TOO_LONG'].includes(error.code)) throw error
    return index.search(query, { ...options, lenient: true })
  }
}

/** Corrections are looked for only if there are fewer hits than this, because they take longer than a search. */
const fewHits = 10

async function hintsOf(
  { queries, ignored }: Question,
  answer: KeptAnswer,
  words: readonly string[],
  { index, say }: ToolContext,
) {
  const { first, total } = answer
  const relaxed = first.relaxed ?? []
  const absent = await unknownWords(index, words)
  const suggestions = total < fewHits || absent.length > 0 ? await suggestionsFor(index, queries) : []
  const notes = [
    relaxed.length > 0 ? say.relaxed(relaxed.map(short)) : '',
    absent.length > 0 ? say.unknown(absent.map(short)) : '',
    suggestions.length > 0 ? say.didYouMean(suggestions) : '',
    ignored.length > 0 ? say.dropped(ignored.map(short).join(', ')) : '',
  ]
  const data = { ...(relaxed.length > 0 && { relaxed }), ...(suggestions.length > 0 && { suggestions }) }
  return { notes, data }
}

const short = (text: string): string => oneLine(cutText(text, 40))

/** The words that no article contains; not those of Latin letters, which may be pinyin. */
async function unknownWords(index: Index, words: readonly string[]): Promise<readonly string[]> {
  const counted = await countWords(
    index,
    words.filter((word) => !/[a-z]/i.test(word)),
  )
  return counted.filter(({ articles }) => articles === 0).map(({ word }) => word)
}

async function suggestionsFor(index: Index, queries: readonly string[]): Promise<readonly string[]> {
  if (queries.length > 1 || queries[0] === everyArticle) return []
  const { suggestions = [] } = await searchAsTyped(index, queries[0]!, { suggest: true, countOnly: true })
  return suggestions.slice(0, 3).map(({ query }) => query)
}

/** Says which words occur and how often, what is spelled alike, and shows the best of a wider query. */
async function answerNothing(
  { queries, unfiltered, ignored, options }: Question,
  { query }: SearchResult,
  budget: number,
  context: ToolContext,
) {
  const { index, say } = context
  const widely = { ...options, sort: 'score', limit: 8 } as const
  const loose = await withoutFilters(index, unfiltered, widely)
  const counted = loose === undefined ? await countWords(index, allWords(index, query).slice(0, mostCounted)) : []
  const suggestions = loose === undefined ? await suggestionsFor(index, queries) : []
  const wider = loose ?? (await widerResult(index, counted, widely))
  const notes = [
    loose !== undefined
      ? say.filteredAway
      : counted.length === 0
        ? say.noWords
        : say.words(counted.map(({ word, articles }) => ({ word: short(word), articles }))),
    suggestions.length > 0 ? say.didYouMean(suggestions) : '',
    ignored.length > 0 ? say.dropped(ignored.map(short).join(', ')) : '',
    wider === undefined ? '' : say.wider(wider.total, wider.query),
  ]
  const data = { hits: [], words: counted, ...(suggestions.length > 0 && { suggestions }) }
  const wrap = (shownHits: readonly object[]) =>
    wider === undefined ? {} : { wider: { query: wider.query, total: wider.total, hits: shownHits } }
  const hints = () => ({ notes, data })
  const { hits = [] } = wider ?? {}
  return answerWithHits({ hits, total: 0, end: 0, budget, head: () => say.nothing, hints, wrap }, context)
}

/** What the first query finds without the filters of arguments, if it finds something. */
async function withoutFilters(index: Index, [query]: readonly string[], options: SearchOptions) {
  const found = query === undefined ? undefined : await searchAsTyped(index, query, options)
  return found === undefined || found.total === 0 ? undefined : found
}

/** A wider query that finds more than this share of the articles says nothing. */
const mostShare = 0.05

/** Words that are counted where nothing is found: each costs as much as a search for a string. */
const mostCounted = 6

/** The rarest of the words that occur, as many as together leave a small part of the collection. */
async function widerResult(index: Index, counted: Awaited<ReturnType<typeof countWords>>, options: SearchOptions) {
  const present = counted.filter(({ articles }) => articles > 0).sort((a, b) => a.articles - b.articles)
  const most = Math.max(50, index.articleCount * mostShare)
  let sum = 0
  const rare = present.filter(({ articles }, i) => (sum += articles) <= most || i === 0)
  if (rare.length === 0) return undefined
  return index.search(rare.map(({ word }) => quote(word)).join(' | '), { ...options, lenient: true })
}
