/** The description of the API, OpenAPI 3.1; tests check every answer against it. */
import { facetNames, suggestionKinds } from '../library/types.js'
import { longestQuery, mostHits } from './parameters.js'
import { mostLines } from './reading-routes.js'

const text = { type: 'string' }
const whole = { type: 'integer', minimum: 0 }
const ranges = {
  type: 'array',
  items: { type: 'array', items: whole, minItems: 2, maxItems: 2 },
  description: 'Marked ranges [start, end), in UTF-16 units, ascending',
}
const list = (items: object): object => ({ type: 'array', items })
const ref = (name: string): object => ({ $ref: `#/components/schemas/${name}` })

/** Properties are required unless named; others are allowed only where `more` is true. */
function object(properties: Readonly<Record<string, object>>, optional: readonly string[] = []): object {
  const required = Object.keys(properties).filter((name) => !optional.includes(name))
  return { type: 'object', properties, required, additionalProperties: false }
}

const schemas = {
  Error: object({ error: object({ code: text, message: text, remedy: text }) }),
  Hit: object(
    {
      rank: { type: 'integer', minimum: 1 },
      id: text,
      score: { type: 'number' },
      title: text,
      titleHighlights: ranges,
      date: text,
      author: text,
      tags: list(text),
      path: text,
      root: text,
      index: text,
      line: { type: 'integer', minimum: 1 },
      url: text,
      snippet: object({ text, highlights: ranges }),
      explanation: list({ type: 'object' }),
      matchedBy: list(object({ query: text, by: text, text })),
      duplicates: list(text),
      similar: list(object({ id: text, similarity: { type: 'number' } })),
    },
    ['index', 'explanation', 'matchedBy', 'duplicates', 'similar'],
  ),
  SearchResult: object(
    {
      query: text,
      total: whole,
      tookMs: { type: 'number' },
      hits: list(ref('Hit')),
      facets: { type: 'object', additionalProperties: list(object({ value: text, count: whole })) },
      suggestions: list({ type: 'object', required: ['query', 'replaces'] }),
      expansions: list({ type: 'object' }),
      relaxed: list(text),
      totalIsAtLeast: { const: true },
      missingShards: list(text),
    },
    ['relaxed', 'facets', 'suggestions', 'expansions', 'totalIsAtLeast', 'missingShards'],
  ),
  Article: object(
    {
      id: text,
      title: text,
      body: text,
      captions: list(text),
      author: text,
      date: text,
      url: text,
      tags: list(text),
      categories: list(text),
      metadata: { type: 'object' },
      path: text,
      root: text,
      line: { type: 'integer', minimum: 1 },
      titleHighlights: ranges,
      bodyHighlights: ranges,
    },
    ['titleHighlights', 'bodyHighlights'],
  ),
  Suggestions: object({
    suggestions: list(object({ text, kind: { enum: [...suggestionKinds] }, id: text }, ['id'])),
  }),
  Stats: { type: 'object', required: ['articles', 'terms', 'bytes', 'segments', 'committed', 'roots', 'commit'] },
  Kwic: object(
    {
      query: text,
      lines: list(
        object({
          id: text,
          path: text,
          line: { type: 'integer', minimum: 1 },
          column: { type: 'integer', minimum: 1 },
          date: text,
          title: text,
          left: text,
          match: text,
          right: text,
        }),
      ),
      isPartial: { const: true, description: 'The time was over before all lines were found' },
    },
    ['isPartial'],
  ),
  Timeline: { type: 'object', required: ['by', 'series'] },
  Terms: object({ terms: list(object({ value: text, count: whole })) }),
  Health: object({ status: { const: 'ok' } }),
}

const parameter = (name: string, schema: object, description: string): object => ({
  name,
  in: 'query',
  schema,
  description,
})
const flag = { enum: ['true', 'false', '1', '0', ''] }
const q = parameter('q', { ...text, maxLength: longestQuery }, 'The query, in the language of docs/SEARCH.md')
const folder = parameter('folder', flag, 'Name folders of the machine too; only without a token')

