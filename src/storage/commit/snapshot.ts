/** Reads the manifest and opens the files that it names. */
import { join } from '#system/path'
import { systemCodeOf, XunzhangError } from '../../base/errors.js'
import { areDeletions, decodeMoves, type Moves } from '../segment/moves.js'
import { formatVersion } from '../segment/format.js'
import { decodeManifest, manifestName } from '../segment/manifest.js'
import type { Manifest, SegmentEntry, VectorsEntry } from '../segment/manifest.js'
import { createRecentTexts } from '../segment/articles/recent-texts.js'
import { tokenizerOf } from '../../text/tokenizers/index.js'
import { openSegment, type SegmentReader } from '../segment/reader.js'
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
  if (tokenizerOf(manifest.tokenizer) === undefined) throw impossibleValue(path, 'tokenizer')
  return manifest
}

function isAbsent(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(systemCodeOf(error))
}

export function missingIndex(dir: string): XunzhangError {
  return new XunzhangError('INDEX_MISSING', {}, { where: dir })
}

export function readDeletions(fs: FileSystem, dir: string, entry: SegmentEntry): Uint8Array | undefined {
  if (entry.deletions === undefined) return undefined
  const bits = readSmall(fs, dir, entry.deletions)
  if (areDeletions(bits, entry.articles, entry.deletions.count)) return bits
  throw inconsistentFile(join(dir, entry.deletions.name))
}

export function readMoves(fs: FileSystem, dir: string, entry: SegmentEntry): Moves | undefined {
  if (entry.moves === undefined) return undefined
  const moves = decodeMoves(readSmall(fs, dir, entry.moves), entry.articles)
  if (moves === undefined) throw inconsistentFile(join(dir, entry.moves.name))
  return moves
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

/** All of a small paged file. @throws XunzhangError INDEX_DAMAGED, INDEX_VERSION */
export function readSmall(fs: FileSystem, dir: string, named: NamedFile): Uint8Array {
  const file = openNamed(fs, dir, named, 'mirror')
  try {
    return file.read(0, file.size)
  } finally {
    file.close()
  }
}

export function readRepeated(fs: FileSystem, dir: string, manifest: Manifest): RepeatedLines {
  if (manifest.repeated === undefined) return new Map()
  const lines = decodeRepeated(readSmall(fs, dir, manifest.repeated))
  if (lines === undefined) throw inconsistentFile(join(dir, manifest.repeated.name))
  return lines
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
  const recentTexts = createRecentTexts()
  try {
    return manifest.segments.map((entry) => {
      const file = openNamed(fs, dir, entry, cache)
      opened.push(file)
      const segment = openSegment(file, {
        deleted: readDeletions(fs, dir, entry),
        moves: readMoves(fs, dir, entry),
        recentTexts,
      })
      if (segment.articles !== entry.articles) throw impossibleValue(file.name, 'articles')
      return segment
    })
  } catch (error) {
    for (const file of opened) file.close()
    throw error
  }
}
