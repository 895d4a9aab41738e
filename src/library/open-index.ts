/** Opens an index for searching and writing: in a folder, in memory, or on a cluster. */
import { fileURLToPath } from 'node:url'
import type { Environment } from '../commit/environment.js'
import { machine } from '../commit/environment.js'
import { XunzhangError } from '../errors.js'
import { isClusterAddress } from '../store/address.js'
import { createMemoryFileSystem } from '../store/memory-file-system.js'
import { checkCreation, checkOpening } from './check-request.js'
import { FolderIndex } from './folder-index.js'
import { onCluster } from './on-cluster.js'
import type { CreateOptions, Index, OpenOptions } from './types.js'

/** The name of an index that lives in memory and ends with the object. */
export const memoryName = ':memory:'

/**
 * Opens the index in the folder `dir`, or the collection on a cluster if `dir` is its address. Several folders are opened as
 * one collection: statistics are summed, hits are ranked together and name the folder they come from; it takes no changes.
 * @throws XunzhangError INDEX_MISSING, INDEX_DAMAGED, INDEX_VERSION, INDEX_ANALYZER; BACKEND and USAGE for clusters
 */
export async function openIndex(
  places: string | URL | readonly (string | URL)[],
  options: OpenOptions & Partial<Environment> = {},
): Promise<Index> {
  const { fileSystem = machine.fileSystem, now: _, ...asked } = options
  const dirs = pathsOf(places)
  for (const each of dirs.length === 0 ? [''] : dirs) checkOpening(each, asked)
  const { create, ...remote } = asked
  const address = dirs.find(isClusterAddress)
  if (address !== undefined && dirs.length > 1) throw new XunzhangError('CLUSTER_BESIDE_OTHERS', {}, { where: address })
  if (address !== undefined)
    return onCluster(await (await import('./open-collection.js')).openCollection(address, remote))
  const [dir] = dirs
  if (dirs.length === 1 && (dir === memoryName || create === true)) return createIndex(dir!, { fileSystem })
  return FolderIndex.open(fileSystem, dirs, undefined, options.timeout)
}

/**
 * The newest commit of what is open at an earlier one, beside it: only what the newer one adds is read. On a cluster it is
 * opened anew. Each is closed by itself.
 * @throws as {@link openIndex}
 */
export async function reopenIndex(before: Index, open: () => Promise<Index>): Promise<Index> {
  return before instanceof FolderIndex ? before.reopened() : open()
}

/**
 * Opens the index in the folder `dir`, which is made where there is none; `:memory:` makes a new one in memory.
 * @throws XunzhangError INDEX_LOCKED, NOT_WRITABLE, DISK_FULL, LEXICON_INVALID; INDEX_DAMAGED and others of an index there
 */
export async function createIndex(
  place: string | URL,
  options: CreateOptions & Partial<Environment> = {},
): Promise<Index> {
  const { fileSystem = machine.fileSystem, now: _, ...asked } = options
  const dir = pathOf(place)
  checkCreation(dir, asked)
  const isMemory = dir === memoryName
  const fs = isMemory ? createMemoryFileSystem() : fileSystem
  const folder = isMemory ? memoryFolder : dir
  const { makeIndex } = await import('../indexing/given/create.js')
  makeIndex(fs, folder, asked)
  return FolderIndex.open(fs, [folder], dir)
}

/** Where an index in memory lies in its own file system. */
const memoryFolder = '/index'

/** A file URL as a path; all else as it is. */
function pathOf(place: string | URL): string {
  return place instanceof URL ? fileURLToPath(place) : place
}

/** Each once. */
export function pathsOf(places: string | URL | readonly (string | URL)[]): string[] {
  const list = Array.isArray(places) ? (places as readonly (string | URL)[]) : [places as string | URL]
  return [...new Set(list.map(pathOf))]
}
