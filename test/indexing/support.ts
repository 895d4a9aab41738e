/** Small collections on a real disk, indexes in memory, and ways to say what an index holds. */
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll } from 'vitest'
import { buildIndex } from '../../src/indexing/build-index.js'
import { checkIndex } from '../../src/library/check.js'
import { filesOf } from '../../src/storage/commit/commit.js'
import { openSegments, openVectors, readManifest } from '../../src/storage/commit/snapshot.js'
import type { BuildOptions, BuildReport, CheckReport } from '../../src/library/types.js'
import { fieldNames } from '../../src/storage/segment/fields.js'
import type { FieldId } from '../../src/storage/segment/fields.js'
import { hasRow } from '../../src/storage/segment/vectors/codec.js'
import type { SegmentReader } from '../../src/storage/segment/reader.js'
import type { FileSystem } from '../../src/storage/store/file-system.js'
import { createMemoryDisk } from '../store/memory-disk.js'
import type { MemoryDisk } from '../store/memory-disk.js'

export const indexDir = '/disk/index'

export function emptyDisk(): MemoryDisk {
  return createMemoryDisk('/disk')
}

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

/** A folder of sources that goes with the tests of its file. */
export interface Sources {
  readonly path: string
  /** Writes files, each a little later than the last; undefined removes one. */
  write(files: Readonly<Record<string, string | undefined>>): void
  touch(name: string): void
}

export function createSources(files: Readonly<Record<string, string>> = {}): Sources {
  const path = mkdtempSync(join(tmpdir(), 'xunzhang-sources-'))
  folders.push(path)
  // A clock of its own: on a fast machine two writes would share a millisecond.
  let seconds = 1_700_000_000
  const touch = (name: string): void => utimesSync(join(path, name), ++seconds, seconds)
  const write: Sources['write'] = (changes) => {
    for (const [name, content] of Object.entries(changes)) {
      const target = join(path, name)
      if (content === undefined) {
        rmSync(target)
        continue
      }
      mkdirSync(dirname(target), { recursive: true })
      writeFileSync(target, content)
      touch(name)
    }
  }
  write(files)
  return { path, write, touch }
}

/** No file that a test has just written counts as one that may still change unseen: whether it does would hang on the clock. */
const muchLater = Date.UTC(2100, 0)

/** Builds in this thread, by characters alone: no lexicon to load. */
export function update(
  sources: Sources,
  fileSystem: FileSystem,
  options: Partial<BuildOptions> = {},
  now = (): number => muchLater,
): Promise<BuildReport> {
  return buildIndex(
    { paths: [sources.path], dir: indexDir, jobs: 1, tokenizer: 'bigram', ...options },
    { fileSystem, now },
  )
}

export function check(fileSystem: FileSystem): Promise<CheckReport> {
  return checkIndex(indexDir, { fileSystem })
}

/** Every live article with all that is stored of it, as sorted lines; undefined where there is no index. */
export function contentOf(fileSystem: FileSystem, dir = indexDir): string[] | undefined {
  const manifest = readManifest(fileSystem, dir)
  if (manifest === undefined) return undefined
  const segments = openSegments(fileSystem, dir, manifest, 'mirror')
  const lines = segments.flatMap((segment, i) => {
    const vectors = openVectors(fileSystem, dir, manifest.segments[i]!, manifest.vectors)
    const rows = vectors?.bytes()
    vectors?.close()
    const size = (rows?.length ?? 0) / segment.articles
    const rowOf = (article: number): string =>
      rows !== undefined && hasRow(rows, article, size)
        ? Buffer.from(rows.subarray(article * size, (article + 1) * size)).toString('hex')
        : ''
    return Array.from({ length: segment.articles }, (_, article) =>
      segment.isDeleted(article) ? [] : [`${describeArticle(segment, article)}${rowOf(article)}`],
    ).flat()
  })
  for (const segment of segments) segment.close()
  return lines.sort()
}

function describeArticle(segment: SegmentReader, article: number): string {
  const { contentHash, file, ...record } = segment.record(article)
  const texts = fieldNames.map((_, field) => segment.text(article, field as FieldId))
  const values = (['author', 'tag'] as const).map((name) => {
    const { values, start, numbers } = segment.facets(name)
    return Array.from(numbers.subarray(start[article], start[article + 1]), (number) => values[number])
  })
  const columns = [segment.lengths[article], segment.days[article]]
  return JSON.stringify([record, contentHash, segment.files[file], texts, values, columns])
}

/** Files in the index folder that the last commit doesn't name. */
export function leftovers(fileSystem: FileSystem, dir = indexDir): string[] {
  const manifest = readManifest(fileSystem, dir)
  const wanted = manifest === undefined ? new Set<string>() : filesOf(manifest)
  return fileSystem.list(dir).filter((name) => !wanted.has(name))
}
