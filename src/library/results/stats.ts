/** The contents of an index and the size of each part. */
import { statSync } from '#system/fs'
import { join } from '#system/path'
import { manifestName, type Manifest } from '../../storage/segment/manifest.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import type { FileSystem } from '../../storage/store/file-system.js'
import { commitBytes } from '../../storage/commit/commit.js'
import type { IndexPart, IndexStats } from '../types.js'

const parts: Readonly<Record<string, IndexPart>> = {
  postings: 'postings',
  vocabulary: 'vocabulary',
  texts: 'texts',
  records: 'records',
  files: 'records',
  lengths: 'columns',
  days: 'columns',
  facets: 'columns',
}

export function indexStats(
  fs: FileSystem,
  dir: string,
  manifest: Manifest,
  segments: readonly SegmentReader[],
): IndexStats {
  const bytes = commitBytes(fs, dir, manifest)
  const sum = (value: (segment: SegmentReader) => number): number =>
    segments.reduce((total, segment) => total + value(segment), 0)
  const deleted = manifest.segments.reduce((total, entry) => total + (entry.deletions?.count ?? 0), 0)
  return {
    articles: sum((segment) => segment.articles) - deleted,
    terms: sum(({ table }) => table.pairs + table.terms),
    postings: sum(({ table }) => table.postings),
    bytes,
    bytesByPart: bytesByPart(segments, bytes),
    segments: segments.length,
    deleted,
    sourceBytes: sum(({ table }) => table.sourceBytes),
    analyzer: manifest.analyzer,
    formatVersion: manifest.version,
    committed: committedAt(dir),
    roots: givenRoots(manifest),
  }
}

const summed = ['articles', 'terms', 'postings', 'bytes', 'segments', 'deleted', 'sourceBytes'] as const

export function sumStats(all: readonly IndexStats[]): IndexStats {
  const [first] = all
  if (all.length === 1) return first!
  const sum = (value: (stats: IndexStats) => number): number => all.reduce((total, stats) => total + value(stats), 0)
  const names = [...new Set(all.flatMap(({ bytesByPart }) => Object.keys(bytesByPart) as IndexPart[]))]
  return {
    ...first!,
    ...Object.fromEntries(summed.map((name) => [name, sum((stats) => stats[name])])),
    bytesByPart: Object.fromEntries(names.map((name) => [name, sum(({ bytesByPart }) => bytesByPart[name] ?? 0)])),
    analyzer: [...new Set(all.map(({ analyzer }) => analyzer))].join(', '),
    // The oldest time, because a change after it may be missing from this index.
    committed: all.map(({ committed }) => committed).sort()[0]!,
    roots: all.flatMap(({ roots }) => roots),
  }
}

/** The folders and files that were given, without pipes and lists, which have no folder to check as a whole. */
function givenRoots({ roots, sources }: Manifest): readonly string[] {
  const isGiven = (kind: string | undefined): boolean => kind === undefined || kind === 'folder' || kind === 'file'
  return roots.filter((_, i) => isGiven(sources?.[i]?.kind))
}

/** The manifest is rewritten with every commit; '' if the index isn't on this machine's disk. */
function committedAt(dir: string): string {
  const stats = statSync(join(dir, manifestName), { throwIfNoEntry: false })
  return stats?.mtime.toISOString() ?? ''
}

/** Bytes by purpose; `other` contains tables, checksums, padding, manifest, catalog and deletions. */
function bytesByPart(segments: readonly SegmentReader[], bytes: number): IndexStats['bytesByPart'] {
  const byPart: Partial<Record<IndexPart, number>> = {}
  let known = 0
  for (const { table } of segments) {
    for (const [name, [, length]] of Object.entries(table.sections)) {
      const part = parts[name.split('.')[0]!] ?? (name.includes('.pairs') ? 'pairs' : 'terms')
      byPart[part] = (byPart[part] ?? 0) + length
      known += length
    }
  }
  return { ...byPart, other: Math.max(0, bytes - known) }
}
