/**
 * Requests scores from a reranking model over HTTP: POST {model, query, documents} to an endpoint as Jina, Cohere, vLLM
 * and llama.cpp offer it (`/v1/rerank`), which answers {results: [{index, relevance_score}]}. text-embeddings-inference
 * answers [{index, score}].
 */
import { connectMs, EndpointError, postJson } from '../endpoint/post.js'
import { XunzhangError } from '../../../base/errors.js'

/** A user's own endpoint. */
export interface RerankEndpoint {
  /** `http://` or `https://`, with the path. */
  readonly url: string
  /** Name of the model, if the endpoint serves several. */
  readonly model?: string
  /** Sent as a bearer token. Default: XUNZHANG_RERANK_KEY of the environment. */
  readonly key?: string
  /** Milliseconds for the whole answer. Default 10,000. A connection has 250 in any case. */
  readonly timeout?: number
}

const mostAnswerBytes = 4 << 20

/**
 * @returns a score for each document, in their order; undefined for those that the endpoint leaves out
 * @throws XunzhangError UNAVAILABLE; it never contains the key
 */
export async function askReranker(
  { url, model, key = process.env['XUNZHANG_RERANK_KEY'], timeout = 10_000 }: RerankEndpoint,
  query: string,
  documents: readonly string[],
): Promise<(number | undefined)[]> {
  const body = {
    ...(model !== undefined && { model }),
    query,
    documents,
    top_n: documents.length,
    return_documents: false,
  }
  try {
    const limits = { connect: connectMs, timeout, bytes: mostAnswerBytes }
    return readScores(await postJson({ url, key }, body, limits), documents.length)
  } catch (error) {
    if (!(error instanceof EndpointError)) throw error
    throw new XunzhangError('RERANKER_FAILED', { cause: error.message })
  }
}

function readScores(answer: unknown, count: number): (number | undefined)[] {
  const scores = new Array<number | undefined>(count)
  for (const entry of listOf(answer)) {
    const { index, relevance_score: relevance, score } = entry as Readonly<Record<string, unknown>>
    const value = relevance ?? score
    if (!Number.isInteger(index) || (index as number) < 0 || (index as number) >= count) continue
    if (typeof value === 'number' && Number.isFinite(value)) scores[index as number] = value
  }
  if (scores.every((score) => score === undefined)) throw new EndpointError('no scores')
  return scores
}

function listOf(answer: unknown): readonly unknown[] {
  const list = Array.isArray(answer) ? answer : (answer as { results?: unknown } | null)?.results
  if (Array.isArray(list)) return list.filter((entry) => typeof entry === 'object' && entry !== null)
  throw new EndpointError('not an answer of a reranker')
}
