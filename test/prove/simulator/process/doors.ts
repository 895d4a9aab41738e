/** What the simulator calls of the engine: its public doors, and what tells an oracle what a commit holds. */
export { buildIndex, compactIndex } from '../../../../src/indexing/build-index.js'
export { checkIndex } from '../../../../src/library/check.js'
export { filesOf } from '../../../../src/commit/commit.js'
export { openIndex } from '../../../../src/library/open-index.js'
export { addWords, listWords, removeWords } from '../../../../src/indexing/taught/teach.js'
export { readLexiconState } from '../../../../src/commit/lexicon-state.js'
export { openSegments, readManifest, readRepeated } from '../../../../src/commit/snapshot.js'
export { nodeFileSystem } from '../../../../src/store/file-system.js'
