/** The terms of all segments in ascending order, their lists joined, with the article numbers of the export. */
import { withCapacity } from '../../base/growing.js'
import type { FieldId } from '../../storage/segment/fields.js'
import { decodePostings } from '../../storage/segment/postings/codec.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import type { TermEntry } from '../../storage/segment/terms/reader.js'
import type { ListRange } from './format/lists.js'
import type { Lexicon } from '../../text/lexicon/index.js'
import { listedCount } from './format/characters.js'
import type { LexiconCount } from './format/keys.js'
import { noDate } from '../../storage/segment/format.js'

/** A cursor at one key. What it returns for the key is valid until it advances. */
export interface ListSource {
  /** Undefined after the last key. */
  readonly key: string | undefined
  /** {@link orderOfKey} of the key. */
  readonly order: number
  readonly list: ListRange
  advance(): void
}

/** Lists of bigrams, with positions. */
export interface PairSource extends ListSource {
  /** Number of positions in all lists. */
  readonly places: number
  /** About how many positions belong to the keys so far. */
  readonly read: number
}

/**
 * A number for the first two units of a key: keys whose numbers differ ascend as the numbers do. It is a small integer
 * to V8, whereas comparing strings takes a call.
 */
export const orderOf = (first: number, second: number): number => ((first << 16) | second) ^ -0x80000000

/** A missing second unit counts as 0. */
export const orderOfKey = (key: string): number => orderOf(key.charCodeAt(0), key.length > 1 ? key.charCodeAt(1) : 0)

/*
 * The words of the lexicon that the build used, ascending, so that queries are segmented as the articles were. All
 * words are exported: without those that the collection doesn't contain, one query in six was segmented and ranked
 * differently.
 */

export interface LexiconWord {
  readonly key: string
  readonly word: LexiconCount
}

interface LexiconWords {
  /** Words of one unit that the table of characters has, by unit: occurrences + 1, or {@link listedCount}. */
  readonly singles: Uint32Array
  /** The words in list files: longer ones, and characters that the collection doesn't have. */
  readonly words: readonly LexiconWord[]
  /** Units of the longest. */
  readonly longest: number
}

/** @param isKnown whether the table of characters has a unit */
export function readWords(lexicon: Lexicon, isKnown: (unit: number) => boolean): LexiconWords {
  const singles = new Uint32Array(0x10000)
  const words: LexiconWord[] = []
  for (let id = 0; id < lexicon.wordCount; id++) {
    const weight = lexicon.weights[id]!
    if (weight === -Infinity) continue
    const key = lexicon.spelling(id)
    const word = countOf(weight, lexicon.total)
    const isInTable = key.length === 1 && isKnown(key.charCodeAt(0))
    if (isInTable) singles[key.charCodeAt(0)] = 'count' in word ? word.count + 1 : listedCount
    if (!isInTable || !('count' in word)) words.push({ key, word })
  }
  const sorted = sortByKey(words)
  // A word that occurs twice was given another weight later. The later one counts.
  const kept = sorted.filter(({ key }, i) => key !== sorted[i + 1]?.key)
  return { singles, words: kept, longest: kept.reduce((most, { key }) => Math.max(most, key.length), 1) }
}

/** Sorts by numbers first, because comparing strings takes a call. Only words with equal numbers are then compared. */
function sortByKey(words: readonly LexiconWord[]): LexiconWord[] {
  if (words.length > placeRange) return [...words].sort(byKey)
  const places = Float64Array.from(words, ({ key }, i) => orderOfKey(key) * placeRange + i).sort()
  const sorted = Array.from(places, (place) => words[place - Math.floor(place / placeRange) * placeRange]!)
  for (let start = 0, end = 1; start < sorted.length; start = end++) {
    const order = orderOfKey(sorted[start]!.key)
    while (end < sorted.length && orderOfKey(sorted[end]!.key) === order) end++
    if (end - start < 2) continue
    for (const [i, word] of sorted.slice(start, end).sort(byKey).entries()) sorted[start + i] = word
  }
  return sorted
}

/** For indexes below this, `order * placeRange + index` is an exact integer. */
const placeRange = 2 ** 21

const byKey = (a: LexiconWord, b: LexiconWord): number => (a.key < b.key ? -1 : Number(a.key > b.key))

function countOf(weight: number, total: number): LexiconCount {
  const count = Math.round(Math.exp(weight) * total)
  return Math.fround(Math.log(count / total)) === weight ? { count } : { weight }
}

interface Source {
  readonly numbers: Int32Array
  readonly entries: Iterator<TermEntry, undefined>
  next: TermEntry | undefined
}

