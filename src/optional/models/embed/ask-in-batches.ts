/** Sends the texts of many articles to an embedding model in bounded batches, a few at a time, with retries. */
import { askEmbedder, type EmbedEndpoint } from '../endpoint/embedder.js'
import { failureOf } from '../endpoint/post.js'
import { EndpointError } from '../endpoint/post.js'
import { XunzhangError, type Fault } from '../../../base/errors.js'

/** Texts in a request: the most that text-embeddings-inference takes by default. */
export const batchSize = 32
const atOnce = 4
/** Milliseconds allowed for a request: a batch takes some seconds without a graphics card. */
const times = { connect: 10_000, timeout: 120_000 }
/** Milliseconds before a request is tried again. */
const pauses = [500, 1000, 2000]

export interface Text {
  readonly article: number
  /** Called when the text is about to be sent. */
  readonly text: () => string
}

export interface Asked {
  readonly endpoint: EmbedEndpoint
  /** Dimensions that a vector must have; 0 for any. */
  readonly expected: () => number
  readonly pause: (ms: number) => Promise<unknown>
  readonly signal: AbortSignal | undefined
}

export interface Outcome {
  readonly failure?: Pick<Fault, 'reason' | 'parameters'>
  /** Empty texts, which weren't sent. */
  readonly blank: number
}

/**
 * A text that the model refuses is left out; any other failure ends the work.
 * @param take called for each vector
 * @param afterBatch called after each batch, even if it failed
 */
export async function askInBatches(
  texts: readonly Text[],
  asked: Asked,
  take: (article: number, vector: Float32Array) => void,
  afterBatch: () => void,
): Promise<Outcome> {
  const { signal, expected } = asked
  let at = 0
  let blank = 0
  let failure: Outcome['failure']
  let hasEnded = false
  const isWanted = (): boolean => !hasEnded && signal?.aborted !== true
  const embed = async (batch: readonly (readonly [number, string])[]): Promise<void> => {
    try {
      const sent = batch.map(([, text]) => text)
      const vectors = await askAgain(sent, asked, isWanted)
      requireLength(vectors[0]!.length, expected())
      for (const [i, [article]] of batch.entries()) take(article, vectors[i]!)
    } catch (error) {
      const half = batch.length >> 1
      if (!isRefusal(error)) hasEnded = true
      if (hasEnded || half === 0) failure ??= whyStopped(error)
      else for (const part of [batch.slice(0, half), batch.slice(half)]) if (isWanted()) await embed(part)
    }
  }
  const work = async (): Promise<void> => {
    while (at < texts.length && isWanted()) {
      const read = texts.slice(at, (at += batchSize)).map(({ article, text }) => [article, text()] as const)
      const batch = read.filter(([, text]) => text !== '')
      blank += read.length - batch.length
      if (batch.length > 0) await embed(batch)
      afterBatch()
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return { blank, ...(failure && { failure }) }
}

async function askAgain(texts: readonly string[], { endpoint, pause, signal }: Asked, isWanted: () => boolean) {
  for (let attempt = 0; ; attempt++) {
    try {
      return await askEmbedder(endpoint, texts, { ...times, signal })
    } catch (error) {
      const wait = pauses[attempt]
      if (wait === undefined || !mayPass(error) || !isWanted()) throw error
      await pause(wait)
    }
  }
}

/** @param expected 0 for any @throws XunzhangError UNAVAILABLE */
function requireLength(found: number, expected: number): void {
  if (expected !== 0 && found !== expected) throw new XunzhangError('VECTOR_LENGTH', { found, expected })
}

/** Whether a retry may help: there was no answer, there were too many requests, or the server had an error. */
function mayPass(error: unknown): boolean {
  if (!(error instanceof EndpointError)) return false
  return error.status === undefined || error.status === 429 || error.status >= 500
}

/** Whether the texts are at fault: one may be too long for the model. */
function isRefusal(error: unknown): boolean {
  return error instanceof EndpointError && [400, 413, 422].includes(error.status ?? 0)
}

/** @throws `error` itself if it is not a failure of the model */
function whyStopped(error: unknown): Outcome['failure'] {
  if (error instanceof EndpointError) return { reason: 'EMBEDDING_STOPPED', parameters: { cause: error.message } }
  return failureOf(error)
}
