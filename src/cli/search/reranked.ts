/** `--rerank`: the endpoint belongs to the user and is called only if it is named. */
import type { SearchBackend } from '../../library/types.js'
import type { RerankOptions } from '../../rerank/with-reranker.js'
import type { Context } from '../context.js'
import type { OptionTable, OptionValues } from '../options.js'
import { modelKey } from './models.js'

export const rerankOptions = {
  rerank: { type: 'text', value: 'url' },
  'rerank-model': { type: 'text', value: 'word' },
  'rerank-weight': { type: 'number', min: 0, max: 100 },
} as const satisfies OptionTable

type Values = OptionValues<typeof rerankOptions>

/** @returns undefined if no reranker is named */
export function rerankerOf(values: Values, context: Context): RerankOptions | undefined {
  const { rerank: url, 'rerank-model': model, 'rerank-weight': percent } = values
  if (url === undefined) return undefined
  return {
    url,
    ...(model !== undefined && { model }),
    ...modelKey(url, 'XUNZHANG_RERANK_KEY', context),
    ...(percent !== undefined && { weight: percent / 100 }),
  }
}

export async function openReranked<Backend extends SearchBackend>(
  index: Backend,
  values: Values,
  context: Context,
): Promise<Backend> {
  const reranker = rerankerOf(values, context)
  if (reranker === undefined) return index
  const { withReranker } = await import('../../rerank/with-reranker.js')
  return withReranker(index, reranker)
}
