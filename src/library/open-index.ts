/** Opens an index for searching and writing: in a folder, in memory, or on a cluster. */
import { fileURLToPath } from 'node:url'
import { machine, type Environment } from '../storage/commit/snapshot.js'
import { XunzhangError } from '../base/errors.js'
import { isClusterAddress } from '../storage/store/address.js'
import { createMemoryFileSystem, type FileSystem } from '../storage/store/file-system.js'
import type { AnswerThreads } from './threads/answer-threads.js'
import { checkCreation, checkFolder, checkOpening } from './check-request.js'
import { FolderIndex } from './folder-index.js'
import { compileWithRe2 } from './regex.js'
import { provideTokenizer } from '../text/tokenizers/given.js'
import { provideRegex } from '../search/matching/regex.js'
import type { CreateOptions, Index, LocalIndex, OpenOptions, SearchBackend } from './types.js'
import { requireFolder } from '../storage/commit/write-errors.js'

provideRegex(compileWithRe2)

/** The name of an index that exists only in memory, as long as its object. */
export const memoryName = ':memory:'

/**
 * Opens the index in a folder, or a collection on a cluster by its address. Several folders are opened as one
 * collection: statistics are summed, hits are ranked together and name their folder. Such a collection can't be
 * changed.
 * @throws XunzhangError INDEX_MISSING, INDEX_DAMAGED, INDEX_VERSION, INDEX_ANALYZER; BACKEND and USAGE for clusters
 */
export async function openIndex(
  places: string | URL | readonly (string | URL)[],
  options: OpenOptions & Partial<Environment> = {},
): Promise<Index> {
  const { fileSystem = machine.fileSystem, now: _, ...asked } = options
  const dirs = pathsOf(places)
  for (const each of dirs.length === 0 ? [''] : dirs) checkOpening(each, asked)
  const { create, tokenizer, ...remote } = asked
  if (tokenizer !== undefined) provideTokenizer(tokenizer)
  const address = dirs.find(isClusterAddress)
  if (address !== undefined && dirs.length > 1)
    throw new XunzhangError('CLUSTER_ADDRESS', { what: 'others' }, { where: address })
  if (address !== undefined) return onCluster(await (await import('./cluster-door.js')).openCollection(address, remote))
  const [dir] = dirs
  if (dirs.length === 1 && (dir === memoryName || create === true))
    return openCreated(fileSystem, dir!, {}, options.timeout)
  return FolderIndex.open(fileSystem, dirs, { timeout: options.timeout })
}

/**
 * Opens folders, or a collection on a cluster, for a service: threads compute what takes long.
 * @param timeout milliseconds for an answer
 * @throws as {@link openIndex}
 */
export async function openForService(
  dirs: readonly string[],
  timeout: number,
  threads: AnswerThreads | undefined,
): Promise<Index> {
  if (threads === undefined || dirs.some(isClusterAddress)) return openIndex(dirs, { timeout })
  return FolderIndex.open(machine.fileSystem, dirs, { threads })
}

/**
 * Opens the newest commit of an index that is open at an earlier one. The earlier one stays open, and only what is new
 * is read; a collection on a cluster is opened again. Each of the two has to be closed.
 * @throws as {@link openIndex}
 */
export async function reopenIndex(before: Index, open: () => Promise<Index>): Promise<Index> {
  return before instanceof FolderIndex ? before.reopened() : open()
}

/**
 * Opens the index in a folder and creates it if there is none; `:memory:` creates a new index in memory.
 * @throws XunzhangError INDEX_LOCKED, NOT_WRITABLE, DISK_FULL, LEXICON_INVALID; as {@link openIndex} if there is one
 */
export async function createIndex(
  place: string | URL,
  options: CreateOptions & Partial<Environment> = {},
): Promise<LocalIndex> {
  const { fileSystem = machine.fileSystem, now: _, ...asked } = options
  const dir = pathOf(place)
  checkCreation(dir, asked)
  return openCreated(fileSystem, dir, asked)
}

async function openCreated(fileSystem: FileSystem, dir: string, options: CreateOptions, timeout?: number) {
  const isMemory = dir === memoryName
  const fs = isMemory ? createMemoryFileSystem() : fileSystem
  const folder = isMemory ? memoryFolder : dir
  const { makeIndex } = await import('./changes-door.js')
  makeIndex(fs, folder, options)
  return FolderIndex.open(fs, [folder], { name: dir, timeout })
}

const memoryFolder = '/index'

function pathOf(place: string | URL): string {
  return place instanceof URL ? fileURLToPath(place) : place
}

/** The path of an index's folder. @throws XunzhangError USAGE */
export function folderOf(place: string | URL): string {
  const dir = pathOf(place)
  checkFolder(dir)
  return dir
}

/** The places as paths, without duplicates. */
export function pathsOf(places: string | URL | readonly (string | URL)[]): string[] {
  const list = Array.isArray(places) ? (places as readonly (string | URL)[]) : [places as string | URL]
  return [...new Set(list.map(pathOf))]
}

/** Wraps a collection on a cluster as an index. Its writing methods refuse, because only `push` writes to a cluster. */
function onCluster(backend: SearchBackend): Index {
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
    articles: refuseNow,
    ids: refuseNow,
    // A collection always answers from the newest push.
    refresh: async () => false,
    [Symbol.asyncDispose]: () => backend.close(),
  }
  // Copied as descriptors, because `articleCount` is a getter whose value changes with each push.
  return Object.defineProperties(writing, Object.getOwnPropertyDescriptors(backend)) as Index
}
