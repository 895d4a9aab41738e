/** An index that also searches by meaning: it requests each query's vector from the user's own model. */
import { askEmbedder, type EmbedEndpoint } from '../endpoint/embedder.js'
import { checkEndpoint, connectMs, EndpointError } from '../endpoint/post.js'
import { failureOf, withSearch } from '../endpoint/post.js'
import { XunzhangError } from '../../../base/errors.js'
import type { SearchBackend, SearchOptions, SearchResult } from '../../../library/types.js'

export interface EmbedOptions extends EmbedEndpoint {
  /** Weight of the cosine, 0 to 1. Default 0.5. */
  readonly weight?: number
  /** How many of the best articles by words, and by the vector, are ranked together. Default 100. */
  readonly depth?: number
  /**
   * Milliseconds allowed for the query's vector; without it the search uses words alone. Default 300, of which
   * connecting may take all but 50.
   */
  readonly timeout?: number
}

export const defaultTimeout = 300

/** Milliseconds of the timeout that connecting leaves for the answer. */
const answerMs = 50

/**
 * Searches as the index does, and also by the query's vector. If the endpoint fails or the index has no vectors of its
 * model, the search uses words alone and `embedFailure` says why.
 * @throws XunzhangError USAGE for an address or weight that can't be used
 */
export function withEmbeddings<Backend extends SearchBackend>(index: Backend, options: EmbedOptions): Backend {
  checkEndpoint(options)
  const { weight, depth } = options
  if (weight !== undefined && !(weight >= 0 && weight <= 1))
    throw new XunzhangError('NUMBER_INVALID', { what: 'weight', value: String(weight) })
  const vectorOf = createAsking(index, options)
  const search = async (query: string, asked: SearchOptions = {}): Promise<SearchResult> => {
    const { limit = 10, sort = 'score', countOnly = false, like } = asked
    if (countOnly || limit === 0 || sort !== 'score' || like !== undefined || query.trim() === '')
      return index.search(query, asked)
    try {
      const { values, model } = await vectorOf(query)
      const vector = { values, model, ...(weight !== undefined && { weight }), ...(depth && { depth }) }
      return await index.search(query, { ...asked, vector })
    } catch (error) {
      const embedFailure = failureOf(error)
      return { ...(await index.search(query, asked)), embedFailure }
    }
  }
  return withSearch(index, search as Backend['search'])
}

interface NamedVector {
  readonly values: Float32Array
  readonly model: string
}

/** Keeps the last vector, because the next page of hits needs it again. */
function createAsking(index: SearchBackend, options: EmbedOptions): (query: string) => Promise<NamedVector> {
  let last: (NamedVector & { readonly query: string }) | undefined
  return async (query) => {
    const made = index.vectors
    if (made === undefined) throw new XunzhangError('VECTORS_MISSING', {})
    const { model = made.model, timeout = defaultTimeout } = options
    if (model !== made.model) throw new XunzhangError('MODEL_DIFFERS', { found: model, expected: made.model })
    if (last?.query === query && last.model === model) return last
    try {
      const limits = { connect: Math.max(connectMs, timeout - answerMs), timeout }
      const [values] = await askEmbedder({ ...options, model }, [query], limits)
      last = { query, values: values!, model }
      return last
    } catch (error) {
      if (!(error instanceof EndpointError)) throw error
      throw new XunzhangError('EMBEDDER_FAILED', { cause: error.message })
    }
  }
}
