/** Files in a database of the browser (IndexedDB), as blobs by name: where there is no private file system. */
import { missing, webLock, type Storage } from './storage.js'

/* What is used of IndexedDB. */
interface Request<T> {
  readonly result: T
  readonly error: Error
  onsuccess: (() => void) | null
  onerror: (() => void) | null
}
interface OpenRequest extends Request<Database> {
  onupgradeneeded: (() => void) | null
}
interface Database {
  createObjectStore(name: string): unknown
  transaction(store: string, mode: 'readonly' | 'readwrite', options?: { durability: 'strict' }): Transaction
}
interface Transaction {
  readonly error: Error
  oncomplete: (() => void) | null
  onabort: (() => void) | null
  objectStore(name: string): ObjectStore
}
interface ObjectStore {
  get(key: string): Request<Blob | undefined>
  getAllKeys(): Request<string[]>
  put(value: Blob, key: string): unknown
  delete(key: string): unknown
}

const files = 'files'

/** @param name of the database, which is created if missing; it holds nothing else */
export async function indexedDbStorage(name: string): Promise<Storage> {
  const database = await open(name)
  const ask = <T>(question: (store: ObjectStore) => Request<T>): Promise<T> =>
    answerOf(question(database.transaction(files, 'readonly').objectStore(files)))
  const change = (work: (store: ObjectStore) => void): Promise<void> => {
    const transaction = database.transaction(files, 'readwrite', { durability: 'strict' })
    return new Promise((resolve, reject) => {
      transaction.oncomplete = () => resolve()
      transaction.onabort = () => reject(transaction.error)
      work(transaction.objectStore(files))
    })
  }
  return {
    name: `indexeddb:${name}`,
    read: async (name, from, to) => {
      const file = await ask((store) => store.get(name))
      return file && new Uint8Array(await file.slice(from, Math.min(to, file.size)).arrayBuffer())
    },
    write: (name, bytes) => change((store) => void store.put(new Blob([bytes.slice()]), name)),
    rename: async (from, to) => {
      const file = (await ask((store) => store.get(from))) ?? missing(from)
      await change((store) => {
        store.put(file, to)
        store.delete(from)
      })
    },
    list: () => ask((store) => store.getAllKeys()),
    remove: (name) => change((store) => void store.delete(name)),
    lock: () => webLock(`xunzhang indexeddb ${name}`),
  }
}

function open(name: string): Promise<Database> {
  const { indexedDB } = globalThis as unknown as { readonly indexedDB: { open(name: string, version: 1): OpenRequest } }
  const request = indexedDB.open(name, 1)
  request.onupgradeneeded = () => void request.result.createObjectStore(files)
  return answerOf(request)
}

function answerOf<T>(request: Request<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
