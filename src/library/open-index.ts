/** Opens an index for searching: a snapshot of the last commit, answered in this thread. */
import { isClusterAddress } from '../store/address.js'
import { XunzhangError } from '../errors.js'
import type { Collection } from '../expand/collection.js'
import type { ExpandedQuery } from '../expand/query.js'
import type { QueryNode } from '../query/index.js'
import { readQuery } from '../query/index.js'
import { facetFields } from '../segment/facet-fields.js'
import { Field } from '../segment/fields.js'
import type { Manifest } from '../segment/manifest.js'
import type { SegmentReader } from '../segment/reader.js'
import { relaxedNode, searchRelaxing } from '../search/search-relaxing.js'
import type { RelaxedAnswer } from '../search/search-relaxing.js'
import { createSearcher } from '../search/several.js'
import type { CollectionSearcher } from '../search/several.js'
import type { FoundArticle } from '../search/scoring/rank-again.js'
import type { SearchAnswer, SearchRequest } from '../search/searcher.js'
import type { FileSystem } from '../store/file-system.js'
import { closedIndex } from '../store/paged-file.js'
import type { Analyzer } from '../text/analysis.js'
import type { UserWord } from '../text/lexicon/overlay.js'
import { openAnalyzer } from '../analyzers/analyzers.js'
import { milliseconds } from './clock.js'
import { machine } from '../commit/environment.js'
import type { Environment } from '../commit/environment.js'
import { collectionView } from './expansion/collection-view.js'
import { expandQueryIn } from './expansion/expanding.js'
import { likeQuery, noSuchArticle, requestLike, termNumbers } from '../similar/like.js'
import { readLexiconState } from '../commit/lexicon-state.js'
import { suggestCorrections } from './expansion/suggesting.js'
import { markedArticle, presentResult, readRequest, storedArticle } from './present.js'
import { duplicateGroups } from '../similar/near-duplicates.js'
import { checkOpening } from './check-request.js'
import type { ReadableIndex } from './reading.js'
import { indexStats, sumStats } from './stats.js'
import { missingIndex, openSegments, readManifest } from '../commit/snapshot.js'
import type { Index, MarkedArticle, OpenOptions, SearchOptions, SearchResult, Suggestion } from './types.js'

/**
 * Opens the index in the folder `dir`, or the collection on a cluster if `dir` is its address. Several folders are opened as
 * one collection: statistics are summed, hits are ranked together and name the folder they come from.
 * @throws XunzhangError INDEX_MISSING, INDEX_DAMAGED, INDEX_VERSION, INDEX_ANALYZER; BACKEND and USAGE for clusters
 */
export async function openIndex(
  dir: string | readonly string[],
  options: OpenOptions & Partial<Environment> = {},
): Promise<Index> {
  const { fileSystem: fs = machine.fileSystem, now: _, ...asked } = options
  const dirs = typeof dir === 'string' ? [dir] : [...new Set(dir)]
  for (const each of dirs.length === 0 ? [''] : dirs) checkOpening(each, asked)
  const address = dirs.find(isClusterAddress)
  if (address !== undefined && dirs.length > 1) throw new XunzhangError('CLUSTER_BESIDE_OTHERS', {}, { where: address })
  if (address !== undefined) return (await import('./open-collection.js')).openCollection(address, asked)
  const opened: Snapshot[] = []
  try {
    for (const each of dirs) opened.push(openSnapshot(fs, each))
    return createIndex(fs, opened)
  } catch (error) {
    for (const { segments } of opened) for (const segment of segments) segment.close()
    throw error
  }
}

interface Snapshot {
  readonly dir: string
  readonly manifest: Manifest
  /** The user's words with which the articles were segmented. */
  readonly words: readonly UserWord[]
  readonly segments: readonly SegmentReader[]
}

/** A writer may replace the commit between reading its manifest and opening its files; then both are read again. */
function openSnapshot(fs: FileSystem, dir: string): Snapshot {
  const attempts = 3
  for (let attempt = 1; ; attempt++) {
    const manifest = readManifest(fs, dir)
    if (manifest === undefined) throw missingIndex(dir)
    try {
      const { applied } = readLexiconState(fs, dir, manifest)
      return { dir, manifest, words: applied, segments: openSegments(fs, dir, manifest, 'mirror') }
    } catch (error) {
      if (attempt === attempts || !isReplaced(fs, dir, manifest)) throw error
    }
  }
}

