/** An index open for searching: a snapshot of the last commit, answered in this thread. */
import { isClusterAddress } from '../store/address.js'
import { XunzhangError } from '../errors.js'
import { readQuery } from '../query/index.js'
import { Field } from '../segment/fields.js'
import type { Manifest } from '../segment/manifest.js'
import type { SegmentReader } from '../segment/reader.js'
import { marksOf, search } from '../search/search.js'
import type { FoundArticle } from '../search/scoring/rank-again.js'
import type { SearchAnswer, SearchRequest } from '../search/search.js'
import { collectStatistics } from '../search/scoring/statistics.js'
import type { FileSystem } from '../store/file-system.js'
import { closedIndex } from '../store/paged-file.js'
import type { Analyzer } from '../text/analysis.js'
import type { UserWord } from '../text/lexicon/overlay.js'
import { openAnalyzer } from '../analyzers/analyzers.js'
import { milliseconds } from './clock.js'
import { machine } from '../commit/environment.js'
import type { Environment } from '../commit/environment.js'
import { expand } from './expansion/expanding.js'
import { likeQuery, noSuchArticle, requestLike, termNumbers } from '../similar/like.js'
import { readLexiconState } from '../commit/lexicon-state.js'
import { suggestCorrections } from './expansion/suggesting.js'
import { markedArticle, presentResult, readRequest, storedArticle } from './present.js'
import { duplicateGroups } from '../similar/near-duplicates.js'
import { indexStats } from './stats.js'
import { missingIndex, openSegments, readManifest } from '../commit/snapshot.js'
import type { Index, MarkedArticle, OpenOptions, SearchOptions, SearchResult, Suggestion } from './types.js'

/**
 * Opens the index in the folder `dir`, or the collection on a cluster that `dir` is the address of.
 * @throws XunzhangError INDEX_MISSING, INDEX_DAMAGED, INDEX_VERSION, INDEX_ANALYZER; BACKEND and USAGE for clusters
 */
export async function openIndex(dir: string, options: OpenOptions & Partial<Environment> = {}): Promise<Index> {
  if (isClusterAddress(dir)) return (await import('./open-collection.js')).openCollection(dir, options)
  const { fileSystem: fs = machine.fileSystem } = options
  return createIndex(fs, dir, openSnapshot(fs, dir))
}

interface Snapshot {
  readonly manifest: Manifest
  /** The user's words that the articles were cut with. */
  readonly words: readonly UserWord[]
  readonly segments: readonly SegmentReader[]
}

/** A writer may replace the commit between our reading its manifest and opening its files: then read again. */
function openSnapshot(fs: FileSystem, dir: string): Snapshot {
  const attempts = 3
  for (let attempt = 1; ; attempt++) {
    const manifest = readManifest(fs, dir)
    if (manifest === undefined) throw missingIndex(dir)
    try {
      const { applied } = readLexiconState(fs, dir, manifest)
      return { manifest, words: applied, segments: openSegments(fs, dir, manifest, 'mirror') }
    } catch (error) {
      if (attempt === attempts || !isReplaced(fs, dir, manifest)) throw error
    }
  }
}

/** In a folder made anew, generations and file names begin anew: an index is known by its checksums. */
function isReplaced(fs: FileSystem, dir: string, manifest: Manifest): boolean {
  return JSON.stringify(readManifest(fs, dir)) !== JSON.stringify(manifest)
}

