/** Reading over HTTP: occurrences, counts over time, values of a field; the JSON is that of the commands. */
import type { Hono } from 'hono'
import { isXunzhangError, XunzhangError } from '../../base/errors.js'
import type { Commit } from '../../library/live-index.js'
import type { KwicLine } from '../../library/types.js'
import type { ByCommit } from './answering.js'
import { checkLength, engineOptionsOf, type Parameters } from './parameters.js'

const mostQueries = 8

/** @param byCommit answers from one commit, which the answer names */
export function addReading(app: Hono, byCommit: ByCommit): void {
  app.get('/api/kwic', (c) => byCommit(c, (commit) => kwic(commit, c.req.query())))
  app.get('/api/timeline', (c) => byCommit(c, (commit) => timeline(commit, c.req.query(), c.req.queries('q') ?? [])))
  app.get('/api/terms', (c) => byCommit(c, (commit) => terms(commit, c.req.query())))
}

async function kwic({ index }: Commit, given: Parameters): Promise<object> {
  const options = engineOptionsOf('/api/kwic', given)
  const query = askedFor(given['q'] ?? '')
  if (index.kwic === undefined) throw new XunzhangError('INDEX_UNFIT', { what: 'remote', command: 'kwic' })
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

/** @param queries each `q` is a series */
async function timeline({ index }: Commit, given: Parameters, queries: readonly string[]): Promise<object> {
  const options = engineOptionsOf('/api/timeline', given)
  if (index.timeline === undefined) throw new XunzhangError('INDEX_UNFIT', { what: 'remote', command: 'timeline' })
  for (const query of queries) checkLength(askedFor(query))
  if (queries.length === 0) throw new XunzhangError('ARGUMENT', { what: 'query' })
  if (queries.length > mostQueries)
    throw new XunzhangError('READING', { what: 'series', count: queries.length, most: mostQueries })
  return index.timeline(queries, options)
}

async function terms({ index }: Commit, given: Parameters): Promise<object> {
  const options = engineOptionsOf('/api/terms', given)
  const { field } = given
  if (field === undefined) throw new XunzhangError('ARGUMENT', { what: 'missing', command: 'terms', operand: 'field' })
  if (index.terms === undefined) throw new XunzhangError('INDEX_UNFIT', { what: 'remote', command: 'terms' })
  return { terms: await index.terms(field, options) }
}

function askedFor(query: string): string {
  if (query.trim() === '') throw new XunzhangError('ARGUMENT', { what: 'query' })
  return query
}