/** In a recreated folder, generations and file names start again, so an index is identified by its checksums. */
function isReplaced(fs: FileSystem, dir: string, manifest: Manifest): boolean {
  return JSON.stringify(readManifest(fs, dir)) !== JSON.stringify(manifest)
}

function createIndex(fs: FileSystem, parts: readonly Snapshot[]): Index {
  const reader = new OpenIndex(parts)
  const { segments } = reader
  const readable: ReadableIndex = {
    get searcher() {
      return reader.searcher
    },
    rootsOf: (segment) => reader.partOf(segment).manifest.roots,
  }
  const dir = parts.map((part) => part.dir).join(', ')
  const live = parts
    .flatMap(({ manifest }) => manifest.segments)
    .reduce((sum, entry) => sum + entry.articles - (entry.deletions?.count ?? 0), 0)
  let isOpen = true
  /**
   * Some data is still in memory after closing, so requests are refused: an answer must not depend on earlier requests.
   */
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
      return place && storedArticle(place.segment, place.article, reader.partOf(place.segment).manifest)
    },
    mark: async (id, query) => {
      const place = whileOpen(() => find(reader, id))
      return place && markArticle(reader, place.segment, place.article, query)
    },
    stats: async () =>
      whileOpen(() => sumStats(parts.map((part) => indexStats(fs, part.dir, part.manifest, part.segments)))),
    suggestions: async () => whileOpen(() => suggestions(reader)),
    duplicates: async () => whileOpen(() => duplicateGroups(segments)),
    kwic: (query, options = {}) => lines(whileOpen, async () => (await reading()).kwicLines(readable, query, options)),
    countOccurrences: async (query, options = {}) => {
      const { occurrenceCounts } = await reading()
      return whileOpen(() => occurrenceCounts(readable, query, options))
    },
    timeline: async (queries, options = {}) => {
      const { timelineOf } = await reading()
      const asked = typeof queries === 'string' ? [queries] : queries
      return whileOpen(() => timelineOf(readable, asked, options))
    },
    terms: async (field, options = {}) => {
      const { termsOf } = await reading()
      return whileOpen(() => termsOf(readable, field, options))
    },
    collocates: async (query, options = {}) => {
      const { collocatesOf } = await reading()
      return whileOpen(() => collocatesOf(readable, query, options))
    },
    isStale: async () => parts.some((part) => isReplaced(fs, part.dir, part.manifest)),
    close: async () => {
      isOpen = false
      for (const segment of segments) segment.close()
    },
  }
}

/** Only those who read occurrences load the code for it. */
const reading = () => import('./reading.js')

/** Lines as they are asked for. The index may be closed between two of them. */
async function* lines<T>(whileOpen: <R>(ask: () => R) => R, open: () => Promise<Generator<T>>): AsyncGenerator<T> {
  const generator = await open()
  try {
    for (let next = whileOpen(() => generator.next()); next.done !== true; next = whileOpen(() => generator.next())) {
      yield next.value
    }
  } finally {
    generator.return(undefined)
  }
}

/** The state of an open index: its searcher is opened at the first query, because showing an article needs none. */
class OpenIndex {
  readonly parts: readonly Snapshot[]
  readonly segments: readonly SegmentReader[]
  /** The best hits of the last answers, latest first: the articles that are likely to be requested next. */
  recent: readonly (readonly FoundArticle[])[] = []
  #searcher: CollectionSearcher | undefined
  #collection: Collection | undefined

  /** @param parts at least one; those of one analysis are put side by side, because they share a searcher */
  constructor(parts: readonly Snapshot[]) {
    this.parts = parts
    this.segments = [...byAnalysis(parts).values()].flat().flatMap(({ segments }) => segments)
  }

  get searcher(): CollectionSearcher {
    return (this.#searcher ??= createSearcher(
      Array.from(byAnalysis(this.parts).values(), (parts) => ({
        segments: parts.flatMap(({ segments }) => segments),
        analyzer: analyzerOf(parts[0]!),
      })),
    ))
  }

  partOf(segment: SegmentReader): Snapshot {
    return this.parts.find(({ segments }) => segments.includes(segment))!
  }

  get collection(): Collection {
    return (this.#collection ??= collectionView(this.searcher))
  }

  expand(node: QueryNode | undefined, query: string, options: SearchOptions): Partial<ExpandedQuery> {
    return expandQueryIn(node, query, options, () => this.collection, this.searcher.analyzer)
  }
}

