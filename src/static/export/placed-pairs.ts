/**
 * Every bigram of a field with its article and its position, grouped by bigram. Hot: flat arrays. The texts are
 * concatenated, 2 bytes a unit. The place and the second unit of each bigram, 6 bytes together, go to a bucket for its
 * first unit. A bucket is sorted by second unit within the processor's caches. Only then are articles and positions
 * computed from the places.
 */
import { withCapacity } from '../../base/growing.js'
import { CharClass, CLASS_MASK } from '../../text/characters/char-class.js'
import { classAt, unitFlags } from '../../text/characters/char-table.js'
import type { ListRange } from './format/lists.js'
import { orderOf, type PairSource } from './terms.js'

/** Replaces every unit outside of runs, and so follows the last unit of each run. */
const runEnd = 0

interface JoinedTexts {
  /** Of all texts, each followed by a {@link runEnd}. */
  readonly units: Uint16Array
  /** By article: where its text begins in `units`; then the end. */
  readonly starts: Int32Array
}

export class PlacedPairs {
  #units: Uint16Array
  #length = 0
  readonly #starts: number[] = []
  /** Bigrams by first unit + 1. */
  #counts = new Int32Array(0x10001)

  /** @param units about how many there will be */
  constructor(units: number) {
    this.#units = new Uint16Array(Math.max(1024, units + (units >>> 4)))
  }

