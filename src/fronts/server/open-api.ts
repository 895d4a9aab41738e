/**
 * The description of the API, OpenAPI 3.1: every path, every status. Tests check each answer that they get against it.
 */
import { optionsAt, schemaOf } from '../../base/options/places.js'
import type { OptionSpec } from '../../base/options/spec.js'
import { flagTexts } from '../../base/options/options.js'
import { cookieName } from './guard.js'
import { problemType } from './problem.js'
import { schemas, text, type SchemaName } from './api-schemas.js'
import type { Route } from './routes.js'

function parametersOf(route: Route | '/api/words'): object[] {
  const inPath = route.includes('{id}') ? [{ name: 'id', in: 'path', required: true, schema: text }] : []
  const options = optionsAt(route === '/api/words' ? 'none' : route)
  const inAddress = Object.entries(options).map(([name, { help: description, ...spec }]) => {
    return { name, in: 'query', schema: schemaInAddress(spec), description }
  })
  return [...inPath, ...inAddress]
}

function schemaInAddress(spec: OptionSpec): object {
  if (spec.type === 'flag') return { enum: flagTexts }
  if (spec.type === 'texts') return { type: 'array', items: text }
  if (spec.type === 'list' || (spec.type === 'whole' && spec.or !== undefined)) return text
  const { type, ...rest } = schemaOf(spec)
  return spec.type === 'one' ? rest : { type, ...rest }
}

const reference = (name: SchemaName): object => ({ $ref: `#/components/schemas/${name}` })
const json = (name: SchemaName, type = 'application/json'): object => ({ [type]: { schema: reference(name) } })
const header = (description: string): object => ({ required: true, description, schema: text })
/** Headers of all answers, except for those to requests that can't be parsed. */
const headers = { 'X-Request-Id': header('Stands in the log of the server') }
const ofCommit = {
  ...headers,
  ETag: header('Names the commit that is answered from'),
  Vary: header('Answers differ by the encodings that are accepted'),
}
/** Answers to HEAD have no ETag. */
const ofFile = { ...ofCommit, ETag: { ...header('Names the state of the file'), required: false } }
const kept = { ...ofCommit, 'Cache-Status': header('"xunzhang; hit" where the answer was kept') }

const refusals = {
  400: 'The request is wrong: what is wrong, and what to do',
  401: 'The token is missing or wrong',
  403: 'The name in Host, or the page in Origin, is not served',
  404: 'There is no such article, or nothing is here',
  413: 'The body has more than 1 MiB',
  414: 'The address has more than 32,768 bytes',
  415: 'The body is not JSON',
  429: 'One address asks more than 50 times a second',
  431: 'The first line and the headers have more than 64 KiB',
  500: 'An error that is none of the asker\u2019s',
  503: 'It takes longer than the server allows, the index cannot be read, or too many listen',
} as const

type Refusal = keyof typeof refusals

/** Statuses of the checks that come before any route. */
const atTheDoor = [400, 401, 403, 414, 429, 431] as const

function refused(statuses: readonly Refusal[]): object {
  const known = [...atTheDoor, ...statuses]
  return Object.fromEntries(
    known.map((status) => [
      status,
      {
        description: refusals[status],
        ...(status !== 400 && status !== 431 && { headers }),
        content: json('Error', problemType),
      },
    ]),
  )
}

type Answers = Readonly<Record<number, object>>

const operation = (
  operationId: string,
  summary: string,
  answers: Answers,
  refusals: readonly Refusal[] = [],
  parameters: object[] = [],
) => ({
  ...{ operationId, summary, parameters },
  responses: { ...refused(refusals), ...answers },
})

const notChanged = { description: 'Not changed since the state that If-None-Match names', headers: ofCommit }

/** A route that answers from the newest commit. */
function fromCommit(
  route: Route | '/api/words',
  operationId: string,
  summary: string,
  schema: SchemaName,
  more: readonly Refusal[] = [],
) {
  const found = { description: 'The answer', headers: kept, content: json(schema) }
  const refusals = [500, 503, ...more] as const
  return { get: operation(operationId, summary, { 200: found, 304: notChanged }, refusals, parametersOf(route)) }
}

function file(operationId: string, summary: string, type: string, more: Answers = {}): object {
  const found = { description: 'The file', headers: ofFile, content: { [type]: { schema: text } } }
  const answers = { 200: found, 304: { ...notChanged, headers: ofFile }, ...more }
  return { get: operation(operationId, summary, answers, [404]) }
}

const constant = (operationId: string, summary: string, schema: SchemaName) =>
  operation(operationId, summary, { 200: { description: 'The answer', headers, content: json(schema) } })

