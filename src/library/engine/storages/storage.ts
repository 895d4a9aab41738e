/**
 * Where an engine keeps its files: the few operations it asks for, all asynchronous. A storage is one flat folder. Files
 * are written whole and read whole; only `manifest.json` is ever replaced, by a rename.
 */
export interface Storage {
  /** Its name in messages. */
  readonly name: string
  /** Bytes [from, to) of a file, fewer if it ends before; undefined if there is no such file. */
  read(name: string, from: number, to: number): Promise<Uint8Array | undefined>
  /** Creates or replaces a file. */
  write(name: string, bytes: Uint8Array): Promise<void>
  /** Replaces `to`: afterwards, also after a crash, it has its earlier content or the whole new one. */
  rename(from: string, to: string): Promise<void>
  /** The names of all files, in any order. */
  list(): Promise<readonly string[]>
  /** Succeeds if there is no such file. */
  remove(name: string): Promise<void>
  /**
   * Keeps other writers of this storage out until the returned function is called: other tabs, the command line.
   * Without it, two writers must not commit at the same moment.
   */
  lock?(): Promise<() => void>
}

/** Files in memory, as long as the object. Two engines may share it, one after the other. */
export function memoryStorage(name = ':memory:'): Storage {
  const files = new Map<string, Uint8Array>()
  return {
    name,
    read: async (name, from, to) => files.get(name)?.slice(from, to),
    write: async (name, bytes) => void files.set(name, bytes.slice()),
    rename: async (from, to) => {
      files.set(to, files.get(from) ?? missing(from))
      files.delete(from)
    },
    list: async () => [...files.keys()],
    remove: async (name) => void files.delete(name),
  }
}

export function missing(name: string): never {
  throw new Error(`${name}: no such file`)
}

/** The part of the Web Locks API that is used; absent in Node 20 and in pages that are not secure. */
interface WebLocks {
  request(name: string, work: () => Promise<void>): Promise<void>
}

/** Waits for a lock that all tabs and workers of a site share. @returns releases it */
export async function webLock(name: string): Promise<() => void> {
  const { locks } = (globalThis as { readonly navigator?: { readonly locks?: WebLocks } }).navigator ?? {}
  if (locks === undefined) return () => undefined
  return new Promise((resolve, reject) => {
    locks.request(name, () => new Promise<void>((release) => resolve(release))).catch(reject)
  })
}