  /** Adds the bigrams of a text; articles ascend. */
  add(document: number, units: Uint16Array, count: number): void {
    this.#reserve(count + 1)
    while (this.#starts.length <= document) this.#starts.push(this.#length)
    const to = this.#units
    const counts = this.#counts
    let next = this.#length
    for (let at = 0; at < count;) {
      if (!isRun(units, at, count)) {
        to[next++] = runEnd
        at++
        continue
      }
      for (const end = at + widthAt(units, at, count); at < end; at++) {
        to[next++] = units[at]!
        counts[units[at]! + 1]!++
      }
    }
    to[next++] = runEnd
    this.#length = next
  }

  /** Returns the bigrams in ascending order, each with its list. Called once, because it releases the texts. */
  lists(): PairSource {
    const starts = Int32Array.from([...this.#starts, this.#length])
    const texts: JoinedTexts = { units: this.#units.subarray(0, this.#length), starts }
    const buckets = this.#counts
    this.#units = new Uint16Array(0)
    this.#counts = new Int32Array(0)
    for (let unit = 0; unit < 0x10000; unit++) buckets[unit + 1]! += buckets[unit]!
    return new PairLists(texts, buckets)
  }

  #reserve(more: number): void {
    const needed = this.#length + more
    if (needed > this.#units.length) this.#units = withCapacity(this.#units, new Uint16Array(2 * needed))
  }
}

/** All bigrams, in a bucket for each first unit: their places, ascending, and their second units. */
interface Dealt {
  readonly places: Int32Array
  readonly seconds: Uint16Array
}

/** @param buckets where each bucket begins, then the end */
function deal(units: Uint16Array, buckets: Int32Array): Dealt {
  const next = buckets.slice()
  const places = new Int32Array(buckets[0x10000]!)
  const seconds = new Uint16Array(buckets[0x10000]!)
  for (let place = 0; place < units.length; place++) {
    const unit = units[place]!
    if (unit === runEnd) continue
    const to = next[unit]!++
    places[to] = place
    seconds[to] = units[place + 1]!
  }
  return { places, seconds }
}

/** Sorts one bucket at a time. */
class PairLists implements PairSource {
  key: string | undefined = undefined
  order = 0
  readonly list: PlacedRange = { ...emptyColumns(0), at: 0, count: 0, place: 0 }
  readonly #buckets: Int32Array
  readonly #dealt: Dealt
  readonly #articles: ArticlesByPlace
  /** By second unit: first its number of bigrams in the bucket, then where its list ends; 0 if there are none. */
  readonly #ends = new Int32Array(0x10000)
  #first = -1
  /** Second units of the bucket. */
  #seconds = new Uint16Array(0)
  #next = 0

  constructor(texts: JoinedTexts, buckets: Int32Array) {
    this.#buckets = buckets
    this.#dealt = deal(texts.units, buckets)
    this.#articles = new ArticlesByPlace(texts.starts)
    this.advance()
  }

  get places(): number {
    return this.#buckets[0x10000]!
  }

  get read(): number {
    return this.#buckets[Math.min(0x10000, Math.max(0, this.#first))]! + (this.key === undefined ? 0 : this.list.place)
  }

  advance(): void {
    if (this.#next === this.#seconds.length && !this.#openBucket()) return void (this.key = undefined)
    const { list } = this
    const second = this.#seconds[this.#next++]!
    list.place = this.#next === 1 ? 0 : this.#ends[this.#seconds[this.#next - 2]!]!
    list.at = list.place
    list.count = this.#articles.place(list, this.#ends[second]!)
    this.key = String.fromCharCode(this.#first, second)
    this.order = orderOf(this.#first, second)
  }

  /** Moves to the next bucket; returns false if there is none. */
  #openBucket(): boolean {
    const buckets = this.#buckets
    let first = this.#first + 1
    while (first < 0x10000 && buckets[first] === buckets[first + 1]) first++
    this.#first = first
    if (first >= 0x10000) return false
    for (const second of this.#seconds) this.#ends[second] = 0
    this.#sort(buckets[first]!, buckets[first + 1]!)
    this.#next = 0
    return true
  }

  #sort(from: number, to: number): void {
    const { places, seconds } = this.#dealt
    const { list } = this
    const ends = this.#ends
    if (list.documents.length < to - from) Object.assign(list, emptyColumns(2 * (to - from)))
    const sorted = list.positions
    const present: number[] = []
    for (let i = from; i < to; i++) if (ends[seconds[i]!]!++ === 0) present.push(seconds[i]!)
    this.#seconds = Uint16Array.from(present).sort()
    let start = 0
    for (const second of this.#seconds) {
      const size = ends[second]!
      ends[second] = start
      start += size
    }
    for (let i = from; i < to; i++) sorted[ends[seconds[i]!]!++] = places[i]!
  }
}

/** A list that the next one overwrites. */
type PlacedRange = { -readonly [Name in keyof ListRange]: NonNullable<ListRange[Name]> }

const emptyColumns = (room: number) => ({
  documents: new Int32Array(room),
  frequencies: new Int32Array(room),
  positions: new Int32Array(room),
})

/** The search for the article of a place starts at the first article of its block, which is shorter than most texts. */
const blockBits = 8

class ArticlesByPlace {
  readonly #starts: Int32Array
  /** By block of places: the article in which the block begins. */
  readonly #firsts: Int32Array

  /** @param starts by article, then the end */
  constructor(starts: Int32Array) {
    this.#starts = starts
    const end = starts[starts.length - 1]!
    this.#firsts = new Int32Array((end >>> blockBits) + 1)
    for (let block = 0, article = 0; block < this.#firsts.length; block++) {
      while (article + 2 < starts.length && starts[article + 1]! <= block << blockBits) article++
      this.#firsts[block] = article
    }
  }

  /**
   * Computes articles, frequencies and positions of a list from its places, which `positions` contains at first. Hot.
   * @returns the number of articles
   */
  place({ documents, frequencies, positions, place }: PlacedRange, end: number): number {
    const starts = this.#starts
    const firsts = this.#firsts
    let [last, from, to] = [place - 1, 0, 0]
    for (let i = place; i < end; i++) {
      const at = positions[i]!
      if (at >= to) {
        let document = firsts[at >>> blockBits]!
        while (starts[document + 1]! <= at) document++
        from = starts[document]!
        to = starts[document + 1]!
        documents[++last] = document
        frequencies[last] = 0
      }
      frequencies[last]!++
      positions[i] = at - from
    }
    return last + 1 - place
  }
}

function isRun(units: Uint16Array, at: number, count: number): boolean {
  const flags = unitFlags[units[at]!]! & CLASS_MASK
  const kind = flags === CharClass.surrogate ? classAt(units, at, count) : flags
  return kind === CharClass.han || kind === CharClass.syllabic
}

function widthAt(units: Uint16Array, at: number, count: number): number {
  return (units[at]! & 0xfc00) === 0xd800 && at + 1 < count && (units[at + 1]! & 0xfc00) === 0xdc00 ? 2 : 1
}
