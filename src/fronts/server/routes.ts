/** The API: for each route the answer from one commit; the JSON is that of the commands. */
import type { Context, Hono } from 'hono'
import { isXunzhangError, XunzhangError } from '../../base/errors.js'
import { engineOptions, optionsAt, type LibraryOptions, type ValuesAt } from '../../base/options/places.js'
import { optionRows, type Place } from '../../base/options/rows.js'
import { checkOptions, readValue } from '../../base/options/options.js'
import { everyArticle } from '../../library/every-article.js'
import type { Commit, LiveIndex } from '../../library/live-index.js'
import { formatArticle, imageOf, pathFrom } from '../../library/results/formatted.js'
import type { Formatted, Index, IndexStats, KwicLine, Suggestion } from '../../library/types.js'
import { anyOf, isDates, withFilters } from '../../library/results/query-words.js'
import type { ByCommit } from './answering.js'
import { limitBody } from './guard.js'
import { problem, refuse } from './problem.js'

export type Route = Extract<Place, `/api/${string}`>

interface Asked<R extends Route> {
  readonly c: Context
  readonly values: ValuesAt<R>
  readonly options: LibraryOptions<R>
  /** Folders of this machine are shown only to requests that ask for them, and only on this machine. */
  readonly showsFolders: boolean
}

/** @param isOpen whether a request may ask for the folders of this machine */
export function addRoutes(app: Hono, byCommit: ByCommit, live: LiveIndex, isOpen: boolean): void {
  const add = <R extends Route>(
    route: R,
    answer: (commit: Commit, asked: Asked<R>) => Promise<object>,
    path: string = route,
  ): void => {
    app.get(path, (c) =>
      byCommit(c, (commit) => {
        return answer(commit, askedOf(c, route, readParameters(route, c.req.queries())))
      }),
    )
  }
  const askedOf = <R extends Route>(c: Context, route: R, values: ValuesAt<R>): Asked<R> => {
    const showsFolders = isOpen && 'folder' in values && values.folder === true
    return { c, values, options: engineOptions(route, values), showsFolders }
  }
  const completions = createCompletion()
  add('/api/search', search)
  app.post('/api/search', limitBody, async (c) => {
    if (!/^application\/json *(;|$)/i.test(c.req.header('content-type') ?? '')) return refuse(c, noJson)
    const text = await c.req.text()
    const given = objectIn(text)
    if (given === undefined) return refuse(c, brokenJson)
    return byCommit(
      c,
      (commit) => searchBody(given, (values) => search(commit, askedOf(c, '/api/search', values))),
      text,
    )
  })
  add('/api/articles/{id}', article, '/api/articles/:id{.+}')
  app.get('/api/images/:id{.+}', (c) => live.ask((commit) => image(c, commit)))
  app.get('/api/words', (c) => byCommit(c, async ({ index }) => ({ words: await wordsToTry(index) })))
  add('/api/suggest', async ({ index, tag }, { values: { q = '', limit } }) => {
    return { suggestions: await completions(index, tag, q, limit!) }
  })
  add('/api/stats', async ({ index, tag }, { showsFolders }) => {
    const stats = await index.stats()
    return { ...stats, roots: showsFolders ? stats.roots : [], commit: tag } satisfies IndexStats & { commit: string }
  })
  add('/api/kwic', async ({ index }, { values: { q = '' }, options }) => {
    const query = askedFor(q)
    if (index.kwic === undefined) throw remote('kwic')
    return { query, ...(await linesInTime(index.kwic(query, options))) }
  })
  add('/api/timeline', timeline)
  add('/api/terms', async ({ index }, { values: { field }, options }) => {
    if (field === undefined)
      throw new XunzhangError('ARGUMENT', { what: 'missing', command: 'terms', operand: 'field' })
    if (index.terms === undefined) throw remote('terms')
    return { terms: await index.terms(field, options) }
  })
}

/**
 * The parameters of a request, checked by name and by value as the table of options says. Unknown names are refused.
 * @throws XunzhangError USAGE, QUERY_TOO_LONG
 */
function readParameters<R extends Route>(route: R, given: Readonly<Record<string, readonly string[]>>): ValuesAt<R> {
  const known = optionsAt(route)
  const values: Record<string, unknown> = {}
  for (const [name, texts] of Object.entries(given)) {
    const spec = Object.hasOwn(known, name) ? known[name]! : undefined
    const [value = '', second] = texts
    if (name === 'token') continue
    if (spec === undefined)
      throw new XunzhangError('OPTION_FORM', { what: 'name', choices: Object.keys(known) }, { where: name })
    if (spec.type !== 'texts' && second !== undefined)
      throw new XunzhangError('OPTION_FORM', { what: 'repeated' }, { where: name })
    values[name] = spec.type === 'texts' ? texts : spec.type === 'text' ? value : readValue(name, spec, value)
  }
  return complete(route, values)
}