function createIndex(fs: FileSystem, dir: string, { manifest, words, segments }: Snapshot): Index {
  const reader: OpenIndex = { dir, manifest, segments, analyzer: lazyAnalyzer(manifest, words, dir), recent: [] }
  const live = manifest.segments.reduce((sum, entry) => sum + entry.articles - (entry.deletions?.count ?? 0), 0)
  let isOpen = true
  /** Much is still in memory after closing: an answer must not depend on what was asked before. */
  const whileOpen = <T>(ask: () => T): T => {
    if (!isOpen) throw closedIndex(dir)
    return ask()
  }
  return {
    dir,
    articleCount: live,
    search: async (query, options = {}) => whileOpen(() => answer(reader, query, options)),
    get: async (id) => {
      const place = whileOpen(() => find(reader, id))
      return place && storedArticle(place.segment, place.article, manifest.roots)
    },
    mark: async (id, query) => {
      const place = whileOpen(() => find(reader, id))
      return place && markArticle(reader, place.segment, place.article, query)
    },
    stats: async () => whileOpen(() => indexStats(fs, dir, manifest, segments)),
    suggestions: async () => whileOpen(() => suggestions(reader)),
    duplicates: async () => whileOpen(() => duplicateGroups(segments)),
    isStale: async () => isReplaced(fs, dir, manifest),
    close: async () => {
      isOpen = false
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
  /** The best hits of the last answers, latest first: the articles asked for next. */
  recent: readonly (readonly FoundArticle[])[]
}

function lazyAnalyzer(manifest: Manifest, words: readonly UserWord[], dir: string): () => Analyzer {
  let analyzer: Analyzer | undefined
  return () => {
    if (analyzer !== undefined) return analyzer
    const { tokenizer, lexicon } = manifest
    const opened = openAnalyzer({ tokenizer: tokenizer as 'native', lexicon, words, isForQueries: true })
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

function answer(reader: OpenIndex, query: string, options: SearchOptions): SearchResult {
  const began = milliseconds()
  const analyzer = reader.analyzer()
  const request = readRequest(query, options)
  const { node, expansions = [] } = expand(request.node, query, options, reader.segments, analyzer)
  const asked = { ...request, node }
  const found =
    options.like === undefined
      ? search(reader.segments, analyzer, asked)
      : searchLike(options.like, asked, reader, analyzer)
  if (found.hits.length > 0) reader.recent = [found.hits.slice(0, mostHits), ...reader.recent].slice(0, mostAnswers)
  const corrections =
    options.suggest === true ? suggestCorrections(request.node, query, expansions, reader.segments, analyzer) : []
  const result = presentResult(query, options, reader.segments, found, began, expansions)
  return corrections.length === 0 ? result : { ...result, suggestions: corrections }
}

function searchLike(id: string, request: SearchRequest, reader: OpenIndex, analyzer: Analyzer): SearchAnswer {
  const place = find(reader, id)
  if (place === undefined) throw noSuchArticle(id)
  const node = likeQuery(place, request.node, termNumbers(collectStatistics(reader.segments)), analyzer)
  const own = reader.segments.indexOf(place.segment)
  const except = { segment: own, article: place.article }
  return search(reader.segments, analyzer, { ...requestLike(request, node), except })
}

const mostAnswers = 20
const mostHits = 500

interface Place {
  readonly segment: SegmentReader
  readonly article: number
}

function find({ segments, recent }: OpenIndex, id: string): Place | undefined {
  const hit = recent.flat().find(({ segment, article }) => segments[segment]!.record(article).id === id)
  return hit === undefined ? scan(segments, id) : { segment: segments[hit.segment]!, article: hit.article }
}

/** Goes through all records, newest segment first: about 0.3 µs an article. */
function scan(segments: readonly SegmentReader[], id: string): Place | undefined {
  for (const segment of [...segments].reverse()) {
    for (let article = 0; article < segment.articles; article++) {
      if (segment.record(article).id === id && !segment.isDeleted(article)) return { segment, article }
    }
  }
  return undefined
}

function markArticle(reader: OpenIndex, segment: SegmentReader, article: number, query: string): MarkedArticle {
  const analyzer = reader.analyzer()
  const { node } = expand(readQuery(query).node, query, {}, reader.segments, analyzer)
  const marks = marksOf(node, 'auto', collectStatistics(reader.segments), analyzer)
  return markedArticle(segment, article, marks, reader.manifest.roots)
}

/** Other questions come first while it goes through the titles: 20,000 take 0.1 s. */
async function suggestions({ segments }: OpenIndex): Promise<Suggestion[]> {
  const titles = new Map<string, string>()
  const tags = new Set<string>()
  const authors = new Set<string>()
  for (const segment of segments) {
    for (const value of segment.facets('tag').values) tags.add(value)
    for (const value of segment.facets('author').values) authors.add(value)
    for (let article = 0; article < segment.articles; article++) {
      if (article % suggestionsAtOnce === 0) await nextTurn()
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

/** Some 3 ms. */
const suggestionsAtOnce = 500

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
