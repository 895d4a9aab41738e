/** Wraps a collection on a cluster as an index. Its writing methods refuse, because only `push` writes to a cluster. */
import { requireFolder } from '../storage/commit/require-folder.js'
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
    // A collection always answers from the newest push.
    refresh: async () => false,
    [Symbol.asyncDispose]: () => backend.close(),
  }
  // Copied as descriptors, because `articleCount` is a getter whose value changes with each push.
  return Object.defineProperties(writing, Object.getOwnPropertyDescriptors(backend)) as Index
}
