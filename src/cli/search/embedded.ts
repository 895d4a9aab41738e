/** `--embed`: the endpoint belongs to the user and is called only if it is named. */
import type { SearchBackend } from '../../library/types.js'
import type { EmbedEndpoint } from '../../endpoint/embedder.js'
import type { EmbedOptions } from '../../embed/with-embeddings.js'
import type { Context } from '../context.js'
import type { OptionTable, OptionValues } from '../options.js'
import { modelKey } from './models.js'

/** The options that name the model; `index` has them, too. */
export const embedderOptions = {
  embed: { type: 'text', value: 'url' },
  'embed-model': { type: 'text', value: 'word' },
} as const satisfies OptionTable

export const embedOptions = {
  ...embedderOptions,
  'embed-weight': { type: 'number', min: 0, max: 100 },
  'embed-timeout': { type: 'number', min: 1, max: 60_000 },
} as const satisfies OptionTable

/** @returns undefined if no model is named */
export function embedderOf(
  { embed: url, 'embed-model': model }: OptionValues<typeof embedderOptions>,
  context: Context,
): EmbedEndpoint | undefined {
  if (url === undefined) return undefined
  return { url, ...(model !== undefined && { model }), ...modelKey(url, 'XUNZHANG_EMBED_KEY', context) }
}

export async function openEmbedded<Backend extends SearchBackend>(
  index: Backend,
  values: OptionValues<typeof embedOptions>,
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
  const { withEmbeddings } = await import('../../embed/with-embeddings.js')
  return withEmbeddings(index, options)
}
