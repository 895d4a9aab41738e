/**
 * The description of the API, OpenAPI 3.1: every path, every status. Tests check each answer that they get against it.
 */
import { optionsAt, schemaOf } from '../../base/options/places.js'
import type { OptionSpec } from '../../base/options/spec.js'
import { flagTexts } from '../../base/options/options.js'
import { schemas, text, type SchemaName } from './api-schemas.js'
import type { Route } from './routes.js'

const parametersOf = (route: Route): object[] =>
  Object.entries(optionsAt(route)).map(([name, { help: description, ...spec }]) => {
    return { name, in: 'query', schema: schemaInAddress(spec), description }
  })

function schemaInAddress(spec: OptionSpec): object {
  if (spec.type === 'flag') return { enum: flagTexts }
  if (spec.type === 'list' || (spec.type === 'whole' && spec.or !== undefined)) return text
  const { type, ...rest } = schemaOf(spec)
  return spec.type === 'one' ? rest : { type, ...rest }
}

const reference = (name: SchemaName): object => ({ $ref: `#/components/schemas/${name}` })
const json = (name: SchemaName): object => ({ 'application/json': { schema: reference(name) } })
const header = (description: string): object => ({ required: true, description, schema: text })
/** Headers of all answers, except for those to requests that can't be parsed. */
const headers = { 'X-Request-Id': header('Stands in the log of the server') }
const ofCommit = {
  ...headers,
  ETag: header('Names the commit that is answered from, or the state of a file'),
  Vary: header('Answers differ by the encodings that are accepted'),
}
const kept = { ...ofCommit, 'Cache-Status': header('"xunzhang; hit" where the answer was kept') }

const refusals = {
  400: 'The request is wrong: what is wrong, and what to do',
  401: 'The token is missing or wrong',
  403: 'The name in Host, or the page in Origin, is not served',
  404: 'There is no such article, or nothing is here',
  413: 'The body has more than 1 MiB',
  429: 'One address asks more than 50 times a second',
  500: 'An error that is none of the asker\u2019s',
  503: 'It takes longer than the server allows, the index cannot be read, or too many listen',
} as const

type Refusal = keyof typeof refusals

/** Statuses of the checks that come before any route. */
const atTheDoor = [400, 401, 403, 429] as const

function refused(statuses: readonly Refusal[]): object {
  const known = [...atTheDoor, ...statuses]
  return Object.fromEntries(
    known.map((status) => [
      status,
      { description: refusals[status], ...(status !== 400 && { headers }), content: json('Error') },
    ]),
  )
}

type Answers = Readonly<Record<number, object>>

const operation = (
  summary: string,
  answers: Answers,
  refusals: readonly Refusal[] = [],
  parameters: object[] = [],
) => ({
  summary,
  parameters,
  responses: { ...refused(refusals), ...answers },
})

const notChanged = { description: 'Not changed since the state that If-None-Match names', headers: ofCommit }

/** A route that answers from the newest commit. */
function fromCommit(route: Route, summary: string, schema: SchemaName, more: readonly Refusal[] = []): object {
  const found = { description: 'The answer', headers: kept, content: json(schema) }
  const inPath = route.includes('{id}') ? [{ name: 'id', in: 'path', required: true, schema: text }] : []
  const parameters = [...inPath, ...parametersOf(route)]
  return { [route]: { get: operation(summary, { 200: found, 304: notChanged }, [500, 503, ...more], parameters) } }
}

function file(path: string, summary: string, type: string, more: Answers = {}): object {
  const found = { description: 'The file', headers: ofCommit, content: { [type]: { schema: text } } }
  return { [path]: { get: operation(summary, { 200: found, 304: notChanged, ...more }, [404]) } }
}

function constant(path: string, summary: string, schema: SchemaName): object {
  return { [path]: { get: operation(summary, { 200: { description: 'The answer', headers, content: json(schema) } }) } }
}

const imageContent = Object.fromEntries(
  ['png', 'jpeg', 'gif', 'webp', 'avif'].map((type) => [`image/${type}`, { schema: text }]),
)
const stream = { 'text/event-stream': { schema: text } }
const noSessions = operation('Not offered: there are no sessions', wrongMessages([405]))

const paths = {
  ...fromCommit('/api/search', 'Search, as "xunzhang search --json"', 'SearchResult'),
  ...fromCommit('/api/articles/{id}', 'One article, with marks where a query is given', 'Article', [404]),
  '/api/images/{id}': {
    get: operation(
      'An image that an article shows, from the indexed folder',
      { 200: { description: 'The image', headers, content: imageContent } },
      [404, 500, 503],
      [{ name: 'id', in: 'path', required: true, schema: text }, ...parametersOf('/api/images/{id}')],
    ),
  },
  '/api/words': {
    get: operation(
      'A few words of the newest articles to try',
      {
        200: { description: 'The answer', headers: kept, content: json('Words') },
        304: notChanged,
      },
      [500, 503],
    ),
  },
  ...fromCommit('/api/suggest', 'Complete what is typed: titles, authors, tags', 'Suggestions'),
  ...fromCommit('/api/stats', 'What the index holds', 'Stats'),
  ...fromCommit('/api/kwic', 'Every occurrence in its context, as "xunzhang kwic --json"', 'Kwic'),
  ...fromCommit('/api/timeline', 'Counts over time, as "xunzhang timeline --json"; q may be repeated', 'Timeline'),
  ...fromCommit('/api/terms', 'Values of a field with their counts, as "xunzhang terms --json"', 'Terms'),
  '/api/events': {
    get: operation(
      'New commits as they come: events named commit, with {"commit", "articles"}',
      { 200: { description: 'Server-sent events', headers, content: stream } },
      [503],
    ),
  },
  ...constant('/api/openapi.json', 'This description', 'OpenApi'),
  ...constant('/healthz', 'Whether the server answers', 'Health'),
  '/mcp': {
    post: operation(
      'The Model Context Protocol, without sessions: one message, one answer',
      {
        200: { description: 'The answer, alone or as an event', headers, content: { ...json('Message'), ...stream } },
        202: { description: 'A notification was taken', headers },
        ...wrongMessages([400, 404, 406, 415, 500]),
      },
      [413],
    ),
    get: noSessions,
    delete: noSessions,
  },
  ...file('/', 'The page', 'text/html', { 303: { description: 'The token is kept in a cookie now', headers } }),
  ...file('/page.js', 'The program of the page', 'text/javascript'),
  ...file('/page.css', 'The styles of the page', 'text/css'),
  ...file('/icon.svg', 'The icon of the page', 'image/svg+xml'),
}

/** Refusals by the protocol, or by the checks before it. */
function wrongMessages(statuses: readonly number[]): Readonly<Record<number, object>> {
  const schema = { anyOf: [reference('Message'), reference('Error')] }
  const wrong = { description: 'What is wrong, as an error of JSON-RPC', content: { 'application/json': { schema } } }
  return Object.fromEntries(statuses.map((status) => [status, wrong]))
}

/** Any path that isn't described here is answered with status 404 and the schema Error. */
export function openApi(version: string): object {
  return {
    openapi: '3.1.0',
    info: { title: 'xunzhang', version, license: { name: 'MIT', identifier: 'MIT' } },
    paths,
    components: { schemas },
  }
}
