/** `--rerank` and `--embed`: models of the user's own, called only if they are named. */
import type { ValuesAt } from '../../../base/options/places.js'
import type { RerankFailure, SearchBackend, SearchResult } from '../../../library/types.js'
import { withEmbeddings } from '../../../optional/models/embed/with-embeddings.js'
import type { EmbedEndpoint } from '../../../optional/models/endpoint/embedder.js'
import { withReranker } from '../../../optional/models/rerank/with-reranker.js'
import { clearTextNode } from '../../../storage/store/address.js'
import type { Context } from '../command.js'

type Values = Pick<
  ValuesAt<'search'>,
  'rerank' | 'rerank-model' | 'rerank-weight' | 'embed' | 'embed-model' | 'embed-weight' | 'embed-timeout'
>

export function openWithModels<Backend extends SearchBackend>(
  index: Backend,
  values: Values,
  context: Context,
): Backend {
  const { 'embed-weight': share, 'embed-timeout': timeout, rerank: url, 'rerank-model': model } = values
  const embedder = embedderOf(values, context)
  const given = { ...weightOf(share), ...(timeout !== undefined && { timeout }) }
  const embedded = embedder === undefined ? index : withEmbeddings(index, { ...embedder, ...given })
  if (url === undefined) return embedded
  const named = { url, ...(model !== undefined && { model }), ...modelKey(url, 'XUNZHANG_RERANK_KEY', context) }
  return withReranker(embedded, { ...named, ...weightOf(values['rerank-weight']) })
}

const weightOf = (percent: number | undefined) => (percent === undefined ? {} : { weight: percent / 100 })

/** @returns undefined if no model is named */
export function embedderOf(
  { embed: url, 'embed-model': model }: Pick<Values, 'embed' | 'embed-model'>,
  context: Context,
): EmbedEndpoint | undefined {
  if (url === undefined) return undefined
  return { url, ...(model !== undefined && { model }), ...modelKey(url, 'XUNZHANG_EMBED_KEY', context) }
}

/** The key of a model, from the environment; warns if it would cross a network in clear text. */
function modelKey(url: string, name: string, { environment, messages, tell }: Context): { key?: string } {
  const key = environment[name]
  if (URL.canParse(url) && clearTextNode([url], key) !== undefined)
    tell(`xunzhang: ${messages.clearTextModelKey(new URL(url).host)}`)
  return key === undefined ? {} : { key }
}

/** Why models that were called have no part in an answer. */
export function modelFailures({ rerankFailure, embedFailure }: Partial<SearchResult>): readonly RerankFailure[] {
  return [embedFailure, rerankFailure].filter((failure) => failure !== undefined)
}