/** With the values that apply where none is given. @throws XunzhangError QUERY_TOO_LONG */
function complete<R extends Route>(route: R, given: Readonly<Record<string, unknown>>): ValuesAt<R> {
  const values = { ...given }
  for (const [name, spec] of Object.entries(optionsAt(route)))
    if (spec.type === 'whole' && spec.default !== undefined) values[name] ??= spec.default
  for (const query of [values['q'] ?? []].flat()) checkLength(query as string)
  return values as ValuesAt<R>
}

type SearchValues = ValuesAt<'/api/search'>

/** Of one request. */
export const mostQueries = 8

/**
 * Answers the body of a search: its parameters as JSON, or `queries`, each with parameters of its own beside those that
 * stand outside.
 * @throws XunzhangError USAGE, QUERY_TOO_LONG
 */
async function searchBody(
  { queries, ...shared }: Readonly<Record<string, unknown>>,
  answer: (values: SearchValues) => Promise<object>,
): Promise<object> {
  if (queries === undefined) return answer(checked(shared))
  if (!Array.isArray(queries))
    throw new XunzhangError('OPTION_VALUE', { ...notItems, value: typeof queries }, { where: 'queries' })
  if (queries.length > mostQueries)
    throw new XunzhangError('READING', { what: 'series', count: queries.length, most: mostQueries })
  const all = queries.map((own: object) => checked({ ...shared, ...own }))
  const results = []
  for (const values of all) results.push(await answer(values))
  return { results }
}

const notItems = { type: 'items', min: 0, max: 0, choices: [] } as const

function checked(given: Readonly<Record<string, unknown>>): SearchValues {
  checkOptions(given, optionsAt('/api/search'))
  return complete('/api/search', given)
}

const noJson = problem(415, 'BODY_TYPE', 'the body is not JSON', 'Send Content-Type: application/json.')
const brokenJson = problem(400, 'BODY_INVALID', 'the body is not an object in JSON', 'See /api/openapi.json.')

function objectIn(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value = JSON.parse(text) as unknown
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    return undefined
  }
}

const longest = optionRows.q.most

function checkLength(query: string): void {
  if (query.length > longest)
    throw new XunzhangError('QUERY_TOO_LONG', { what: 'length', most: longest }, { column: longest + 1 })
}

function askedFor(query: string): string {
  if (query.trim() === '') throw new XunzhangError('ARGUMENT', { what: 'query' })
  return query
}

const remote = (command: string) => new XunzhangError('INDEX_UNFIT', { what: 'remote', command })

async function search({ index }: Commit, { values, options, showsFolders }: Asked<'/api/search'>): Promise<object> {
  const { q: query = '' } = values
  const asked = filtered(index, query, values)
  const isEmpty = asked.trim() === '' && options.like === undefined
  const result = await index.search(isEmpty ? everyArticle : asked, options)
  const hits = showsFolders ? result.hits : result.hits.map(({ index: _, ...hit }) => ({ ...hit, root: '' }))
  return { ...result, query, hits }
}

/** @throws XunzhangError QUERY_SYNTAX */
function filtered(index: Index, query: string, { dates, authors, tags, sites, lenient }: SearchValues): string {
  if (dates !== undefined && !isDates(dates))
    throw new XunzhangError('DATE', { what: 'impossible', text: dates }, { where: 'dates' })
  const filters = [
    ...(dates === undefined ? [] : [`date:${dates}`]),
    ...[...anyOf('author', authors), ...anyOf('tag', tags), ...anyOf('site', sites)],
  ]
  if (filters.length === 0) return query
  return withFilters(index, query, filters, lenient === true)
}

async function article({ index }: Commit, asked: Asked<'/api/articles/{id}'>): Promise<object> {
  const id = asked.c.req.param('id')!
  const { q: query = '' } = asked.values
  const marked = await index.mark(id, query)
  if (marked === undefined) throw new XunzhangError('ARTICLE_MISSING', { id })
  const { article, ...marks } = marked
  const formatted = asked.values.formatted === true ? formatArticle(article, marks.bodyHighlights) : undefined
  return {
    ...article,
    ...(!asked.showsFolders && { root: '' }),
    ...(query !== '' && marks),
    ...(formatted && { formatted: await withLinks(formatted, article.path, index) }),
  }
}

