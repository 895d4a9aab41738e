/** The shapes of answers, as JSON Schema. Each names exactly the properties of its type: the compiler compares them. */
import { optionsAt, schemaOf } from '../../base/options/places.js'
import { facetNames, suggestionKinds } from '../../library/types.js'
import type * as Library from '../../library/types.js'
import type { Problem } from './problem.js'
import { mostQueries } from './routes.js'

type Schema = Readonly<Record<string, unknown>>
type OptionalKey<T> = { [K in keyof T]-?: object extends Pick<T, K> ? K : never }[keyof T] & string
type RequiredKey<T> = Exclude<keyof T & string, OptionalKey<T>>
type Optional<T> = [OptionalKey<T>] extends [never] ? [] : [properties: Readonly<Record<OptionalKey<T>, Schema>>]

function object<T>(required: Readonly<Record<RequiredKey<T>, Schema>>, ...[optional]: Optional<T>): Schema {
  const properties = { ...required, ...optional }
  return { type: 'object', properties, required: Object.keys(required), additionalProperties: false }
}

export const text = { type: 'string' }
const whole = { type: 'integer', minimum: 0 }
const number = { type: 'number' }
const fromOne = { type: 'integer', minimum: 1 }
const date = { type: 'string', pattern: '^(\\d{4}-\\d\\d-\\d\\d.*)?$', description: 'ISO 8601, or empty' }
/** Every member of a type, and nothing else. */
const oneOf =
  <T extends string>() =>
  <const M extends readonly T[]>(...members: [T] extends [M[number]] ? M : never): Schema => ({ enum: members })
const list = (items: Schema): Schema => ({ type: 'array', items })
const record = (values: Schema): Schema => ({ type: 'object', additionalProperties: values })
const anyJson = { description: 'Any JSON value' }
/** Several properties of one kind. */
const all = <Name extends string>(kind: Schema, ...names: readonly Name[]) =>
  Object.fromEntries(names.map((name) => [name, kind])) as Readonly<Record<Name, Schema>>
