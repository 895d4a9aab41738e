/**
 * Asks a model of the user's own over HTTP: JSON is sent, JSON comes back. The answer is bounded in size and in time, and
 * nothing of it or of the key is ever shown.
 */
import { request as plainRequest } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { request as secureRequest } from 'node:https'
import { XunzhangError } from '../errors.js'
import { readKey } from '../store/secrets.js'

/** Where a model answers. */
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
  /** Ends the request. */
  readonly signal?: AbortSignal | undefined
}

/** A question goes on without a model that can't be connected in this time. */
export const connectMs = 250

/** Why there is no answer, for the one that asked to explain. */
export class EndpointError extends Error {
  /** Of HTTP, where there was an answer. */
  readonly status: number | undefined

  constructor(cause: string, status?: number) {
    super(cause)
    this.status = status
  }
}

/** @throws XunzhangError USAGE for what is no address, or a key that can't be sent */
export function checkEndpoint({ url, key }: Endpoint): void {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new XunzhangError('ENDPOINT_INVALID', { value: url })
  readKey(key)
}

/** @returns what the answer's JSON says @throws EndpointError */
export async function postJson(endpoint: Endpoint, body: unknown, limits: PostLimits): Promise<unknown> {
  const text = await post(endpoint, JSON.stringify(body), limits)
  try {
    return JSON.parse(text) as unknown
  } catch {
    throw new EndpointError('the answer is not JSON')
  }
}

function post({ url, key }: Endpoint, body: string, { connect, timeout, bytes, signal }: PostLimits): Promise<string> {
  const token = readKey(key)
  const headers = {
    'content-type': 'application/json',
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  }
  const send = new URL(url).protocol === 'https:' ? secureRequest : plainRequest
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
      const event = send === secureRequest ? 'secureConnect' : 'connect'
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
