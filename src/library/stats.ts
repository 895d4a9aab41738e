/** The contents of an index and the size of each part. */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { manifestName } from '../segment/manifest.js'
import type { Manifest } from '../segment/manifest.js'
import type { SegmentReader } from '../segment/reader.js'
import type { FileSystem } from '../store/file-system.js'
import { commitBytes } from '../commit/commit.js'
import type { IndexPart, IndexStats } from './types.js'

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
    roots: manifest.roots,
  }
}

/** The manifest is rewritten with every commit; '' if the index isn't on this machine's disk. */
function committedAt(dir: string): string {
  const stats = statSync(join(dir, manifestName), { throwIfNoEntry: false })
  return stats?.mtime.toISOString() ?? ''
}

/** Sections by purpose; `other`: tables, checksums, padding, manifest, catalog, deletions. */
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
