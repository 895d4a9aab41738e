/**
 * xunzhang as a library: build an index from a folder of Chinese articles, open it, search it.
 *
 * @example
 * import { buildIndex, openIndex } from 'xunzhang'
 * await buildIndex({ paths: ['./articles'], dir: './index' })
 * const index = await openIndex('./index')
 * const { total, hits } = await index.search('"托卡耶夫" 贸易', { limit: 5 })
 */
export { XunzhangError, isXunzhangError } from './errors.js'
export type { ErrorCode, ErrorDetails } from './errors.js'
import type { BuildOptions, BuildReport, PushOptions, PushReport } from './engine/types.js'

export { checkIndex } from './engine/check.js'
export { openIndex } from './engine/open-index.js'
export { openTokenizer } from './engine/tokenizing.js'
export type { TextTokenizer } from './engine/tokenizing.js'
export type * from './engine/types.js'

/**
 * Builds the index in `options.dir`, or brings it up to date with the given paths. The readers of formats are loaded
 * with the first call: a program that only searches never pays for them.
 * @throws XunzhangError INDEX_LOCKED, INPUT_MISSING, NOT_WRITABLE, DISK_FULL, INTERRUPTED, LEXICON_INVALID, INDEX_DAMAGED
 */
export async function buildIndex(options: BuildOptions): Promise<BuildReport> {
  const engine = await import('./engine/build-index.js')
  return engine.buildIndex(options)
}

/**
 * Merges an index into one segment and drops deleted articles for good.
 * @throws XunzhangError INDEX_MISSING, INDEX_LOCKED, INDEX_DAMAGED, DISK_FULL, NOT_WRITABLE
 */
export async function compactIndex(
  dir: string,
  options: Omit<BuildOptions, 'paths' | 'dir'> = {},
): Promise<BuildReport> {
  const engine = await import('./engine/build-index.js')
  return engine.compactIndex(dir, options)
}

/**
 * Brings a collection on a cluster up to date with the given paths.
 * @throws XunzhangError BACKEND, INPUT_MISSING, INTERRUPTED, LEXICON_INVALID, INDEX_ANALYZER
 */
export async function pushCollection(options: PushOptions): Promise<PushReport> {
  const engine = await import('./engine/push-collection.js')
  return engine.pushCollection(options)
}
