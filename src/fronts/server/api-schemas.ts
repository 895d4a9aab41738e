/** The shapes of answers, as JSON Schema. Each names exactly the properties of its type: the compiler compares them. */
import { facetNames, suggestionKinds } from '../../library/types.js'
import type {
  AlternativeText,
  Correction,
  EmbeddedFigures,
  FieldTerm,
  Hit,
  IndexStats,
  KwicLine,
  MatchedBy,
  NearDetails,
  PassageLocation,
  QueryExpansion,
  RerankFailure,
  ScorePart,
  SearchResult,
  SimilarArticle,
  Snippet,
  StoredArticle,
  Suggestion,
  TermDetails,
  Timeline,
  TimelineBucket,
  TimelineCounts,
  TimelineSeries,
} from '../../library/types.js'
import type { Problem } from './problem.js'

type Schema = Readonly<Record<string, unknown>>
type OptionalKey<T> = { [K in keyof T]-?: object extends Pick<T, K> ? K : never }[keyof T] & string
type RequiredKey<T> = Exclude<keyof T & string, OptionalKey<T>>
type Optional<T> = [OptionalKey<T>] extends [never] ? [] : [properties: Readonly<Record<OptionalKey<T>, Schema>>]

/** An object with these properties and no others. */
function object<T>(required: Readonly<Record<RequiredKey<T>, Schema>>, ...[optional]: Optional<T>): Schema {
  const properties = { ...required, ...optional }
  return { type: 'object', properties, required: Object.keys(required), additionalProperties: false }
}

export const text = { type: 'string' }
const whole = { type: 'integer', minimum: 0 }
const number = { type: 'number' }
const fromOne = { type: 'integer', minimum: 1 }
const date = { type: 'string', pattern: '^(\\d{4}-\\d\\d-\\d\\d.*)?$', description: 'ISO 8601, or empty' }
/** Exactly the members of a type. */
const oneOf = <T extends string>(members: Readonly<Record<T, true>>): Schema => ({ enum: Object.keys(members) })
const list = (items: Schema): Schema => ({ type: 'array', items })
const record = (values: Schema): Schema => ({ type: 'object', additionalProperties: values })
const anyJson = { description: 'Any JSON value' }
const ref = (name: string): Schema => ({ $ref: `#/components/schemas/${name}` })

const ranges = {
  type: 'array',
  items: { type: 'array', items: whole, minItems: 2, maxItems: 2 },
  description: 'Marked ranges [start, end), in UTF-16 units, ascending',
}
const fields = { ...record(anyJson), description: "Of the fields of the collection's own, those that the article has" }

const expansionKind = oneOf<AlternativeText['by']>({ pinyin: true, initials: true, synonym: true, variant: true })
const slip = oneOf<Correction['by']>({
  reading: true,
  shape: true,
  order: true,
  other: true,
  missing: true,
  surplus: true,
  letters: true,
})

const scorePart = object<ScorePart>(
  { what: text, value: number },
  {
    term: object<TermDetails>({
      text,
      kind: oneOf<TermDetails['kind']>({ pair: true, term: true, character: true }),
      weight: number,
      idf: number,
      documentFrequency: whole,
      frequencies: record(whole),
    }),
    near: object<NearDetails>({ query: text, frequencies: record(whole) }),
  },
)

const hit = object<Hit>(
  {
    rank: fromOne,
    id: text,
    score: number,
    title: text,
    titleHighlights: ranges,
    date,
    author: text,
    tags: list(text),
    path: text,
    root: text,
    line: fromOne,
    url: text,
    snippet: object<Snippet>({ text, highlights: ranges }),
  },
  {
    fields,
    heading: { ...text, description: 'First sentence of an article without a title' },
    location: object<PassageLocation>({ line: fromOne, column: fromOne, text }),
    index: text,
    explanation: list(scorePart),
    similarity: number,
    matchedBy: list(object<MatchedBy>({ query: text, by: expansionKind, text })),
    duplicates: list(text),
    similar: list(object<SimilarArticle>({ id: text, similarity: { type: 'number', minimum: 0, maximum: 1 } })),
  },
)

