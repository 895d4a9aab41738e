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
export { pushCollection } from './engine/push-collection.js'
export { buildIndex, checkIndex, compactIndex, openIndex, openTokenizer } from './engine/index.js'
export type * from './engine/types.js'
export type { TextTokenizer } from './engine/tokenizing.js'
