/**
 * Asks a reranking model over HTTP: POST {model, query, documents} to an endpoint of the form that Jina, Cohere, vLLM and
 * llama.cpp share (`/v1/rerank`), which answers {results: [{index, relevance_score}]}; text-embeddings-inference answers
 * [{index, score}].
 */
import { request as plainRequest } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { request as secureRequest } from 'node:https'
import { XunzhangError } from '../errors.js'
import { readKey } from '../store/secrets.js'

/** A user's own endpoint. */
export interface RerankEndpoint {
  /** `http://` or `https://`, with the path. */
  readonly url: string
  /** Name of the model, where the endpoint serves several. */
  readonly model?: string
  /** Sent as a bearer token. Default: XUNZHANG_RERANK_KEY of the environment. */
  readonly key?: string
  /** Milliseconds for the whole answer. Default 10,000. A connection has 250 in any case. */
  readonly timeout?: number
}

const connectMs = 250
const mostAnswerBytes = 4 << 20

/** @throws XunzhangError USAGE for what is no address, or a key that can't be sent */
export function checkEndpoint({ url, key }: RerankEndpoint): void {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol))
    throw new XunzhangError('ENDPOINT_INVALID', { value: url })
  readKey(key)
}

/**
 * @returns a score for each document, in their order; undefined for those that the endpoint leaves out
 * @throws XunzhangError UNAVAILABLE; the answer never holds the key
 */
export async function askReranker(
  endpoint: RerankEndpoint,
  query: string,
  documents: readonly string[],
): Promise<(number | undefined)[]> {
  const body = JSON.stringify({
    ...(endpoint.model !== undefined && { model: endpoint.model }),
    query,
    documents,
    top_n: documents.length,
    return_documents: false,
  })
  return readScores(await post(endpoint, body), documents.length)
}

function post(endpoint: RerankEndpoint, body: string): Promise<string> {
  const { url, timeout = 10_000, key = process.env['XUNZHANG_RERANK_KEY'] } = endpoint
  const token = readKey(key)
  const headers = {
    'content-type': 'application/json',
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  }
  const send = new URL(url).protocol === 'https:' ? secureRequest : plainRequest
  return new Promise((resolve, reject) => {
    const fail = (cause: string): void => reject(new XunzhangError('RERANKER_FAILED', { cause }))
    const request = send(url, { method: 'POST', headers, agent: false }, (answer) => {
      readAnswer(answer).then(resolve, (error: Error) => fail(error.message))
    })
    const connecting = setTimeout(() => request.destroy(new Error('no connection')), connectMs)
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

async function readAnswer(answer: IncomingMessage): Promise<string> {
  if (answer.statusCode !== 200) {
    answer.resume()
    throw new Error(`status ${answer.statusCode}`)
  }
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of answer as AsyncIterable<Buffer>) {
    bytes += piece.length
    if (bytes > mostAnswerBytes) throw new Error('the answer is too large')
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString('utf8')
}

function readScores(text: string, count: number): (number | undefined)[] {
  const scores = new Array<number | undefined>(count)
  for (const entry of listOf(text)) {
    const { index, relevance_score: relevance, score } = entry as Readonly<Record<string, unknown>>
    const value = relevance ?? score
    if (!Number.isInteger(index) || (index as number) < 0 || (index as number) >= count) continue
    if (typeof value === 'number' && Number.isFinite(value)) scores[index as number] = value
  }
  if (scores.every((score) => score === undefined)) throw new XunzhangError('RERANKER_FAILED', { cause: 'no scores' })
  return scores
}

function listOf(text: string): readonly unknown[] {
  try {
    const parsed = JSON.parse(text) as unknown
    const list = Array.isArray(parsed) ? parsed : (parsed as { results?: unknown } | null)?.results
    if (Array.isArray(list)) return list.filter((entry) => typeof entry === 'object' && entry !== null)
  } catch {
    // Told below.
  }
  throw new XunzhangError('RERANKER_FAILED', { cause: 'not an answer of a reranker' })
}
