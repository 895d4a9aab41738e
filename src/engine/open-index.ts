/** An index open for searching: a snapshot of the last commit, answered in this thread. */
import { existsSync, statSync } from 'node:fs'
import { basename, join } from 'node:path'
import { XunzhangError } from '../errors.js'
import { parseQuery, readQuery } from '../query/index.js'
import type { QueryNode } from '../query/index.js'
import { Field } from '../segment/fields.js'
import type { FieldId } from '../segment/fields.js'
import type { Manifest } from '../segment/manifest.js'
import type { SegmentReader } from '../segment/reader.js'
import { marksOf, search } from '../search/search.js'
import type { FoundArticle } from '../search/rank-again.js'
import { collectStatistics } from '../search/statistics.js'
import type { WeightedMarks } from '../search/marks.js'
import { makePassage, markSurface } from '../snippet/passage.js'
import type { FileSystem } from '../store/file-system.js'
import type { Analyzer } from '../text/analysis.js'
import { alignedText } from './aligned-text.js'
import { openAnalyzer } from './analyzers.js'
import { machine } from './environment.js'
import type { Environment } from './environment.js'
import { foldDuplicates } from './duplicates.js'
import { indexStats } from './stats.js'
import { missingIndex, openSegments, readManifest } from './snapshot.js'
import type {
  FacetValue,
  Hit,
  Index,
  MarkedArticle,
  SearchOptions,
  SearchResult,
  StoredArticle,
  Suggestion,
} from './types.js'

/**
 * Opens the index in `dir`.
 * @throws XunzhangError INDEX_MISSING, INDEX_DAMAGED, INDEX_VERSION, INDEX_ANALYZER
 */
export async function openIndex(dir: string, { fileSystem: fs }: Environment = machine): Promise<Index> {
  const { manifest, segments } = openSnapshot(fs, dir)
  return createIndex(fs, dir, manifest, segments)
}

/** A writer may replace the commit between our reading its manifest and opening its files: then read again. */
function openSnapshot(fs: FileSystem, dir: string): { manifest: Manifest; segments: SegmentReader[] } {
  const attempts = 3
  for (let attempt = 1; ; attempt++) {
    const manifest = readManifest(fs, dir)
    if (manifest === undefined) throw missingIndex(dir)
    try {
      return { manifest, segments: openSegments(fs, dir, manifest, 'mirror') }
    } catch (error) {
      if (attempt === attempts || !isReplaced(fs, dir, manifest)) throw error
    }
  }
}

/** File numbers only grow: an index made anew in the same folder has another catalog, whatever its generation. */
function isReplaced(fs: FileSystem, dir: string, manifest: Manifest): boolean {
  const now = readManifest(fs, dir)
  return now?.generation !== manifest.generation || now.catalog !== manifest.catalog
}

function createIndex(fs: FileSystem, dir: string, manifest: Manifest, segments: readonly SegmentReader[]): Index {
  const reader: OpenIndex = { dir, manifest, segments, analyzer: lazyAnalyzer(manifest, dir) }
  const live = manifest.segments.reduce((sum, entry) => sum + entry.articles - (entry.deletions?.count ?? 0), 0)
  return {
    dir,
    articleCount: live,
    search: async (query, options = {}) => answer(reader, query, options),
    get: async (id) => {
      const place = find(reader, id)
      return place && load(reader, place.segment, place.article)
    },
    mark: async (id, query) => {
      const place = find(reader, id)
      return place && markArticle(reader, place.segment, place.article, query)
    },
    stats: async () => indexStats(fs, dir, manifest, segments),
    suggestions: async () => suggestions(reader),
    isStale: async () => isReplaced(fs, dir, manifest),
    close: async () => {
      for (const segment of segments) segment.close()
    },
  }
}

interface OpenIndex {
  readonly dir: string
  readonly manifest: Manifest
  readonly segments: readonly SegmentReader[]
  /** Opened at the first query: showing an article needs none. */
  readonly analyzer: () => Analyzer
}

function lazyAnalyzer(manifest: Manifest, dir: string): () => Analyzer {
  let analyzer: Analyzer | undefined
  return () => {
    if (analyzer !== undefined) return analyzer
    const { tokenizer, lexicon } = manifest
    const opened = openAnalyzer({ tokenizer: tokenizer as 'native', lexicon })
    if (opened.id !== manifest.analyzer) {
      const what = `made with analyser ${manifest.analyzer}, this is ${opened.id}`
      throw new XunzhangError('INDEX_ANALYZER', what, {
        where: dir,
        remedy: 'Run "xunzhang index" to bring it up to date.',
      })
    }
    return (analyzer = opened)
  }
}

const mostHits = 10_000
const defaultSnippetLength = 120

function answer(reader: OpenIndex, query: string, options: SearchOptions): SearchResult {
  const began = performance.now()
  const { match = 'auto', sort = 'score', facets = [], explain = false } = options
  const limit = options.countOnly === true ? 0 : Math.min(options.limit ?? 10, mostHits)
  const offset = Math.min(options.offset ?? 0, mostHits)
  const node = readNode(query, options.lenient === true)
  const request = { node, match, sort, offset, limit, facets, explain }
  const found = search(reader.segments, reader.analyzer(), request)
  const length = options.snippets === false ? 0 : (options.snippetLength ?? defaultSnippetLength)
  const hits = found.hits.map((hit, i) => makeHit(reader, hit, offset + i + 1, found.marks, length))
  const folded = options.fold === true ? foldDuplicates(reader.segments, found.hits, hits) : hits
  const tookMs = Math.round((performance.now() - began) * 1000) / 1000
  const result = { query, total: found.total, tookMs, hits: folded }
  if (facets.length === 0) return result
  return {
    ...result,
    facets: Object.fromEntries([...found.facets].map(([name, counts]) => [name, sortedValues(counts)])),
  }
}

