/**
 * Sends JSON to the user's own model over HTTP and receives JSON. The answer is bounded in size and in time. Neither
 * its content nor the key is ever shown.
 */
import type { IncomingMessage } from 'node:http'
import { XunzhangError, isXunzhangError, type Fault } from '../../../base/errors.js'
import { readKey } from '../../../storage/store/address.js'

export interface Endpoint {
  /** `http://` or `https://`, with the path. */
  readonly url: string
  /** Sent as a bearer token. */
  readonly key?: string | undefined
}

export interface PostLimits {
  /** Milliseconds for a connection. */
  readonly connect: number
  /** Milliseconds for the whole answer. */
  readonly timeout: number
  readonly bytes: number
  readonly signal?: AbortSignal | undefined
}

/** Milliseconds for a connection, after which a search goes on without the model. */
export const connectMs = 250

/** Why there is no answer. The caller turns it into an error of its own. */
export class EndpointError extends Error {
  /** HTTP status, if there was an answer. */
  readonly status: number | undefined

  constructor(cause: string, status?: number) {
    super(cause)
    this.status = status
  }
}

/** @throws XunzhangError USAGE for an invalid address, or a key that can't be sent */
export function checkEndpoint({ url, key }: Endpoint): void {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new XunzhangError('ENDPOINT_INVALID', { value: url })
  readKey(key)
}

/** @returns the answer's JSON, parsed @throws EndpointError */
export async function postJson(endpoint: Endpoint, body: unknown, limits: PostLimits): Promise<unknown> {
  const text = await post(endpoint, JSON.stringify(body), limits)
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new EndpointError('the answer is not JSON')
  }
}

async function post(
  { url, key }: Endpoint,
  body: string,
  { connect, timeout, bytes, signal }: PostLimits,
): Promise<string> {
  const token = readKey(key)
  const headers = {
    'content-type': 'application/json',
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  }
  const isSecure = new URL(url).protocol === 'https:'
  // Loaded here: most searches use no model, and Node takes 10 ms for its network.
  const { request: send } = isSecure ? await import('node:https') : await import('node:http')
  return new Promise((resolve, reject) => {
    const fail = (cause: string): void => reject(new EndpointError(cause))
    const request = send(url, { method: 'POST', headers, agent: false, ...(signal && { signal }) }, (answer) => {
      readAnswer(answer, bytes).then(resolve, (error: Error) => {
        reject(error instanceof EndpointError ? error : new EndpointError(error.message))
        request.destroy()
      })
    })
    const connecting = setTimeout(() => request.destroy(new Error('no connection')), connect)
    const waiting = setTimeout(() => request.destroy(new Error(`no answer in ${timeout} ms`)), timeout)
    request.on('socket', (socket) => {
      const event = isSecure ? 'secureConnect' : 'connect'
      socket.once(event, () => clearTimeout(connecting))
    })
    request.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.message))
    request.on('close', () => {
      clearTimeout(connecting)
      clearTimeout(waiting)
      fail('connection closed')
    })
    request.end(body)
  })
}

async function readAnswer(answer: IncomingMessage, mostBytes: number): Promise<string> {
  if (answer.statusCode !== 200) {
    answer.resume()
    throw new EndpointError(`status ${answer.statusCode}`, answer.statusCode)
  }
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of answer as AsyncIterable<Buffer>) {
    bytes += piece.length
    if (bytes > mostBytes) throw new EndpointError('the answer is too large')
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString('utf8')
}

/** Replaces the `search` of an object. All other members work as before, also those that use private fields. */
export function withSearch<Backend extends { search: unknown }>(index: Backend, search: Backend['search']): Backend {
  return new Proxy(index, {
    get(target, name) {
      if (name === 'search') return search
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? (value.bind(target) as unknown) : value
    },
  })
}

/** Why an answer was made without the model. @throws `error` itself if it is not a failure of a model */
export function failureOf(error: unknown): Pick<Fault, 'reason' | 'parameters'> {
  if (!isXunzhangError(error) || error.code !== 'UNAVAILABLE') throw error
  const { reason, parameters } = error
  return { reason, parameters }
}
