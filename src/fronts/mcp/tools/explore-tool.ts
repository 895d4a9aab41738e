import { isXunzhangError } from '../../../base/errors.js'
import { oneLine } from '../../../base/safe-text.js'
import { everyArticle } from '../../../library/every-article.js'
import type { KwicLine, SpanName, Timeline } from '../../../library/types.js'
import { facetNames } from '../../../text/facets/index.js'
import { cutText, defaultBudget, fitted, type ToolAnswer } from './budget.js'
import { cursorFor, defineTool, pageAnswer, readCursor, type ToolContext } from './tool.js'

/** What an answer is made of: lines, of which as many are shown as fit. */
interface Table {
  /** @param shown number of lines */
  readonly head: (shown: number) => string
  readonly lines: readonly string[]
  readonly data: (shown: number) => Readonly<Record<string, unknown>>
  /** Whether there are more lines behind these. */
  readonly goesOn?: boolean
}

interface Asked {
  readonly query: string
  readonly by: string | undefined
  readonly limit: number
  readonly offset: number
}

/** Years are in ascending order, other values by number of articles. */
export const exploreTool = defineTool({
  name: 'explore',
  title: 'Count and compare',
  description: `what=facets: articles that match, by year, author, tag or site; terms: values of a field in all articles; timeline: articles and occurrences by year, month, week or day; occurrences: every place, cited, in its context.`,
  async run({ what = 'facets', query = '', collections, by, limit = 50, budget = defaultBudget, cursor }, context) {
    const key = JSON.stringify([what, query, by, collections])
    const offset = readCursor(key, cursor)
    const table = await tables[what]({ query, by, limit, offset }, context)
    return answerOf(table, budget, key, offset, context)
  },
})

const tables = {
  facets: countFacets,
  terms: (asked: Asked, context: ToolContext) => countFacets({ ...asked, query: '' }, context),
  timeline: countPeriods,
  occurrences: findOccurrences,
}

function answerOf(table: Table, budget: number, key: string, offset: number, context: ToolContext): ToolAnswer {
  const { lines, goesOn = false } = table
  const build = (count: number): ToolAnswer => {
    const next = count > 0 && (goesOn || count < lines.length) ? cursorFor(key, offset + count) : undefined
    return pageAnswer([table.head(count), ...lines.slice(0, count)], table.data(count), next, context)
  }
  return fitted(budget, lines.length, build, context.say.budgetTooSmall(budget))
}

async function countFacets({ query, by, limit, offset }: Asked, { index, say }: ToolContext): Promise<Table> {
  const facet = facetNames.find((name) => name === by) ?? 'year'
  const text = query.trim() === '' ? everyArticle : query
  const { facets, total } = await index.search(text, { facets: [facet], countOnly: true, lenient: true })
  const all = [...(facets?.[facet] ?? [])]
  if (facet === 'year') all.sort((a, b) => (a.value < b.value ? -1 : 1))
  const shown = all.slice(offset, offset + limit)
  return {
    head: (count) => `${say.counted(total)}; ${facet}, ${say.values(count, all.length)}`,
    lines: shown.map(({ value, count }) => `${oneLine(cutText(value, 60))}\t${count}`),
    data: () => ({ total, by: facet, of: all.length }),
    goesOn: offset + limit < all.length,
  }
}

const spans: readonly string[] = ['year', 'month', 'week', 'day'] satisfies readonly SpanName[]

async function countPeriods({ query, by, limit, offset }: Asked, { index, say }: ToolContext): Promise<Table> {
  const timeline = index.timeline?.bind(index)
  if (timeline === undefined) return { head: () => say.unavailable, lines: [], data: () => ({}) }
  const count = (span?: string): Promise<Timeline> => {
    const options = { lenient: true, articlesOnly: query.trim() === '', ...(span && { by: span as SpanName }) }
    return timeline(query.trim() === '' ? everyArticle : query, options)
  }
  // Days over many years are too many; then the length is chosen.
  const made = await count(by !== undefined && spans.includes(by) ? by : undefined).catch((error: unknown) => {
    if (isXunzhangError(error) && error.reason === 'READING') return count()
    throw error
  })
  const [series] = made.series
  const filled = (series?.buckets ?? []).filter(({ articles }) => articles > 0)
  const shown = filled.slice(offset, offset + limit)
  return {
    head: () => say.periods(made.by, series?.undated.articles ?? 0),
    lines: shown.map(({ from, articles, occurrences }) => `${from}\t${articles}\t${occurrences}`),
    data: () => ({ by: made.by, of: filled.length }),
    goesOn: offset + limit < filled.length,
  }
}

/** Characters on each side of an occurrence. */
const context = 30

async function findOccurrences({ query, limit, offset }: Asked, { index, say }: ToolContext): Promise<Table> {
  const kwic = index.kwic?.bind(index)
  if (kwic === undefined || index.countOccurrences === undefined)
    return { head: () => say.unavailable, lines: [], data: () => ({ hits: [] }) }
  const { occurrences, articles } = await index.countOccurrences(query, { lenient: true })
  const found: KwicLine[] = []
  for await (const line of kwic(query, { lenient: true, context, limit: offset + limit })) found.push(line)
  const shown = found.slice(offset)
  return {
    head: () => say.occurrences(occurrences, articles),
    lines: shown.map(({ path, line, left, match, right }) => oneLine(`${path}:${line} ${left}【${match}】${right}`)),
    data: (count) => ({
      total: occurrences,
      hits: shown.slice(0, count).map(({ id, path, line }) => ({ id, path, line })),
    }),
    goesOn: offset + limit < occurrences,
  }
}
