/** The door of the engine: what `xunzhang/engine` exports. */
export {
  createEngine,
  type CompleteOptions,
  type Completion,
  type Engine,
  type EngineOptions,
  type EngineResult,
  type EngineSearchOptions,
} from './engine.js'
export { shortenLexicon, type LexiconSource } from './lexicon.js'
export { indexedDbStorage } from './storages/indexed-db.js'
export { opfsStorage, type FolderHandle } from './storages/opfs.js'
export { memoryStorage, type Storage } from './storages/storage.js'
export { checkTokenizer } from '../../text/tokenizers/given.js'
export { toHtml } from './to-html.js'
export { XunzhangError, isXunzhangError } from '../../base/errors.js'
export type * from '../types.js'
