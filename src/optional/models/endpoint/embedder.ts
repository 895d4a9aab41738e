/**
 * Requests vectors from an embedding model over HTTP: POST {model, input} to an endpoint like OpenAI's
 * (`/v1/embeddings`), which answers {data: [{index, embedding}]}. vLLM, llama.cpp, Ollama and text-embeddings-inference
 * offer it, too.
 */
import { mostDimensions, unitVector } from '../../../storage/segment/vectors/codec.js'
import { EndpointError, postJson, type PostLimits } from './post.js'

/** A user's own endpoint. */
export interface EmbedEndpoint {
  /** `http://` or `https://`, with the path. */
  readonly url: string
  /** Name of the model. Default: the one that the vectors of the index are from; for a new index none is sent. */
  readonly model?: string
  /** Sent as a bearer token. Default: XUNZHANG_EMBED_KEY of the environment. */
  readonly key?: string
}

/** Time limits in milliseconds, and a signal that ends the request. */
export type EmbedLimits = Omit<PostLimits, 'bytes'>

/** Most bytes of one number of a vector as JSON, and of the rest of an answer. */
const mostNumberBytes = 32
const mostOtherBytes = 1 << 20

/** Status of an answer that arrived but can't be used. */
const answered = 200

/**
 * @returns a vector for each text, in the order of the texts, of length 1; all have the same number of dimensions
 * @throws EndpointError
 */
export async function askEmbedder(
  { url, model, key = process.env['XUNZHANG_EMBED_KEY'] }: EmbedEndpoint,
  texts: readonly string[],
  limits: EmbedLimits,
): Promise<readonly Float32Array[]> {
  const body = { ...(model !== undefined && model !== '' && { model }), input: texts }
  const bytes = texts.length * mostDimensions * mostNumberBytes + mostOtherBytes
  return readVectors(await postJson({ url, key }, body, { ...limits, bytes }), texts.length)
}

function readVectors(answer: unknown, count: number): readonly Float32Array[] {
  const list = (answer as { data?: unknown } | null)?.data
  if (!Array.isArray(list)) throw new EndpointError('not an answer of an embedding model', answered)
  const vectors = new Array<Float32Array | undefined>(count)
  for (const [at, entry] of (list as readonly unknown[]).entries()) {
    const { index = at, embedding } = (entry ?? {}) as { index?: unknown; embedding?: unknown }
    if (!Number.isInteger(index) || vectors[index as number] !== undefined) continue
    vectors[index as number] = readVector(embedding)
  }
  const found = vectors.filter((vector) => vector !== undefined)
  if (list.length !== count || vectors.length !== count || found.length !== count)
    throw new EndpointError(`${list.length} vectors for ${count} texts`, answered)
  if (found.some(({ length }) => length !== found[0]!.length))
    throw new EndpointError('vectors of different lengths', answered)
  return found
}

/** Scales the vector to length 1. */
function readVector(embedding: unknown): Float32Array {
  const isList = Array.isArray(embedding) && embedding.length <= mostDimensions
  const vector = isList && embedding.every((value) => typeof value === 'number') ? unitVector(embedding) : undefined
  if (vector === undefined) throw new EndpointError('not a vector of numbers', answered)
  return vector
}
