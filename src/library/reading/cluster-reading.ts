/**
 * Reads a collection on a cluster as reading.ts reads an index: the server finds the articles that match, and their
 * texts are read here by the same code. The values of a field are counted by the server.
 */
import { countValues, fetchArticles, visible, type OpenCollection } from '../../cluster/answers/reader.js'
import { prepare } from '../../cluster/answers/search.js'
import { XunzhangError } from '../../base/errors.js'
import { parseQuery, printQuery, readQuery, type QueryNode } from '../../query/index.js'
import { dateCounts, fieldTerms, termFields } from '../../search/reading/timeline.js'
import type { DayCounts, FieldTerm, Timeline } from '../../search/reading/timeline.js'
import { Searcher, type MatchingSegment } from '../../search/searcher.js'
import { checkKwic, checkReading, checkTerms, checkTimeline } from '../check-request.js'
import { kwicLines, occurrenceCounts, timelineOf, type ReadableIndex } from './reading.js'
import type * as Types from './types.js'

/** Articles whose texts are read for one query. */
const mostRead = 20_000

export async function kwicOn(
  open: OpenCollection,
  query: string,
  options: Types.KwicOptions,
): Promise<Iterable<Types.KwicLine>> {
  checkKwic(query, options)
  return kwicLines(await readable(open, [query], options), query, options)
}

export async function occurrencesOn(
  open: OpenCollection,
  query: string,
  options: Types.ReadingOptions,
): Promise<Types.OccurrenceCounts> {
  checkReading(query, options)
  return occurrenceCounts(await readable(open, [query], options), query, options)
}

export async function timelineOn(
  open: OpenCollection,
  queries: readonly string[],
  options: Types.TimelineOptions,
): Promise<Timeline> {
  checkTimeline(queries, options)
  const index = await readable(open, queries, options)
  return timelineOf(options.relative === true ? { ...index, days: await allDays(open) } : index, queries, options)
}

export async function termsOn(open: OpenCollection, field: string, options: Types.TermsOptions): Promise<FieldTerm[]> {
  checkTerms(options)
  const known: readonly string[] = termFields
  if (!known.includes(field)) throw new XunzhangError('READING', { what: 'field', field, known })
  const isDate = field === 'month' || field === 'day'
  const counts = isDate
    ? dateCounts(await allDays(open), field)
    : await countValues(open.reader, visible(open.reader, []), field)
  return fieldTerms(counts, options)
}

async function allDays({ reader }: OpenCollection): Promise<DayCounts> {
  const counts = await countValues(reader, visible(reader, []), 'day')
  return {
    query: '',
    days: new Map(Array.from(counts, ([day, articles]) => [Number(day), { articles, occurrences: 0 }])),
  }
}

/** The articles that match the queries, as an index that knows nothing else. */
async function readable(
  open: OpenCollection,
  queries: readonly string[],
  { lenient = false, match = 'all' }: Types.ReadingOptions,
): Promise<ReadableIndex> {
  const found = new Map<string, readonly MatchingSegment[]>()
  for (const query of queries) {
    const { node } = lenient ? readQuery(query) : { node: parseQuery(query) }
    if (node !== undefined) found.set(printQuery(node), await matching(open, node, match, query))
  }
  return {
    fields: {},
    searcher: { leaves: [], matching: (node) => (node && found.get(printQuery(node))) ?? [] },
    partOf: () => ({ manifest: open.reader.head }),
  }
}

async function matching(
  open: OpenCollection,
  node: QueryNode,
  match: NonNullable<Types.ReadingOptions['match']>,
  query: string,
): Promise<readonly MatchingSegment[]> {
  const { reader, analyzer } = open
  const { matches, view } = await prepare(open, { node, match, sort: 'score' })
  if (matches === undefined) return []
  const { hits } = (await reader.search({ query: matches.filter, size: mostRead + 1, sort: ['_doc'] })).hits
  if (hits.length > mostRead) {
    const parameters = { what: 'checked', most: mostRead, word: query } as const
    throw new XunzhangError('TOO_BROAD', parameters, { where: reader.client.access.address.text })
  }
  const ids = hits.map(({ _id }) => _id)
  const { segment } = await fetchArticles(open, ids)
  return [...new Searcher([segment], analyzer).matching(node, match, view)]
}
