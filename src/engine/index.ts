/** The use cases: everything that the command line, the terminal UI and the library's users can do. */
export { buildIndex, compactIndex } from './build-index.js'
export { checkIndex } from './check.js'
export { compareRuns, evaluateRun } from './evaluation.js'
export { openIndex } from './open-index.js'
export { openTokenizer } from './tokenizing.js'
export type { TextTokenizer } from './tokenizing.js'
export type * from './types.js'
