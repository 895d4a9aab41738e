/**
 * The library for `require`, and in the same script what the commands that write and their threads run: the library
 * contains most of it, and a script has kept code.
 */
export * from '../../../index.js'

/** For this package alone. */
export const ownParts = {
  writing: async () => import('./writing-door.js'),
  worker: async () => import('../../../indexing/tasks/worker.js'),
  answerer: async () => import('../../../library/threads/answer-thread.js'),
}