/** A link to another article of the collection gets its id; one to anything else becomes text. */
async function withLinks(nodes: readonly Formatted[], path: string, index: Index): Promise<Formatted[]> {
  const linked: Formatted[] = []
  for (const node of nodes) {
    if (typeof node === 'string') {
      linked.push(node)
      continue
    }
    const [name, attributes, children] = node
    if (name === 'img' && pathFrom(path, attributes['src']!).startsWith('..')) continue
    const inner = await withLinks(children, path, index)
    const { to } = attributes
    if (to === undefined) linked.push([name, attributes, inner])
    else if ((await index.get(pathFrom(path, to))) === undefined) for (const one of inner) linked.push(one)
    else linked.push([name, { to: pathFrom(path, to) }, inner])
  }
  return linked
}

/** An image that an article shows. */
async function image(c: Context, { index }: Commit): Promise<Response> {
  const { src = '' } = readParameters('/api/images/{id}', c.req.queries())
  const id = c.req.param('id')!
  const article = await index.get(id)
  const found = article && imageOf(article, src)
  if (found === undefined) throw new XunzhangError('ARTICLE_MISSING', { id })
  return c.body(new Uint8Array(found.bytes), 200, {
    'Content-Type': found.type,
    'Cache-Control': 'private, max-age=60',
  })
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

/** Each `q` is a series. */
async function timeline({ index }: Commit, { values, options }: Asked<'/api/timeline'>): Promise<object> {
  const queries = (values.q ?? []).map(askedFor)
  if (index.timeline === undefined) throw remote('timeline')
  if (queries.length === 0) throw new XunzhangError('ARGUMENT', { what: 'query' })
  if (queries.length > mostQueries)
    throw new XunzhangError('READING', { what: 'series', count: queries.length, most: mostQueries })
  return index.timeline(queries, options)
}

interface Entry {
  readonly folded: string
  readonly suggestion: Suggestion
}

/**
 * Completions of what is typed: titles, authors and tags that contain it, those that begin with it first. Keeps the
 * list of one commit. For 20,000 articles it takes 0.1 s to read and some MiB.
 */
function createCompletion() {
  let kept: { readonly tag: string; readonly entries: Promise<readonly Entry[]> } | undefined
  return async (index: Index, tag: string, typed: string, limit: number): Promise<readonly Suggestion[]> => {
    if (kept?.tag !== tag) kept = { tag, entries: entriesOf(index) }
    const wanted = fold(typed)
    if (wanted === '') return []
    const beginning: Suggestion[] = []
    const within: Suggestion[] = []
    for (const { folded, suggestion } of await kept.entries) {
      const at = folded.indexOf(wanted)
      if (at === 0) beginning.push(suggestion)
      else if (at > 0 && within.length < limit) within.push(suggestion)
      if (beginning.length >= limit) break
    }
    return [...beginning, ...within].slice(0, limit)
  }
}

async function entriesOf(index: Index): Promise<readonly Entry[]> {
  return (await index.suggestions()).map((suggestion) => ({ folded: fold(suggestion.text), suggestion }))
}

const fold = (text: string): string => text.normalize('NFKC').toLowerCase().trim()

/* A few words that a reader may try: names and titles that the newest articles put in quotation marks, else tags. */

const mostArticles = 80
const mostWords = 8
const mostTags = 3
/** A word must lead to several articles, and not to most of them. */
const [fewest, largestShare] = [2, 0.5]

const QUOTED = /[“「《]([\p{Script=Han}\p{L}\p{N}·-]{2,8})[”」》]/gu

async function wordsToTry(index: Index): Promise<readonly string[]> {
  const { hits, total, facets } = await index.search(everyArticle, {
    limit: mostArticles,
    facets: ['tag'],
    snippets: false,
  })
  const counts = new Map<string, number>()
  for (const { id } of hits) {
    const { title = '', body = '' } = (await index.get(id)) ?? {}
    const quoted = new Set(Array.from(`${title}\n${body}`.matchAll(QUOTED), ([, word]) => word!))
    for (const word of quoted) counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  const often = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([word]) => word)
  // The page lists tags below the words, so they are words only where nothing is quoted.
  const tags = often.length >= mostWords ? [] : (facets?.tag ?? []).slice(0, mostTags).map(({ value }) => value)
  const words: string[] = []
  for (const word of new Set([...often.slice(0, 2 * mostWords), ...tags])) {
    if (words.length === mostWords) break
    const found = await index.search(`"${word.replaceAll('"', '')}"`, { countOnly: true, limit: 0 })
    const isUseful = found.total >= Math.min(fewest, total) && found.total <= Math.max(fewest, total * largestShare)
    if (isUseful && found.relaxed === undefined) words.push(word)
  }
  return words
}
