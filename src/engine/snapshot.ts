/** Reading the manifest and opening what it names. */
import { join } from 'node:path'
import { XunzhangError } from '../errors.js'
import { formatVersion } from '../segment/format.js'
import { decodeManifest, manifestName } from '../segment/manifest.js'
import type { Manifest, SegmentEntry } from '../segment/manifest.js'
import { openSegment } from '../segment/reader.js'
import type { SegmentReader } from '../segment/reader.js'
import type { FileSystem } from '../store/file-system.js'
import { openPagedFile } from '../store/paged-file.js'

/** How messages name a file of the index: folder and file, without the path to it. */
export function nameIn(dir: string, file: string): string {
  return join(dir, file)
}

/** The manifest of an index, or undefined where there is none. @throws XunzhangError INDEX_DAMAGED, INDEX_VERSION */
export function readManifest(fs: FileSystem, dir: string): Manifest | undefined {
  const path = join(dir, manifestName)
  if (!fs.exists(path)) return undefined
  return decodeManifest(fs.readFile(path), nameIn(dir, manifestName))
}

export function missingIndex(dir: string): XunzhangError {
  return new XunzhangError('INDEX_MISSING', 'no index here', { where: dir, remedy: 'Build one with "xunzhang index".' })
}

export function readDeletions(fs: FileSystem, dir: string, entry: SegmentEntry): Uint8Array | undefined {
  if (entry.deletions === undefined) return undefined
  const { name } = entry.deletions
  const file = openPagedFile(fs, join(dir, name), nameIn(dir, name), { version: formatVersion, cache: 'mirror' })
  try {
    return file.read(0, file.size)
  } finally {
    file.close()
  }
}

/** Opens every segment of a manifest; on failure none stays open. */
export function openSegments(fs: FileSystem, dir: string, manifest: Manifest, cache: 'mirror' | 'window'): SegmentReader[] {
  const segments: SegmentReader[] = []
  try {
    for (const entry of manifest.segments) {
      const file = openPagedFile(fs, join(dir, entry.name), nameIn(dir, entry.name), { version: formatVersion, cache })
      segments.push(openSegment(file, readDeletions(fs, dir, entry)))
    }
    return segments
  } catch (error) {
    for (const segment of segments) segment.close()
    throw error
  }
}