function byAnalysis(parts: readonly Snapshot[]): ReadonlyMap<string, readonly Snapshot[]> {
  const groups = new Map<string, Snapshot[]>()
  for (const part of parts) groups.set(part.manifest.analyzer, [...(groups.get(part.manifest.analyzer) ?? []), part])
  return groups
}

/** @throws XunzhangError INDEX_ANALYZER if this program analyses texts differently from the one that built the index */
function analyzerOf({ manifest: { tokenizer, lexicon, analyzer }, words, dir: where }: Snapshot): Analyzer {
  const opened = openAnalyzer({ tokenizer: tokenizer as 'native', lexicon, words, isForQueries: true })
  if (opened.id === analyzer) return opened
  throw new XunzhangError('ANALYZER_DIFFERS', { found: analyzer, expected: opened.id }, { where })
}

function answer(reader: OpenIndex, query: string, options: SearchOptions): SearchResult {
  const began = milliseconds()
  const { searcher } = reader
  const request = readRequest(query, options)
  const { node, expansions = [] } = reader.expand(request.node, query, options)
  const asked = { ...request, node }
  const found: RelaxedAnswer =
    options.like === undefined ? searchRelaxing(searcher, asked, query) : searchLike(options.like, asked, reader)
  if (found.hits.length > 0) reader.recent = [found.hits.slice(0, mostHits), ...reader.recent].slice(0, mostAnswers)
  const corrections =
    options.suggest === true ? suggestCorrections(request.node, query, expansions, reader.collection) : []
  const recordedOf = (segment: SegmentReader) => reader.partOf(segment).manifest
  const indexOf = reader.parts.length > 1 ? (segment: SegmentReader) => reader.partOf(segment).dir : undefined
  const result = presentResult(query, options, reader.segments, found, recordedOf, began, expansions, indexOf)
  return corrections.length === 0 ? result : { ...result, suggestions: corrections }
}

function searchLike(id: string, request: SearchRequest, reader: OpenIndex): SearchAnswer {
  const { searcher } = reader
  const place = find(reader, id)
  if (place === undefined) throw noSuchArticle(id)
  const node = likeQuery(place, request.node, termNumbers(searcher.statistics), searcher.analyzer)
  const own = reader.segments.indexOf(place.segment)
  const except = { segment: own, article: place.article }
  return searcher.search({ ...requestLike(request, node), except })
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

/** Scans all records, newest segment first: about 0.3 µs an article. */
function scan(segments: readonly SegmentReader[], id: string): Place | undefined {
  for (const segment of [...segments].reverse()) {
    for (let article = 0; article < segment.articles; article++) {
      if (segment.record(article).id === id && !segment.isDeleted(article)) return { segment, article }
    }
  }
  return undefined
}

function markArticle(reader: OpenIndex, segment: SegmentReader, article: number, query: string): MarkedArticle {
  const { node } = reader.expand(readQuery(query).node, query, {})
  const marks = reader.searcher.marks(relaxedNode(reader.searcher, node, query), 'auto')
  return markedArticle(segment, article, marks, reader.partOf(segment).manifest)
}

/** Yields to other requests while it reads the titles: 20,000 take 0.1 s. */
async function suggestions({ segments }: OpenIndex): Promise<Suggestion[]> {
  const titles = new Map<string, string>()
  const facets = facetFields.map(({ name }) => ({ kind: name, values: new Set<string>() }))
  for (const segment of segments) {
    for (const { kind, values } of facets) for (const value of segment.facets(kind).values) values.add(value)
    for (let article = 0; article < segment.articles; article++) {
      if (article % suggestionsAtOnce === 0) await nextTurn()
      if (segment.isDeleted(article)) continue
      const title = segment.text(article, Field.title)
      if (title !== '' && !titles.has(title)) titles.set(title, segment.record(article).id)
    }
  }
  return [
    ...Array.from(titles, ([text, id]) => ({ text, kind: 'title' as const, id })),
    ...facets.flatMap(({ kind, values }) => Array.from(values, (text) => ({ text, kind }))),
  ]
}

/** Takes about 3 ms. */
const suggestionsAtOnce = 500

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
