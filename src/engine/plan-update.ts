/** What a build has to do: which files to read, which articles to delete, which to know again. */
import type { SourceFile } from '../source/walk.js'
import { setDeleted, createDeletions } from '../segment/deletions.js'
import type { SegmentReader } from '../segment/reader.js'
import type { Catalog, CatalogEntry } from './catalog.js'
import { hashKey } from './build-task.js'
import type { KnownArticles } from './build-task.js'

export interface FileChanges {
  /** New or changed: to be read. */
  readonly toRead: readonly SourceFile[]
  readonly unchanged: readonly CatalogEntry[]
  /** In the catalog, no longer in the folder. */
  readonly gone: readonly CatalogEntry[]
}

/**
 * Compares the folder with the catalog. Same size and time: unchanged. Same size, another time: `sameContent` decides.
 * A file that had problems is read again.
 */
export function compareFiles(
  files: readonly SourceFile[],
  catalog: Catalog,
  sameContent: (file: SourceFile, entry: CatalogEntry) => boolean,
): FileChanges {
  const toRead: SourceFile[] = []
  const unchanged: CatalogEntry[] = []
  const seen = new Set<string>()
  for (const file of files) {
    seen.add(file.path)
    const entry = catalog.get(file.path)
    if (entry === undefined || entry.problems > 0 || entry.size !== file.size) toRead.push(file)
    else if (entry.mtimeMs === Math.floor(file.mtimeMs)) unchanged.push(entry)
    else if (sameContent(file, entry)) unchanged.push({ ...entry, mtimeMs: Math.floor(file.mtimeMs) })
    else toRead.push(file)
  }
  return { toRead, unchanged, gone: [...catalog.values()].filter((entry) => !seen.has(entry.path)) }
}

/** Where an article of a changed or removed file lies in the index. */
export interface OldArticle {
  readonly segment: number
  readonly article: number
  readonly id: string
  readonly key: string
}

/** All live articles of the given files, by path. */
export function oldArticles(
  segments: readonly SegmentReader[],
  paths: ReadonlySet<string>,
): { byPath: Map<string, OldArticle[]>; known: Map<string, KnownArticles> } {
  const byPath = new Map<string, OldArticle[]>()
  const known = new Map<string, Map<string, { id: string; line: number }>>()
  if (paths.size === 0) return { byPath, known }
  for (const [number, segment] of segments.entries()) {
    const wanted = new Set(segment.files.flatMap((path, file) => (paths.has(path) ? [file] : [])))
    if (wanted.size === 0) continue
    for (let article = 0; article < segment.articles; article++) {
      if (segment.isDeleted(article)) continue
      const record = segment.record(article)
      if (!wanted.has(record.file)) continue
      const path = segment.files[record.file]!
      const key = hashKey(record.contentHash)
      push(byPath, path, { segment: number, article, id: record.id, key })
      const ofPath = known.get(path) ?? new Map<string, { id: string; line: number }>()
      known.set(path, ofPath.set(key, { id: record.id, line: record.line }))
    }
  }
  return { byPath, known }
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const values = map.get(key)
  if (values === undefined) map.set(key, [value])
  else values.push(value)
}

/** Deletion bits per segment after deleting `articles`; segments without deletions stay undefined. */
export function deleteArticles(
  segments: readonly SegmentReader[],
  articles: readonly OldArticle[],
): (Uint8Array | undefined)[] {
  const bits = segments.map((segment) => segment.deleted)
  const copied = new Set<number>()
  for (const { segment, article } of articles) {
    if (!copied.has(segment)) {
      bits[segment] = createDeletions(segments[segment]!.articles, bits[segment])
      copied.add(segment)
    }
    setDeleted(bits[segment]!, article)
  }
  return bits
}
