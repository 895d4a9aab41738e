/** A collection on a cluster as an index: `push` alone writes to it. */
import { requireFolder } from '../commit/require-folder.js'
import type { Index, SearchBackend } from './types.js'

export function onCluster(backend: SearchBackend): Index {
  const refuse = async (): Promise<never> => refuseNow()
  const refuseNow = (): never => {
    requireFolder(backend.dir)
    throw new Error('a cluster has an address')
  }
  const writing: Omit<Index, keyof SearchBackend> = {
    add: refuse,
    remove: refuse,
    commit: refuse,
    rollback: refuse,
    // It answers from the newest push.
    refresh: async () => false,
    [Symbol.asyncDispose]: () => backend.close(),
  }
  // As they are: what it counts changes with each push.
  return Object.defineProperties(writing, Object.getOwnPropertyDescriptors(backend)) as Index
}