const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` })

const ranges = {
  type: 'array',
  items: { type: 'array', items: whole, minItems: 2, maxItems: 2 },
  description: 'Marked ranges [start, end), in UTF-16 units, ascending',
}
const fields = { ...record(anyJson), description: "Of the fields of the collection's own, those that the article has" }

const expansionKind = oneOf<Library.AlternativeText['by']>()('pinyin', 'initials', 'synonym', 'variant')
const slip = oneOf<Library.Correction['by']>()('reading', 'shape', 'order', 'other', 'missing', 'surplus', 'letters')

const scorePart = object<Library.ScorePart>(
  { what: text, value: number },
  {
    term: object<Library.TermDetails>({
      text,
      kind: oneOf<Library.TermDetails['kind']>()('pair', 'term', 'character'),
      weight: number,
      idf: number,
      documentFrequency: whole,
      frequencies: record(whole),
    }),
    near: object<Library.NearDetails>({ query: text, frequencies: record(whole) }),
  },
)

const hit = object<Library.Hit>(
  {
    ...all(text, 'id', 'title', 'author', 'path', 'root', 'url'),
    ...all(fromOne, 'rank', 'line'),
    score: number,
    titleHighlights: ranges,
    date,
    tags: list(text),
    snippet: object<Library.Snippet>({ text, highlights: ranges }),
  },
  {
    fields,
    heading: { ...text, description: 'First sentence of an article without a title' },
    location: object<Library.PassageLocation>({ line: fromOne, column: fromOne, text }),
    index: text,
    explanation: list(scorePart),
    similarity: number,
    matchedBy: list(object<Library.MatchedBy>({ query: text, by: expansionKind, text })),
    duplicates: list(text),
    similar: list(object<Library.SimilarArticle>({ id: text, similarity: { type: 'number', minimum: 0, maximum: 1 } })),
  },
)

const fault = { reason: text, parameters: record(anyJson) }
const value = object<Library.FieldTerm>({ value: text, count: whole })

const searchResult = object<Library.SearchResult>(
  { query: text, total: whole, tookMs: { type: 'number', minimum: 0 }, hits: list(ref('Hit')) },
  {
    facets: { ...record(list(value)), propertyNames: { enum: facetNames } },
    suggestions: list(object<Library.Correction>({ query: text, replaces: text, text, by: slip, articles: whole })),
    expansions: list(
      object<Library.QueryExpansion>({
        text,
        alternatives: list(
          object<Library.AlternativeText>({ by: expansionKind, text, weight: number }, { articles: whole }),
        ),
      }),
    ),
    hints: list(object<NonNullable<Library.SearchResult['hints']>[number]>(fault, { column: fromOne })),
    relaxed: list(text),
    rerankFailure: object<Library.RerankFailure>(fault),
    embedded: object<Library.EmbeddedFigures>({ candidates: whole, added: whole }),
    embedFailure: object<Library.RerankFailure>(fault),
    missingShards: list(text),
  },
)

type Marks = { readonly titleHighlights?: unknown; readonly bodyHighlights?: unknown; readonly formatted?: unknown }

const article = object<Library.StoredArticle & Marks>(
  {
    ...all(text, 'id', 'title', 'body', 'author', 'url', 'path', 'root'),
    ...all(list(text), 'captions', 'tags', 'categories'),
    date,
    metadata: record(anyJson),
    line: fromOne,
  },
  {
    ...{ fields, titleHighlights: ranges, bodyHighlights: ranges },
    formatted: list({ description: 'A text, or [element, attributes, children]: as the file formats it' }),
  },
)

const stats = object<Library.IndexStats & { readonly commit: string }>({
  ...all(whole, 'articles', 'terms', 'postings', 'bytes', 'segments', 'deleted', 'sourceBytes', 'formatVersion'),
  ...all(text, 'analyzer', 'committed', 'commit'),
  bytesByPart: record(whole),
  roots: { ...list(text), description: 'Empty unless folders are asked for' },
})

const line = object<Library.KwicLine>({
  ...all(text, 'id', 'path', 'title', 'left', 'match', 'right'),
  ...all(fromOne, 'line', 'column'),
  date,
})
const isPartial = { const: true, description: 'The time was over before all lines were found' }
const counts: Readonly<Record<keyof Library.TimelineCounts, Schema>> = { articles: whole, occurrences: whole }
const bucket = object<Library.TimelineBucket>({ ...counts, from: text }, { total: whole })

const timeline = object<Library.Timeline>({
  by: oneOf<Library.Timeline['by']>()('year', 'month', 'week', 'day'),
  series: list(
    object<Library.TimelineSeries>({
      query: text,
      buckets: list(bucket),
      undated: object<Library.TimelineCounts>(counts),
    }),
  ),
})

const several = 'Each is answered by its own result; what stands beside them applies to all'

/** What is asked of a search, as JSON. */
function query(more: Readonly<Record<string, Schema>> = {}): Schema {
  const properties = Object.entries(optionsAt('/api/search')).map(([name, { help: description, ...spec }]) => {
    return [name, { ...schemaOf(spec), description }]
  })
  return { type: 'object', properties: { ...Object.fromEntries(properties), ...more }, additionalProperties: false }
}

export const schemas = {
  Error: object<Problem>({
    ...all(text, 'title', 'detail'),
    status: { type: 'integer', minimum: 400, maximum: 599 },
    error: object<Problem['error']>({ code: text, message: text, remedy: text }),
  }),
  Hit: hit,
  SearchQuery: query(),
  SearchRequest: query({ queries: { ...list(ref('SearchQuery')), maxItems: mostQueries, description: several } }),
  SearchResult: searchResult,
  SearchResults: object<{ results: unknown }>({ results: list(ref('SearchResult')) }),
  Article: article,
  Suggestions: object<{ suggestions: unknown }>({
    suggestions: list(object<Library.Suggestion>({ text, kind: { enum: suggestionKinds } }, { id: text })),
  }),
  Stats: stats,
  Kwic: object<{ query: string; lines: unknown; isPartial?: true }>({ query: text, lines: list(line) }, { isPartial }),
  Timeline: timeline,
  Words: object<{ words: unknown }>({ words: list(text) }),
  Terms: object<{ terms: unknown }>({ terms: list(value) }),
  Health: object<{ status: 'ok' }>({ status: { const: 'ok' } }),
  OpenApi: {
    type: 'object',
    properties: { openapi: text, ...all({ type: 'object' }, 'info', 'paths', 'components') },
    required: ['openapi', 'info', 'paths', 'components'],
  },
  Message: {
    type: 'object',
    description: 'A message of JSON-RPC 2.0, as the Model Context Protocol has it',
    properties: { jsonrpc: { const: '2.0' } },
    required: ['jsonrpc'],
  },
} as const satisfies Readonly<Record<string, Schema>>

export type SchemaName = keyof typeof schemas
