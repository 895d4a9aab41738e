/** Reads the manifest and opens the files that it names. */
import { join } from '#system/path'
import { systemCodeOf, XunzhangError } from '../../base/errors.js'
import { areDeletions, decodeMoves, type Moves } from '../segment/moves.js'
import { formatVersion } from '../segment/format.js'
import { decodeManifest, manifestName } from '../segment/manifest.js'
import type { Manifest, SegmentEntry, VectorsEntry } from '../segment/manifest.js'
import { RecentTexts } from '../segment/articles/recent-texts.js'
import { tokenizerOf } from '../../text/tokenizers/index.js'
import { openSegment, type SegmentReader, type SegmentState } from '../segment/reader.js'
import { SegmentVectors } from '../segment/vectors/codec.js'
import { nodeFileSystem, type FileSystem } from '../store/file-system.js'
import { decodeRepeated, type RepeatedLines } from './catalog.js'
import { openPagedFile, type PagedFile, type PagedFileOptions } from '../store/paged/reader.js'
import { impossibleValue, inconsistentFile, unreadable } from '../store/damage.js'

export interface Environment {
  /** Where the index is stored. Source files are always read from the machine's own file system. */
  readonly fileSystem: FileSystem
  /** Milliseconds since 1970, by the clock that dates source files. Default: `Date.now`. */
  readonly now?: () => number
}

export const machine: Environment = { fileSystem: nodeFileSystem }

/** The manifest of an index, or undefined if there is none. @throws XunzhangError INDEX_DAMAGED, INDEX_VERSION */
export function readManifest(fs: FileSystem, dir: string): Manifest | undefined {
  const path = join(dir, manifestName)
  let bytes: Uint8Array
  try {
    bytes = fs.readFile(path)
  } catch (error) {
    // Checking first whether it exists would mistake a folder without permission for one without an index.
    if (isAbsent(error)) return undefined
    throw unreadable(path, error)
  }
  const manifest = decodeManifest(bytes, path)
  if (tokenizerOf(manifest.tokenizer) !== undefined) return manifest
  if (!/^[a-z][\da-z-]*$/i.test(manifest.tokenizer)) throw impossibleValue(path, 'tokenizer')
  throw new XunzhangError('INDEX_UNFIT', { what: 'function', tokenizer: manifest.tokenizer }, { where: dir })
}

function isAbsent(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(systemCodeOf(error))
}

export function missingIndex(dir: string): XunzhangError {
  return new XunzhangError('INDEX_MISSING', {}, { where: dir })
}

export function readDeletions(fs: FileSystem, dir: string, entry: SegmentEntry): Uint8Array | undefined {
  const { articles, deletions } = entry
  return readSmall(fs, dir, deletions, (bits) => (areDeletions(bits, articles, deletions!.count) ? bits : undefined))
}

export function readMoves(fs: FileSystem, dir: string, { articles, moves }: SegmentEntry): Moves | undefined {
  return readSmall(fs, dir, moves, (bytes) => decodeMoves(bytes, articles))
}

/**
 * Opens the vectors of a segment as the manifest names them; undefined if it has none.
 * @param what the manifest's description of vectors, present if any segment has some
 */
export function openVectors(
  fs: FileSystem,
  dir: string,
  { vectors, articles }: SegmentEntry,
  what: VectorsEntry | undefined,
): SegmentVectors | undefined {
  if (vectors === undefined || what === undefined) return undefined
  return new SegmentVectors(openNamed(fs, dir, vectors, 'mirror'), articles, vectors.count, what.dimensions)
}

interface NamedFile {
  readonly name: string
  readonly checksum: number
  readonly bytes?: number
}

/**
 * What a small file of the index contains; undefined if the manifest names none.
 * @param decode returns undefined for other content
 * @throws XunzhangError INDEX_DAMAGED, INDEX_VERSION
 */
export function readSmall<T>(
  fs: FileSystem,
  dir: string,
  named: NamedFile | undefined,
  decode: (bytes: Uint8Array) => T | undefined,
): T | undefined {
  if (named === undefined) return undefined
  const file = openNamed(fs, dir, named, 'mirror')
  try {
    const content = decode(file.read(0, file.size))
    if (content === undefined) throw inconsistentFile(file.name)
    return content
  } finally {
    file.close()
  }
}

export function readRepeated(fs: FileSystem, dir: string, manifest: Manifest): RepeatedLines {
  return readSmall(fs, dir, manifest.repeated, decodeRepeated) ?? new Map()
}

/** Opens a file of the index. @throws XunzhangError INDEX_DAMAGED, INDEX_VERSION */
export function openNamed(fs: FileSystem, dir: string, named: NamedFile, cache: PagedFileOptions['cache']): PagedFile {
  const { name, checksum, bytes } = named
  const options = { version: formatVersion, cache, checksum, ...(bytes !== undefined && { bytes }) }
  return openPagedFile(fs, join(dir, name), options)
}

/** Opens every segment of a manifest; on failure none stays open. */
export function openSegments(
  fs: FileSystem,
  dir: string,
  manifest: Manifest,
  cache: 'mirror' | 'window',
): SegmentReader[] {
  const opened: PagedFile[] = []
  const recentTexts = new RecentTexts()
  try {
    return manifest.segments.map((entry) => {
      const file = openNamed(fs, dir, entry, cache)
      opened.push(file)
      return openEntry(fs, dir, entry, file, { recentTexts })
    })
  } catch (error) {
    for (const file of opened) file.close()
    throw error
  }
}

/** Opens files of segments that no commit need name, and closes them after the work. */
export function withSegments<T>(
  fs: FileSystem,
  inputs: readonly ({ readonly path: string } & Pick<SegmentState, 'deleted' | 'moves'>)[],
  cache: PagedFileOptions['cache'],
  work: (segments: readonly SegmentReader[]) => T,
): T {
  const opened: PagedFile[] = []
  try {
    const segments = inputs.map(({ path, ...state }) => {
      const file = openPagedFile(fs, path, { version: formatVersion, cache })
      opened.push(file)
      return openSegment(file, state)
    })
    return work(segments)
  } finally {
    for (const file of opened) file.close()
  }
}

/** Opens a segment with its deletions and moves. */
export function openEntry(
  fs: FileSystem,
  dir: string,
  entry: SegmentEntry,
  file: PagedFile,
  state: SegmentState,
): SegmentReader {
  const deleted = readDeletions(fs, dir, entry)
  const moves = readMoves(fs, dir, entry)
  const segment = openSegment(file, { ...state, deleted, moves })
  if (segment.articles !== entry.articles) throw impossibleValue(file.name, 'articles')
  return segment
}