const imageContent = Object.fromEntries(
  ['png', 'jpeg', 'gif', 'webp', 'avif'].map((type) => [`image/${type}`, { schema: text }]),
)
const oneOrSeveral = {
  'application/json': { schema: { anyOf: [reference('SearchResult'), reference('SearchResults')] } },
}
const stream = { 'text/event-stream': { schema: text } }

const paths = {
  '/api/search': {
    ...fromCommit('/api/search', 'search', 'Search, as "xunzhang search --json"', 'SearchResult'),
    post: {
      ...operation(
        'searchByBody',
        'The same with the parameters as JSON, or several queries at once',
        { 200: { description: 'A result, or one for each of the queries', headers: kept, content: oneOrSeveral } },
        [413, 415, 500, 503],
      ),
      requestBody: { required: true, content: json('SearchRequest') },
    },
  },
  '/api/articles/{id}': fromCommit(
    '/api/articles/{id}',
    'article',
    'One article, with marks where a query is given',
    'Article',
    [404],
  ),
  '/api/images/{id}': {
    get: operation(
      'image',
      'An image that an article shows, from the indexed folder',
      { 200: { description: 'The image', headers, content: imageContent } },
      [404, 500, 503],
      parametersOf('/api/images/{id}'),
    ),
  },
  '/api/words': fromCommit('/api/words', 'words', 'A few words of the newest articles to try', 'Words'),
  '/api/suggest': fromCommit('/api/suggest', 'suggest', 'Complete what is typed: titles, authors, tags', 'Suggestions'),
  '/api/stats': fromCommit('/api/stats', 'stats', 'What the index holds', 'Stats'),
  '/api/kwic': fromCommit('/api/kwic', 'kwic', 'Every occurrence in its context, as "xunzhang kwic --json"', 'Kwic'),
  '/api/timeline': fromCommit(
    '/api/timeline',
    'timeline',
    'Counts over time, as "xunzhang timeline --json"',
    'Timeline',
  ),
  '/api/terms': fromCommit('/api/terms', 'terms', 'Values of a field, as "xunzhang terms --json"', 'Terms'),
  '/api/events': {
    get: operation(
      'events',
      'New commits as they come: events named commit, with {"commit", "articles"}',
      { 200: { description: 'Server-sent events', headers, content: stream } },
      [503],
    ),
  },
  '/api/openapi.json': { get: constant('openApi', 'This description', 'OpenApi') },
  '/healthz': { get: { ...constant('health', 'Whether the server answers; needs no token', 'Health'), security: [] } },
  '/mcp': {
    post: {
      ...operation(
        'mcp',
        'The Model Context Protocol, without sessions: one message, one answer',
        {
          200: { description: 'The answer, alone or as an event', headers, content: { ...json('Message'), ...stream } },
          202: { description: 'A notification was taken', headers },
          ...wrongMessages([400, 404, 406, 415, 500]),
        },
        [413],
      ),
      requestBody: { required: true, content: json('Message') },
    },
  },
  '/': file('page', 'The page', 'text/html', { 303: { description: 'The token is kept in a cookie now', headers } }),
  '/page.js': file('pageProgram', 'The program of the page', 'text/javascript'),
  '/page.css': file('pageStyles', 'The styles of the page', 'text/css'),
  '/icon.svg': file('pageIcon', 'The icon of the page', 'image/svg+xml'),
}

/** Refusals by the protocol, or by the checks before it. */
function wrongMessages(statuses: readonly number[]): Readonly<Record<number, object>> {
  const wrong = {
    description: 'What is wrong: an error of JSON-RPC, or of the checks before',
    content: { ...json('Message'), ...json('Error', problemType) },
  }
  return Object.fromEntries(statuses.map((status) => [status, wrong]))
}

/** A token is needed if the server was started with one; the cookie is set by `/?token=TOKEN`. */
const security = [{}, { bearer: [] }, { cookie: [] }, { address: [] }]
const securitySchemes = {
  bearer: { type: 'http', scheme: 'bearer' },
  cookie: { type: 'apiKey', in: 'cookie', name: cookieName },
  address: { type: 'apiKey', in: 'query', name: 'token' },
}

/** Any path that isn't described here is answered with status 404, any other method with 405, both with the schema Error. */
export function openApi(version: string): object {
  return {
    openapi: '3.1.0',
    info: { title: 'xunzhang', version, license: { name: 'MIT', identifier: 'MIT' } },
    servers: [{ url: '/' }],
    security,
    paths,
    components: { schemas, securitySchemes },
  }
}
