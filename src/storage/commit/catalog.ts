/**
 * The catalog: every source file of the last commit with size, time and hash, so that the next build reads only what
 * changed. Each path shares a prefix with the one before it; about 30 bytes a file. Format: FORMAT.md, "Catalog".
 */
import { createByteReader, getBigVarint, getString, getUint32, getVarint } from '../store/byte-reader.js'
import type { ByteReader } from '../store/byte-reader.js'
import { createByteWriter, putBigVarint, putString, putUint32, putVarint, written } from '../store/byte-writer.js'
import type { ByteWriter } from '../store/byte-writer.js'
import type { FileSystem } from '../store/file-system.js'
import { inconsistentFile, isCount, isRecord, isString, isStrings, parseJson } from '../store/damage.js'
import { openPagedFile } from '../store/paged/reader.js'
import { writePagedFile } from '../store/paged/writer.js'
import { formatVersion, isInnerPath } from '../segment/format.js'
import { unzigzag, zigzag } from '../segment/moves.js'
import type { SourceEntry } from '../segment/manifest.js'
import { createLocator, rootsOf, type SourcePlace, type SourceRoot } from '../../source/roots.js'

export interface CatalogEntry {
  readonly path: string
  readonly size: number
  /** Whole milliseconds. */
  readonly mtimeMs: number
  /** First 64 bits of a hash of the content. */
  readonly hash: readonly [number, number]
  /** The number of its problems, or one of the marks below if it was left out because of its content. */
  readonly problems: number
  /**
   * Time of the last change of the file or its name in whole microseconds. 0 if it isn't known, or if a later change
   * might have the same time; then the content is compared.
   */
  readonly changedUs: number
  /** The lowest 32 bits of the inode number, signed. */
  readonly inode: number
}

/** No file has this many problems, because those beyond a limit are counted as one. */
export const draftMark = 1 << 20
export const marks = { draft: draftMark, empty: draftMark + 1, list: draftMark + 2, copy: draftMark + 3 } as const

export type Catalog = ReadonlyMap<string, CatalogEntry>

/** Writes a catalog file, entries in order of their paths; returns its size. */
export function writeCatalog(fs: FileSystem, path: string, entries: Iterable<CatalogEntry>): number {
  const sorted = [...entries].sort((a, b) => (a.path < b.path ? -1 : 1))
  const out = createByteWriter(sorted.length * 32 + 16)
  putVarint(out, sorted.length)
  let previous = ''
  for (const entry of sorted) {
    const shared = sharedPrefix(previous, entry.path)
    putVarint(out, shared)
    putString(out, entry.path.slice(shared))
    putBigVarint(out, entry.size)
    putBigVarint(out, Math.max(0, entry.mtimeMs))
    putUint32(out, entry.hash[0])
    putUint32(out, entry.hash[1])
    putVarint(out, entry.problems)
    previous = entry.path
  }
  putStamps(out, sorted)
  return writePagedFile(fs, path, formatVersion, written(out))
}

/** Written last, so that programs that don't know them can still read the catalog. */
function putStamps(out: ByteWriter, entries: readonly CatalogEntry[]): void {
  let previous = { changedUs: 0, inode: 0 }
  for (const entry of entries) {
    putBigVarint(out, zigzag(entry.changedUs - previous.changedUs))
    putBigVarint(out, zigzag((entry.inode - previous.inode) | 0))
    previous = entry
  }
}

/** @throws XunzhangError INDEX_DAMAGED or INDEX_VERSION */
export function readCatalog(fs: FileSystem, path: string, checksum: number): Catalog {
  const file = openPagedFile(fs, path, { version: formatVersion, cache: 'mirror', checksum })
  try {
    const catalog = decode(file.read(0, file.size))
    if (catalog === undefined) throw inconsistentFile(path)
    return catalog
  } finally {
    file.close()
  }
}

/** Far above what systems let a path be. */
const longestPath = 1 << 15
/** UTF-16 units of paths for each byte of a catalog, because a few bytes can repeat a long path many times. */
const mostUnitsPerByte = 256