export class MergedTerms implements ListSource {
  key: string | undefined = undefined
  order = 0
  readonly list = {
    documents: new Int32Array(1024),
    frequencies: new Int32Array(1024),
    ...{ positions: undefined, at: 0, count: 0, place: 0 },
  } satisfies ListRange
  readonly #sources: readonly Source[]
  readonly #onTerm: (term: string) => void
  /** Each as article number × 256 + frequency. */
  #postings = new Float64Array(1024)
  #scratch = { documents: new Int32Array(1024), frequencies: new Uint8Array(1024) }

  /** @param onTerm called with every term, in ascending order */
  constructor({ segments, numbers }: Collection, field: FieldId, onTerm: (term: string) => void) {
    this.#sources = segments.map((segment) => sourceOf(segment, numbers.get(segment)!, field))
    this.#onTerm = onTerm
    this.advance()
  }

  /** Moves to the next term that a live article contains. */
  advance(): void {
    let count = 0
    do {
      this.key = this.#least()
      if (this.key === undefined) return
      count = this.#collect(this.key)
    } while (count === 0)
    this.order = orderOfKey(this.key)
    this.#onTerm(this.key)
    this.#setList(count)
  }

  #least(): string | undefined {
    let key: string | undefined
    for (const { next } of this.#sources)
      if (next !== undefined && (key === undefined || next.term < key)) key = next.term
    return key
  }

  #collect(key: string): number {
    let count = 0
    for (const source of this.#sources) {
      if (source.next?.term !== key) continue
      count = this.#add(source.next, source.numbers, count)
      source.next = source.entries.next().value
    }
    return count
  }

  /** Returns the number of postings so far. */
  #add(entry: TermEntry, numbers: Int32Array, count: number): number {
    this.#reserve(count + entry.documentFrequency)
    const { documents, frequencies } = this.#scratch
    const decoded = decodePostings(entry.list(), documents, frequencies)
    let next = count
    for (let i = 0; i < decoded; i++) {
      const number = numbers[documents[i]!]!
      if (number >= 0) this.#postings[next++] = number * 256 + frequencies[i]!
    }
    return next
  }

  #reserve(count: number): void {
    if (count <= this.#postings.length) return
    const room = 2 * count
    this.#postings = withCapacity(this.#postings, new Float64Array(room))
    this.#scratch = { documents: new Int32Array(room), frequencies: new Uint8Array(room) }
    this.list.documents = new Int32Array(room)
    this.list.frequencies = new Int32Array(room)
  }

  #setList(count: number): void {
    const postings = this.#postings
    postings.subarray(0, count).sort()
    const { documents, frequencies } = this.list
    for (let i = 0; i < count; i++) {
      const posting = postings[i]!
      documents[i] = Math.floor(posting / 256)
      frequencies[i] = posting % 256
    }
    this.list.count = count
  }
}

function sourceOf(segment: SegmentReader, numbers: Int32Array, field: FieldId): Source {
  const entries = segment.terms(field).scan()
  return { numbers, entries, next: entries.next().value }
}

/*
 * The articles of an index in the order of the export, which is the order in which ties are broken: newest first, then
 * longest, then by ID. So dates take almost no room, and the order of two equal hits is known without reading either.
 */

export interface CollectedArticle {
  readonly segment: SegmentReader
  /** Its number in the segment. */
  readonly article: number
}

export interface Collection {
  readonly segments: readonly SegmentReader[]
  readonly articles: readonly CollectedArticle[]
  /** By segment, then by article number there: the number in the export, or −1 for a deleted article. */
  readonly numbers: ReadonlyMap<SegmentReader, Int32Array>
  /** Of the bodies, in units, by number in the export. */
  readonly lengths: Uint32Array
  readonly days: Int32Array
  readonly bodyUnits: number
}

interface Sortable extends CollectedArticle {
  readonly day: number
  readonly length: number
  readonly id: string
}

export function collectArticles(segments: readonly SegmentReader[]): Collection {
  const all = segments.flatMap(liveArticles)
  all.sort((a, b) => b.day - a.day || b.length - a.length || (a.id < b.id ? -1 : Number(a.id > b.id)))
  const numbers = new Map(segments.map((segment) => [segment, new Int32Array(segment.articles).fill(-1)]))
  for (const [number, { segment, article }] of all.entries()) numbers.get(segment)![article] = number
  const lengths = Uint32Array.from(all, ({ length }) => length)
  return {
    segments,
    articles: all,
    numbers,
    lengths,
    days: Int32Array.from(all, ({ day }) => day),
    bodyUnits: lengths.reduce((sum, length) => sum + length, 0),
  }
}

function liveArticles(segment: SegmentReader): Sortable[] {
  const found: Sortable[] = []
  for (let article = 0; article < segment.articles; article++) {
    if (segment.isDeleted(article)) continue
    const [day, length] = [segment.days[article] ?? noDate, segment.lengths[article]!]
    found.push({ segment, article, day, length, id: segment.record(article).id })
  }
  return found
}
