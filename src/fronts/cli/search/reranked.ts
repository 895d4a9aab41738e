/** `--rerank`: the endpoint belongs to the user and is called only if it is named. */
import type { ValuesAt } from '../../../base/options/places.js'
import type { SearchBackend } from '../../../library/types.js'
import type { RerankOptions } from '../../../optional/models/rerank/with-reranker.js'
import type { Context } from '../context.js'
import { modelKey } from './models.js'
import { withReranker } from '../../../optional/models/rerank/with-reranker.js'

type Values = Pick<ValuesAt<'search'>, 'rerank' | 'rerank-model' | 'rerank-weight'>

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
  return withReranker(index, reranker)
}