const fault = { reason: text, parameters: record(anyJson) }
const value = object<FieldTerm>({ value: text, count: whole })

const searchResult = object<SearchResult>(
  { query: text, total: whole, tookMs: { type: 'number', minimum: 0 }, hits: list(ref('Hit')) },
  {
    facets: { ...record(list(value)), propertyNames: { enum: facetNames } },
    suggestions: list(object<Correction>({ query: text, replaces: text, text, by: slip, articles: whole })),
    expansions: list(
      object<QueryExpansion>({
        text,
        alternatives: list(object<AlternativeText>({ by: expansionKind, text, weight: number }, { articles: whole })),
      }),
    ),
    hints: list(object<NonNullable<SearchResult['hints']>[number]>(fault, { column: fromOne })),
    relaxed: list(text),
    rerankFailure: object<RerankFailure>(fault),
    embedded: object<EmbeddedFigures>({ candidates: whole, added: whole }),
    embedFailure: object<RerankFailure>(fault),
    totalIsAtLeast: { const: true },
    missingShards: list(text),
  },
)

type Marks = { readonly titleHighlights?: unknown; readonly bodyHighlights?: unknown }

const article = object<StoredArticle & Marks>(
  {
    id: text,
    title: text,
    body: text,
    captions: list(text),
    author: text,
    date,
    url: text,
    tags: list(text),
    categories: list(text),
    metadata: record(anyJson),
    path: text,
    root: text,
    line: fromOne,
  },
  { fields, titleHighlights: ranges, bodyHighlights: ranges },
)

const stats = object<IndexStats & { readonly commit: string }>({
  articles: whole,
  terms: whole,
  postings: whole,
  bytes: whole,
  bytesByPart: record(whole),
  segments: whole,
  deleted: whole,
  sourceBytes: whole,
  analyzer: text,
  formatVersion: whole,
  committed: text,
  roots: { ...list(text), description: 'Empty unless folders are asked for' },
  commit: text,
})

const line = object<KwicLine>({
  id: text,
  path: text,
  line: fromOne,
  column: fromOne,
  date,
  title: text,
  left: text,
  match: text,
  right: text,
})
const isPartial = { const: true, description: 'The time was over before all lines were found' }
const counts: Readonly<Record<keyof TimelineCounts, Schema>> = { articles: whole, occurrences: whole }
const bucket = object<TimelineBucket>({ ...counts, from: text }, { total: whole })

const timeline = object<Timeline>({
  by: oneOf<Timeline['by']>({ year: true, month: true, week: true, day: true }),
  series: list(object<TimelineSeries>({ query: text, buckets: list(bucket), undated: object<TimelineCounts>(counts) })),
})

/** By the names that the paths refer to. */
export const schemas = {
  Error: object<Problem>({ error: object<Problem['error']>({ code: text, message: text, remedy: text }) }),
  Hit: hit,
  SearchResult: searchResult,
  Article: article,
  Suggestions: object<{ suggestions: unknown }>({
    suggestions: list(object<Suggestion>({ text, kind: { enum: suggestionKinds } }, { id: text })),
  }),
  Stats: stats,
  Kwic: object<{ query: string; lines: unknown; isPartial?: true }>({ query: text, lines: list(line) }, { isPartial }),
  Timeline: timeline,
  Terms: object<{ terms: unknown }>({ terms: list(value) }),
  Health: object<{ status: 'ok' }>({ status: { const: 'ok' } }),
  OpenApi: { type: 'object', required: ['openapi', 'info', 'paths', 'components'] },
  Message: {
    type: 'object',
    description: 'A message of JSON-RPC 2.0, as the Model Context Protocol has it',
    properties: { jsonrpc: { const: '2.0' } },
    required: ['jsonrpc'],
  },
} as const satisfies Readonly<Record<string, Schema>>

export type SchemaName = keyof typeof schemas
