/**
 * Packed texts that searches have read recently, up to 24 MiB for each open index: the best articles of one query are
 * often those of another. Returned views stay valid, because memory is released, never rewritten.
 *
 * An article's texts are one contiguous range, found by one number, because the second stage reads a dozen articles for
 * each query, and none of them is in a CPU cache. In words of four bytes: units, marks and lead of the title, the same
 * of the body, then units of the title, units of the body, marks of the title, marks of the body.
 */
import type { Vocabulary } from '../vocabulary/codec.js'
import { leadOf, mostMarks, newMemory, packInto, viewOf, wordsOfUnits } from './packed-text.js'
import type { Memory, PackedText } from './packed-text.js'
import type { ArticleRecord } from './record.js'
import type { DecodedText } from './text-codec.js'

export interface ArticleTexts {
  readonly title: PackedText
  readonly body: PackedText
  /** Set on first request, like `heading`. */
  head?: ArticleHead
  heading?: string
}

/** The data that a list of hits shows in addition to passages. */
export interface ArticleHead {
  readonly record: ArticleRecord
  readonly title: string
  readonly author: string
  readonly tags: readonly string[]
}

/** The range of the units of an article's title and body, [start, end). */
export interface TextUnits {
  units: Uint16Array
  title: number
  titleEnd: number
  body: number
  bodyEnd: number
}

export interface SegmentCache {
  /** By article: 1 + slab × {@link slabWords} + word, or 0. */
  readonly places: Int32Array
  /** By article: the data that were requested so far. */
  readonly texts: (ArticleTexts | undefined)[]
}

export function createSegmentCache(articles: number): SegmentCache {
  return { places: new Int32Array(articles), texts: new Array<ArticleTexts | undefined>(articles) }
}

/** A block of memory that an article's texts were written to. */
export interface CachedRange {
  memory: Memory
  /** Its first word. */
  at: number
}

const slabBits = 18
/** 1 MiB: the amount that is released at once. */
const slabWords = 1 << slabBits
/** Larger texts would evict too many others. */
const largest = slabWords / 8
const headWords = 6

interface Slab {
  readonly memory: Memory
  used: number
  readonly entries: { readonly cache: SegmentCache; readonly article: number }[]
}

export class RecentTexts {
  readonly #ring: (Slab | undefined)[]
  readonly #found: CachedRange = { memory: newMemory(0), at: 0 }
  #last = 0

  /** @param slabs bound of the memory, in MiB; it is allocated as needed */
  constructor(slabs = 24) {
    this.#ring = Array.from({ length: slabs }, () => undefined)
  }

  /** Undefined if the article isn't cached; valid until the next call. */
  find(cache: SegmentCache, article: number): CachedRange | undefined {
    const place = cache.places[article]! - 1
    return place < 0 ? undefined : this.#rangeAt(this.#ring[place >>> slabBits]!.memory, place & (slabWords - 1))
  }

  /** Packs an article's texts into memory of the cache and keeps them until it is full. Valid as above. */
  add(
    cache: SegmentCache,
    article: number,
    title: DecodedText,
    body: DecodedText,
    vocabulary: Vocabulary,
  ): CachedRange {
    const most = mostWords(title, body)
    if (most > largest) {
      const memory = newMemory(most)
      write(memory, 0, title, body, vocabulary)
      return this.#rangeAt(memory, 0)
    }
    let slab = this.#ring[this.#last] ?? this.#nextSlab()
    if (slab.used + most > slabWords) slab = this.#nextSlab()
    const at = slab.used
    slab.used = write(slab.memory, at, title, body, vocabulary)
    slab.entries.push({ cache, article })
    cache.places[article] = 1 + this.#last * slabWords + at
    return this.#rangeAt(slab.memory, at)
  }

  #nextSlab(): Slab {
    this.#last = (this.#last + 1) % this.#ring.length
    for (const { cache, article } of this.#ring[this.#last]?.entries ?? []) {
      cache.places[article] = 0
      cache.texts[article] = undefined
    }
    return (this.#ring[this.#last] = { memory: newMemory(slabWords), used: 0, entries: [] })
  }

  #rangeAt(memory: Memory, at: number): CachedRange {
    this.#found.memory = memory
    this.#found.at = at
    return this.#found
  }
}

function mostWords(title: DecodedText, body: DecodedText): number {
  const units = wordsOfUnits(title.unitCount) + wordsOfUnits(body.unitCount)
  return headWords + units + mostMarks(title) + mostMarks(body)
}

/** Writes an article's texts from word `at` on; returns the word after them. */
function write(memory: Memory, at: number, title: DecodedText, body: DecodedText, vocabulary: Vocabulary): number {
  const { words } = memory
  const titleAt = at + headWords
  const bodyAt = titleAt + wordsOfUnits(title.unitCount)
  const titleMarks = bodyAt + wordsOfUnits(body.unitCount)
  const titleCount = packInto(memory, title, vocabulary, titleAt, titleMarks)
  const bodyCount = packInto(memory, body, vocabulary, bodyAt, titleMarks + titleCount)
  words.set([title.unitCount, titleCount, leadOf(title), body.unitCount, bodyCount, leadOf(body)], at)
  return titleMarks + titleCount + bodyCount
}

/** Writes the ranges of an article's units to `out`; returns it. */
export function readUnits({ memory: { units, words }, at }: CachedRange, out: TextUnits): TextUnits {
  out.units = units
  out.title = 2 * (at + headWords)
  out.titleEnd = out.title + words[at]!
  out.body = 2 * (at + headWords + wordsOfUnits(words[at]!))
  out.bodyEnd = out.body + words[at + 3]!
  return out
}

export function readTexts({ memory, at }: CachedRange): ArticleTexts {
  const [titleUnits, titleCount, titleLead, bodyUnits, bodyCount, bodyLead] = new Int32Array(
    memory.words.buffer,
    4 * at,
    headWords,
  ) as unknown as [number, number, number, number, number, number]
  const titleAt = at + headWords
  const bodyAt = titleAt + wordsOfUnits(titleUnits)
  const marks = bodyAt + wordsOfUnits(bodyUnits)
  return {
    title: viewOf(memory, titleAt, titleUnits, marks, titleCount, titleLead),
    body: viewOf(memory, bodyAt, bodyUnits, marks + titleCount, bodyCount, bodyLead),
  }
}
