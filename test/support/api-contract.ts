/** Whether an answer of the service is one that its OpenAPI document describes: path, method, status, headers, body. */
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { AjvJsonSchemaValidator } from '@modelcontextprotocol/server/validators/ajv'
import { openApi } from '../../src/fronts/server/open-api.js'

export interface CheckedAnswer {
  readonly status: number
  /** Of a header, by its name in lower case. */
  readonly header: (name: string) => string | undefined
  /** As it was sent; undefined for a stream that goes on. */
  readonly body: Buffer | undefined
}

interface Described {
  readonly headers?: Readonly<Record<string, { readonly required?: boolean }>>
  readonly content?: Readonly<Record<string, { readonly schema: object }>>
}
type Responses = Readonly<Record<number, Described>>
type Paths = Readonly<Record<string, Readonly<Record<string, { readonly responses: Responses }>>>>

const document = openApi('0') as { readonly paths: Paths; readonly components: object }
const validator = new AjvJsonSchemaValidator()
const validators = new Map<object, (value: unknown) => { valid: boolean; errorMessage?: string | undefined }>()

const patterns = Object.keys(document.paths).map((path) => ({
  path,
  pattern: new RegExp(`^${path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '.+')}$`),
}))

const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Error' } } }
const refusal: Described = { headers: { 'X-Request-Id': { required: true } }, content }
/** Paths that are not described, and other methods; those of /mcp are refused by the protocol. */
const nothingHere: Responses = {
  ...{ 400: { content }, 401: refusal, 403: refusal, 404: refusal, 414: refusal, 429: refusal },
  405: { content: { ...content, 'application/json': { schema: { $ref: '#/components/schemas/Message' } } } },
}

/** @throws Error that says what the document does not describe */
export function checkAnswer(method: string, target: string, answer: CheckedAnswer): void {
  const complain = (what: string): never => {
    throw new Error(`${method} ${target} is answered with ${answer.status}: ${what}`)
  }
  const responses = responsesOf(method, target)
  const described = responses[answer.status] ?? complain('the API description has no such status')
  for (const [name, { required }] of Object.entries(described.headers ?? {})) {
    if (required === true && answer.header(name.toLowerCase()) === undefined) complain(`the header ${name} is missing`)
  }
  const type = answer.header('content-type')?.split(';')[0]
  if (described.content === undefined) {
    if (type !== undefined || (answer.body?.length ?? 0) > 0) complain(`a body of type ${type} is not described`)
    return
  }
  const { schema } = described.content[type ?? ''] ?? complain(`the type ${type} is not described`)
  if (answer.body === undefined || method === 'HEAD') return
  const text = decoded(answer.body, answer.header('content-encoding')).toString('utf8')
  const { valid, errorMessage } = validatorOf(schema)(type?.endsWith('json') === true ? JSON.parse(text) : text)
  if (!valid) complain(errorMessage ?? 'the body is not as described')
}

function responsesOf(method: string, target: string): Responses {
  const path = pathOf(target)
  const found = patterns.find(({ pattern }) => pattern.test(path))
  const asked = method === 'HEAD' ? 'get' : method.toLowerCase()
  return (found && document.paths[found.path]![asked]?.responses) ?? nothingHere
}

/** As the server reads it: `..` leads up. */
function pathOf(target: string): string {
  return URL.canParse(target, 'http://host') ? new URL(target, 'http://host').pathname : target
}

function decoded(body: Buffer, encoding: string | undefined): Buffer {
  return encoding === 'br' ? brotliDecompressSync(body) : encoding === 'gzip' ? gunzipSync(body) : body
}

function validatorOf(schema: object) {
  let found = validators.get(schema)
  if (found === undefined) {
    found = validator.getValidator({ ...schema, components: document.components } as never)
    validators.set(schema, found)
  }
  return found
}
