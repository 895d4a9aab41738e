/**
 * The files of an index between a storage, which is asynchronous, and the engine, which reads and writes synchronously.
 * All files of a commit are in memory while it is open. A commit writes the new ones, then replaces the manifest by a
 * rename, then removes those that nothing names any more.
 */
import { XunzhangError } from '../../base/errors.js'
import { filesOf, isOurs } from '../../storage/commit/commit.js'
import { decodeManifest, manifestName, type Manifest } from '../../storage/segment/manifest.js'
import { temporaryName } from '../../storage/store/atomic.js'
import { unreadable } from '../../storage/store/damage.js'
import { createMemoryFileSystem, type FileSystem } from '../../storage/store/file-system.js'
import type { Storage } from './storages/storage.js'

/** The folder in the file system in memory. */
export const folder = '/index'

const pathOf = (name: string): string => `${folder}/${name}`

/** Another writer may remove files between the reading of the manifest and theirs. */
const attempts = 3

export class StoredFiles {
  readonly fs: FileSystem = createMemoryFileSystem()
  readonly #storage: Storage
  /** Names of the files that are the same here and in the storage. */
  #same = new Set<string>()
  /** What the storage had last, as far as this engine knows. */
  #manifest: Uint8Array | undefined

  constructor(storage: Storage) {
    this.#storage = storage
    this.fs.makeFolder(folder)
  }

  /**
   * Reads the newest commit of the storage into memory.
   * @returns whether there was another one than before
   * @throws XunzhangError INDEX_DAMAGED, INDEX_VERSION
   */
  async pull(): Promise<boolean> {
    for (let attempt = 1; ; attempt++) {
      const bytes = await this.#stored()
      if (bytes === undefined || isSame(bytes, this.#manifest)) return false
      try {
        await this.#take(decodeManifest(bytes, this.#nameOf(manifestName)), bytes)
        return true
      } catch (error) {
        if (attempt === attempts || isSame(bytes, await this.#stored())) throw error
      }
    }
  }

  /** Whether another writer has committed since the last {@link pull} or {@link push}. */
  async isReplaced(): Promise<boolean> {
    return !isSame(await this.#stored(), this.#manifest)
  }

  /** @throws XunzhangError INDEX_LOCKED if another writer has committed */
  async requireOwn(): Promise<void> {
    if (await this.isReplaced()) throw new XunzhangError('ENGINE_REPLACED', {}, { where: this.#storage.name })
  }

  /** Makes the commit that is in memory durable. If it fails, it may be called again. */
  async push(): Promise<void> {
    const bytes = this.fs.readFile(pathOf(manifestName))
    if (isSame(bytes, this.#manifest)) return
    const names = filesOf(decodeManifest(bytes, manifestName))
    for (const name of names) {
      if (name === manifestName || this.#same.has(name)) continue
      await this.#storage.write(name, this.fs.readFile(pathOf(name)))
      this.#same.add(name)
    }
    await this.#storage.write(temporaryName(manifestName), bytes)
    await this.#storage.rename(temporaryName(manifestName), manifestName)
    this.#manifest = bytes
    await this.#tidy(names)
  }

  async #stored(): Promise<Uint8Array | undefined> {
    return this.#storage.read(manifestName, 0, Infinity)
  }

  async #take(manifest: Manifest, bytes: Uint8Array): Promise<void> {
    const names = filesOf(manifest)
    const before = this.#manifest && decodeManifest(this.#manifest, manifestName)
    // In an index that was created anew, the numbers of files start again.
    if (before !== undefined && manifest.generation <= before.generation) this.#same.clear()
    for (const name of names) {
      if (name === manifestName || this.#same.has(name)) continue
      this.#put(name, await this.#read(name))
      this.#same.add(name)
    }
    this.#put(manifestName, bytes)
    this.#manifest = bytes
    for (const name of this.fs.list(folder)) if (isOurs(name) && !names.has(name)) this.#drop(name)
  }

  async #read(name: string): Promise<Uint8Array> {
    const bytes = await this.#storage.read(name, 0, Infinity)
    if (bytes !== undefined) return bytes
    throw unreadable(this.#nameOf(name), { code: 'ENOENT' })
  }

  #put(name: string, bytes: Uint8Array): void {
    if (this.fs.exists(pathOf(name))) this.fs.remove(pathOf(name))
    const handle = this.fs.createExclusive(pathOf(name))
    this.fs.write(handle, bytes)
    this.fs.close(handle)
  }

  #drop(name: string): void {
    this.fs.remove(pathOf(name))
    this.#same.delete(name)
  }

  /** The commit stands whether or not what is left of earlier ones can be removed; the next one tries again. */
  async #tidy(wanted: ReadonlySet<string>): Promise<void> {
    for (const name of this.#same) if (!wanted.has(name)) this.#same.delete(name)
    try {
      for (const name of await this.#storage.list())
        if (isOurs(name) && !wanted.has(name)) await this.#storage.remove(name)
    } catch {
      // The next commit tries again.
    }
  }

  #nameOf(name: string): string {
    return `${this.#storage.name}/${name}`
  }
}

function isSame(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  if (a === undefined || b === undefined) return a === b
  return a.length === b.length && a.every((byte, at) => byte === b[at])
}