/** Undefined unless the bytes are a catalog: ascending paths of an index, each with safe integers. */
function decode(bytes: Uint8Array): Catalog | undefined {
  const reader = createByteReader(bytes)
  const entries = new Map<string, Writable<CatalogEntry>>()
  let path = ''
  let units = 0
  let count = getVarint(reader)
  if (count > bytes.length) return undefined
  for (; count > 0; count--) {
    const shared = getVarint(reader)
    const next = path.slice(0, shared) + getString(reader)
    units += next.length
    const isPath = next.length <= longestPath && isInnerPath(next) && (entries.size === 0 || next > path)
    if (shared > path.length || !isPath || units > mostUnitsPerByte * bytes.length) return undefined
    path = next
    const size = getBigVarint(reader)
    const mtimeMs = getBigVarint(reader)
    if (!Number.isSafeInteger(size) || !Number.isSafeInteger(mtimeMs)) return undefined
    const hash = [getUint32(reader), getUint32(reader)] as const
    entries.set(path, { path, size, mtimeMs, hash, problems: getVarint(reader), changedUs: unknownYet, inode: 0 })
  }
  // Older catalogs end here.
  if (reader.at < bytes.length) readStamps(reader, entries.values())
  else for (const entry of entries.values()) entry.changedUs = 0
  for (const { changedUs } of entries.values()) if (!Number.isSafeInteger(changedUs)) return undefined
  return reader.at === bytes.length ? entries : undefined
}

/** Not an integer: V8 would change each entry's shape when its time is set, which takes longer than reading it. */
const unknownYet = NaN

type Writable<T> = { -readonly [Name in keyof T]: T[Name] }

function readStamps(reader: ByteReader, entries: Iterable<Writable<CatalogEntry>>): void {
  let changedUs = 0
  let inode = 0
  for (const entry of entries) {
    entry.changedUs = changedUs += unzigzag(getBigVarint(reader))
    entry.inode = inode = (inode + unzigzag(getBigVarint(reader))) | 0
  }
}

/** Never cuts a surrogate pair: the rest must encode as UTF-8. */
function sharedPrefix(a: string, b: string): number {
  let at = 0
  while (at < a.length && a.charCodeAt(at) === b.charCodeAt(at)) at++
  const last = a.charCodeAt(at - 1)
  return last >= 0xd800 && last < 0xdc00 ? at - 1 : at
}

/*
 * The file of repeated lines. It is separate from counting them, so that a search reads the file without loading the
 * readers of sources.
 * Format: FORMAT.md, "Repeated lines".
 */

export interface FolderLines {
  /** The pages of text that the folder had when its lines were counted. */
  readonly pages: number
  /** Sorted. */
  readonly lines: readonly string[]
}

/** By folder, as {@link folderOf} names it. */
export type RepeatedLines = ReadonlyMap<string, FolderLines>

export function encodeRepeated(all: RepeatedLines): Uint8Array {
  return new TextEncoder().encode(JSON.stringify([...all]))
}

/** Undefined if the bytes are not the result of {@link encodeRepeated}. */
export function decodeRepeated(bytes: Uint8Array): RepeatedLines | undefined {
  const entries = parseJson(bytes)
  return Array.isArray(entries) && entries.every(isFolderEntry) ? new Map(entries) : undefined
}

function isFolderEntry(entry: unknown): entry is [string, FolderLines] {
  if (!Array.isArray(entry) || entry.length !== 2) return false
  const [folder, counted] = entry as [unknown, unknown]
  return isString(folder) && isRecord(counted) && isCount(counted['pages']) && isStrings(counted['lines'])
}

export interface RecordedRoots {
  readonly roots: readonly string[]
  readonly sources?: readonly SourceEntry[] | undefined
  readonly emptyRoots?: readonly string[] | undefined
}

/** The roots of a commit. If an older version wrote it, they are named as in a new index. */
export function recordedRoots({ roots, sources }: RecordedRoots): SourceRoot[] {
  if (sources === undefined) return rootsOf(roots)
  return roots.map((path, i) => ({ path, ...sources[i]! }))
}

/** The roots as a commit records them. */
export function toRecord(roots: readonly SourceRoot[]): { roots: string[]; sources: SourceEntry[] } {
  const entryOf = ({ kind, name, rules }: SourceRoot): SourceEntry => {
    return { kind, name, ...(rules && { rules: { ...rules } }) }
  }
  return { roots: roots.map(({ path }) => path), sources: roots.map(entryOf) }
}

/** A function from the name of a file in a commit to its place. */
export function createPlaceLookup(recorded: RecordedRoots): (name: string) => SourcePlace | undefined {
  return createLocator(recordedRoots(recorded))
}
