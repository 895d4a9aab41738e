/** What `--rerank` and `--embed` share: models of the user's own. */
import type { RerankFailure, SearchResult } from '../../../library/types.js'
import { clearTextNode } from '../../../storage/store/secrets.js'
import type { Context } from '../context.js'

/** The key of a model, from the environment; warns if it would cross a network in clear text. */
export function modelKey(url: string, name: string, { environment, messages, tell }: Context): { key?: string } {
  const key = environment[name]
  if (URL.canParse(url) && clearTextNode([url], key) !== undefined)
    tell(`xunzhang: ${messages.clearTextModelKey(new URL(url).host)}`)
  return key === undefined ? {} : { key }
}

/** Why models that were called have no part in an answer. */
export function modelFailures({ rerankFailure, embedFailure }: Partial<SearchResult>): readonly RerankFailure[] {
  return [embedFailure, rerankFailure].filter((failure) => failure !== undefined)
}
