/** Reading over HTTP: occurrences, counts over time, values of a field; the JSON is that of the commands. */
import type { Hono } from 'hono'
import { isXunzhangError, XunzhangError } from '../errors.js'
import type { Commit } from '../library/live-index.js'
import type { ContextSize, KwicLine } from '../library/types.js'
import type { ByCommit } from './answering.js'
import { choice, isSet, queryOf, requireKnown, wholeNumber } from './parameters.js'
import type { Parameters } from './parameters.js'

const matchModes = ['auto', 'all', 'any'] as const
const usualLines = 100
export const mostLines = 1000
const mostContext = 1000
const mostQueries = 8
const usualTerms = 100

/** @param byCommit answers from one commit, which the answer names */
export function addReading(app: Hono, byCommit: ByCommit): void {
  app.get('/api/kwic', (c) => byCommit(c, (commit) => kwic(commit, c.req.query())))
  app.get('/api/timeline', (c) => byCommit(c, (commit) => timeline(commit, c.req.query(), c.req.queries('q') ?? [])))
  app.get('/api/terms', (c) => byCommit(c, (commit) => terms(commit, c.req.query())))
}

async function kwic({ index }: Commit, given: Parameters): Promise<object> {
  requireKnown(given, ['q', 'limit', 'sort', 'match', 'context', 'lenient'])
  const query = askedFor(queryOf(given))
  const sort = choice(given, 'sort', ['article', 'date', 'oldest', 'left', 'right'] as const)
  const match = choice(given, 'match', matchModes)
  const context = contextOf(given)
  const options = {
    limit: wholeNumber(given, 'limit', 0, mostLines) ?? usualLines,
    ...(sort !== undefined && { sort }),
    ...(match !== undefined && { match }),
    ...(context !== undefined && { context }),
    ...(isSet(given, 'lenient') && { lenient: true }),
  }
  if (index.kwic === undefined) throw new XunzhangError('LOCAL_ONLY', { command: 'kwic' })
  return { query, ...(await linesInTime(index.kwic(query, options))) }
}

/** Lines that were found before time ran out are returned, because they are worth more than an error. */
async function linesInTime(found: AsyncIterable<KwicLine>): Promise<{ lines: KwicLine[]; isPartial?: true }> {
  const lines: KwicLine[] = []
  try {
    for await (const line of found) lines.push(line)
    return { lines }
  } catch (error) {
    if (!isXunzhangError(error) || error.code !== 'TIME_EXCEEDED' || lines.length === 0) throw error
    return { lines, isPartial: true }
  }
}

function contextOf(given: Parameters): ContextSize | undefined {
  const asked = given['context']
  if (asked === 'sentence' || asked === 'paragraph') return asked
  return wholeNumber(given, 'context', 0, mostContext)
}

/** @param queries each `q` is a series */
async function timeline({ index }: Commit, given: Parameters, queries: readonly string[]): Promise<object> {
  requireKnown(given, ['q', 'by', 'match', 'relative', 'lenient'])
  const by = choice(given, 'by', ['year', 'month', 'week', 'day'] as const)
  const match = choice(given, 'match', matchModes)
  if (index.timeline === undefined) throw new XunzhangError('LOCAL_ONLY', { command: 'timeline' })
  const asked = queries.map((q) => askedFor(queryOf({ q })))
  if (asked.length === 0) throw new XunzhangError('QUERY_EMPTY', {})
  if (asked.length > mostQueries) throw new XunzhangError('SERIES_TOO_MANY', { count: asked.length, most: mostQueries })
  return index.timeline(asked, {
    ...(by !== undefined && { by }),
    ...(match !== undefined && { match }),
    ...(isSet(given, 'relative') && { relative: true }),
    ...(isSet(given, 'lenient') && { lenient: true }),
  })
}

async function terms({ index }: Commit, given: Parameters): Promise<object> {
  requireKnown(given, ['field', 'limit', 'sort'])
  const { field } = given
  if (field === undefined) throw new XunzhangError('ARGUMENT_MISSING', { command: 'terms', operand: 'field' })
  if (index.terms === undefined) throw new XunzhangError('LOCAL_ONLY', { command: 'terms' })
  const sort = choice(given, 'sort', ['count', 'value'] as const)
  const limit = wholeNumber(given, 'limit', 0, 100_000) ?? usualTerms
  return { terms: await index.terms(field, { limit, ...(sort !== undefined && { sort }) }) }
}

function askedFor(query: string): string {
  if (query.trim() === '') throw new XunzhangError('QUERY_EMPTY', {})
  return query
}