function readNode(query: string, lenient: boolean): QueryNode | undefined {
  return lenient ? readQuery(query).node : parseQuery(query)
}

function sortedValues(counts: ReadonlyMap<string, number>): FacetValue[] {
  const values = Array.from(counts, ([value, count]) => ({ value, count }))
  return values.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
}

function makeHit(reader: OpenIndex, found: FoundArticle, rank: number, marks: WeightedMarks, length: number): Hit {
  const segment = reader.segments[found.segment]!
  const { article } = found
  const record = segment.record(article)
  const title = alignedText(segment, article, Field.title)
  const titleHighlights = length === 0 ? [] : markSurface(title, marks)
  const hit = {
    rank,
    id: record.id,
    score: Math.round(found.score * 1e6) / 1e6,
    title: title.slice(0, title.tokenCount),
    titleHighlights,
    date: record.date,
    author: segment.text(article, Field.author),
    tags: tagsOf(segment, article, record.tagCount).tags,
    path: segment.files[record.file]!,
    line: record.line,
    url: record.url,
    snippet: length === 0 ? { text: '', highlights: [] } : snippet(segment, article, marks, length),
  }
  return found.parts === undefined ? hit : { ...hit, explanation: found.parts }
}

/** The body's passage, or the captions' where only they answer. */
function snippet(segment: SegmentReader, article: number, marks: WeightedMarks, length: number): Hit['snippet'] {
  const body = makePassage(alignedText(segment, article, Field.body), marks, length)
  if (body.highlights.length > 0) return body
  const captions = makePassage(alignedText(segment, article, Field.captions), marks, length)
  return captions.highlights.length > 0 ? captions : body
}

function tagsOf(segment: SegmentReader, article: number, tagCount: number): { tags: string[]; categories: string[] } {
  const text = segment.text(article, Field.tags)
  const lines = text === '' ? [] : text.split('\n')
  return { tags: lines.slice(0, tagCount), categories: lines.slice(tagCount) }
}

/** Looks an id up by going through all records, newest segment first: about 0.3 µs an article. */
function find({ segments }: OpenIndex, id: string): { segment: SegmentReader; article: number } | undefined {
  for (const segment of [...segments].reverse()) {
    for (let article = 0; article < segment.articles; article++) {
      if (segment.record(article).id === id && !segment.isDeleted(article)) return { segment, article }
    }
  }
  return undefined
}

function load(reader: OpenIndex, segment: SegmentReader, article: number): StoredArticle {
  const record = segment.record(article)
  const text = (field: FieldId): string => segment.text(article, field)
  const captions = text(Field.captions)
  const metadata = text(Field.metadata)
  const path = segment.files[record.file]!
  return {
    id: record.id,
    title: text(Field.title),
    body: text(Field.body),
    captions: captions === '' ? [] : captions.split('\n'),
    author: text(Field.author),
    date: record.date,
    url: record.url,
    ...tagsOf(segment, article, record.tagCount),
    metadata: metadata === '' ? {} : (JSON.parse(metadata) as Record<string, unknown>),
    path,
    root: rootOf(reader.manifest.roots, path),
    line: record.line,
  }
}

/** The root that holds the file now: a root may be the file itself. */
function rootOf(roots: readonly string[], path: string): string {
  const found = roots.find((root) => (basename(root) === path ? isFile(root) : existsSync(join(root, path))))
  return found ?? roots[0] ?? ''
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile()
}

function markArticle(reader: OpenIndex, segment: SegmentReader, article: number, query: string): MarkedArticle {
  const marks = marksOf(readQuery(query).node, 'auto', collectStatistics(reader.segments), reader.analyzer())
  const titleHighlights = markSurface(alignedText(segment, article, Field.title), marks)
  const bodyHighlights = markSurface(alignedText(segment, article, Field.body), marks)
  return { article: load(reader, segment, article), titleHighlights, bodyHighlights }
}

function suggestions({ segments }: OpenIndex): Suggestion[] {
  const titles = new Map<string, string>()
  const tags = new Set<string>()
  const authors = new Set<string>()
  for (const segment of segments) {
    for (const value of segment.facets('tag').values) tags.add(value)
    for (const value of segment.facets('author').values) authors.add(value)
    for (let article = 0; article < segment.articles; article++) {
      if (segment.isDeleted(article)) continue
      const title = segment.text(article, Field.title)
      if (title !== '' && !titles.has(title)) titles.set(title, segment.record(article).id)
    }
  }
  return [
    ...Array.from(titles, ([text, id]) => ({ text, kind: 'title' as const, id })),
    ...Array.from(tags, (text) => ({ text, kind: 'tag' as const })),
    ...Array.from(authors, (text) => ({ text, kind: 'author' as const })),
  ]
}
