/** Opens what the last commit left, for a build that keeps it, and counts what a build that doesn't would lose. */
import { join } from 'node:path'
import { readCatalog } from '../storage/commit/catalog.js'
import { changedWords, noWords, readLexiconState, type LexiconState } from '../storage/commit/lexicon-state.js'
import { openSegments, readManifest, readRepeated } from '../storage/commit/snapshot.js'
import { XunzhangError } from '../base/errors.js'
import type { SegmentReader } from '../storage/segment/reader.js'
import type { FileSystem } from '../storage/store/file-system.js'
import { givenPath } from '../text/given-path.js'
import type { Previous } from './build-context.js'
import { requireHandles, type LockedFolder } from './locked-folder.js'

/**
 * @param rebuild whether nothing is kept
 * @param wanted the words of the new commit, if the articles with changed words will be searched for
 */
export function openPrevious({ fs, dir }: LockedFolder, rebuild: boolean, wanted?: LexiconState): Previous {
  const manifest = rebuild ? undefined : readManifest(fs, dir)
  if (manifest === undefined)
    return { manifest, segments: [], catalog: new Map(), repeated: new Map(), lexicon: noWords }
  const { catalog, catalogChecksum } = manifest
  const files = readCatalog(fs, join(dir, catalog), catalogChecksum)
  const repeated = readRepeated(fs, dir, manifest)
  const lexicon = readLexiconState(fs, dir, manifest)
  // Searching for changed words reads scattered pages; everything else reads from front to back.
  const isSearched = wanted !== undefined && changedWords(lexicon.applied, wanted.applied).length > 0
  const segments = openSegments(fs, dir, manifest, isSearched ? 'mirror' : 'window')
  return { manifest, segments, catalog: files, repeated, lexicon }
}

/**
 * Refuses to drop articles that a program added, because they have no source to be read from again. In a damaged index,
 * only those that can be read count; the others are lost anyway.
 */
export function requireNoGiven({ fs, dir }: LockedFolder): void {
  const count = countGivenQuietly(fs, dir)
  if (count > 0) throw new XunzhangError('INDEX_UNFIT', { what: 'given', count }, { where: dir })
}

function countGivenQuietly(fs: FileSystem, dir: string): number {
  let segments: readonly SegmentReader[] = []
  try {
    const manifest = readManifest(fs, dir)
    if (manifest !== undefined) segments = openSegments(fs, dir, manifest, 'window')
    return segments.reduce((sum, segment) => sum + countGiven(segment), 0)
  } catch (error) {
    requireHandles(error)
    return 0
  } finally {
    for (const segment of segments) segment.close()
  }
}

function countGiven(segment: SegmentReader): number {
  const file = segment.files.indexOf(givenPath)
  if (file < 0) return 0
  let count = 0
  for (let article = 0; article < segment.articles; article++)
    if (segment.fileOf(article) === file && !segment.isDeleted(article)) count++
  return count
}