const matchMode = parameter('match', { enum: ['auto', 'all', 'any'] }, 'How many of the words an article must hold')
const lenient = parameter('lenient', flag, 'Read a half-typed query as far as it makes sense')

const searchParameters = [
  { ...q, description: 'The query; without one, all articles, newest first' },
  parameter('limit', { type: 'integer', minimum: 0, maximum: mostHits, default: 10 }, 'Hits to return'),
  parameter('offset', { ...whole, default: 0 }, 'Hits to skip'),
  parameter('sort', { enum: ['score', 'date', 'recent'], default: 'score' }, 'Best, newest, or best of the recent'),
  parameter('match', { enum: ['auto', 'all', 'any'], default: 'auto' }, 'How many of the words an article must hold'),
  parameter('facet', text, `Facets to count, joined by commas: ${facetNames.join(', ')}`),
  parameter('fold', flag, 'Fold near-duplicates into the best of them'),
  parameter('like', text, 'Find articles like the one with this ID'),
  parameter('suggest', flag, 'Suggest corrections'),
  parameter('lenient', flag, 'Read a half-typed query as far as it makes sense'),
  parameter('variants', flag, 'Also search for the words that other regions use'),
  parameter('pinyin', flag, 'Read Latin words as pinyin; on by default'),
  parameter('explain', flag, 'Say where each point of a score comes from'),
  parameter('count', flag, 'Count only'),
  parameter('length', { type: 'integer', minimum: 20, maximum: 1000 }, 'Length of a passage in UTF-16 units'),
  folder,
]

const json = (name: string) => ({ 'application/json': { schema: ref(name) } })

function get(summary: string, schema: string, parameters: readonly object[] = []): object {
  const refused = { description: 'What is wrong, and what to do', content: json('Error') }
  return {
    get: {
      summary,
      parameters,
      responses: {
        200: { description: 'The answer', content: json(schema) },
        503: {
          description: 'It takes longer than the server allows, or the index cannot be read',
          content: json('Error'),
        },
        304: { description: 'Not changed since the commit that If-None-Match names' },
        default: refused,
      },
    },
  }
}

export function openApi(version: string): object {
  const id = { name: 'id', in: 'path', required: true, schema: text }
  return {
    openapi: '3.1.0',
    info: { title: 'xunzhang', version, license: { name: 'MIT', identifier: 'MIT' } },
    paths: {
      '/api/search': get('Search, as "xunzhang search --json"', 'SearchResult', searchParameters),
      '/api/articles/{id}': get('One article, with marks where a query is given', 'Article', [id, q, folder]),
      '/api/suggest': get('Complete what is typed: titles, authors, tags', 'Suggestions', [
        q,
        parameter('limit', { type: 'integer', minimum: 1, maximum: 50, default: 8 }, 'Completions to return'),
      ]),
      '/api/stats': get('What the index holds', 'Stats', [folder]),
      '/api/kwic': get('Every occurrence in its context, as "xunzhang kwic --json"', 'Kwic', [
        q,
        parameter('limit', { type: 'integer', minimum: 0, maximum: mostLines, default: 100 }, 'Lines to return'),
        parameter('sort', { enum: ['article', 'date', 'oldest', 'left', 'right'] }, 'Order of the lines'),
        parameter('context', text, 'Characters on each side, sentence or paragraph'),
        matchMode,
        lenient,
      ]),
      '/api/timeline': get('Counts over time, as "xunzhang timeline --json"; q may be repeated', 'Timeline', [
        q,
        parameter('by', { enum: ['year', 'month', 'week', 'day'] }, 'Length of a step'),
        parameter('relative', flag, 'Also count all articles of each step'),
        matchMode,
        lenient,
      ]),
      '/api/terms': get('Values of a field with their counts, as "xunzhang terms --json"', 'Terms', [
        parameter('field', text, 'author, tag, year, month or day'),
        parameter('limit', { type: 'integer', minimum: 0, maximum: 100_000, default: 100 }, 'Values to return'),
        parameter('sort', { enum: ['count', 'value'] }, 'Most frequent first, or by value'),
      ]),
      '/healthz': get('Whether the server answers', 'Health'),
    },
    components: { schemas },
  }
}
