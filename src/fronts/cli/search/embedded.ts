/** `--embed`: the endpoint belongs to the user and is called only if it is named. */
import type { ValuesAt } from '../../../base/options/places.js'
import type { SearchBackend } from '../../../library/types.js'
import type { EmbedEndpoint } from '../../../optional/models/endpoint/embedder.js'
import type { EmbedOptions } from '../../../optional/models/embed/with-embeddings.js'
import type { Context } from '../context.js'
import { modelKey } from './models.js'
import { withEmbeddings } from '../../../optional/models/embed/with-embeddings.js'

type Values = ValuesAt<'search'>

/** @returns undefined if no model is named */
export function embedderOf(
  { embed: url, 'embed-model': model }: Pick<Values, 'embed' | 'embed-model'>,
  context: Context,
): EmbedEndpoint | undefined {
  if (url === undefined) return undefined
  return { url, ...(model !== undefined && { model }), ...modelKey(url, 'XUNZHANG_EMBED_KEY', context) }
}

export async function openEmbedded<Backend extends SearchBackend>(
  index: Backend,
  values: Pick<Values, 'embed' | 'embed-model' | 'embed-weight' | 'embed-timeout'>,
  context: Context,
): Promise<Backend> {
  const embedder = embedderOf(values, context)
  if (embedder === undefined) return index
  const { 'embed-weight': percent, 'embed-timeout': timeout } = values
  const options: EmbedOptions = {
    ...embedder,
    ...(percent !== undefined && { weight: percent / 100 }),
    ...(timeout !== undefined && { timeout }),
  }
  return withEmbeddings(index, options)
}
