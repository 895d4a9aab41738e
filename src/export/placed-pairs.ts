/**
 * Every bigram of a field with its article and its position, grouped by bigram. Hot: flat arrays, 12 bytes a character
 * of the collection, twice while they are dealt to a bucket for each first unit. A bucket is sorted by its second units
 * within the processor's caches.
 */
import { CharClass, CLASS_MASK } from '../text/characters/char-class.js'
import { classAt, unitFlags } from '../text/characters/char-table.js'
import type { ListRange } from './format/lists.js'
import { orderOf } from './key-order.js'
import type { PairSource } from './key-order.js'

const runEnd = 0

/** Bigrams in parallel arrays. */
interface Placed {
  readonly firsts: Uint16Array
  readonly seconds: Uint16Array
  readonly documents: Int32Array
  readonly positions: Int32Array
}

function createPlaced(room: number): Placed {
  return {
    firsts: new Uint16Array(room),
    seconds: new Uint16Array(room),
    documents: new Int32Array(room),
    positions: new Int32Array(room),
  }
}

export class PlacedPairs {
  #placed: Placed
  #count = 0

  /** @param units about how many there will be */
  constructor(units: number) {
    this.#placed = createPlaced(Math.max(1024, units + (units >>> 5)))
  }

  /** Adds the bigrams of a text; articles ascend. */
  add(document: number, units: Uint16Array, count: number): void {
    this.#reserve(count)
    const { firsts, seconds, documents, positions } = this.#placed
    let next = this.#count
    for (let at = 0; at < count;) {
      if (!isRun(units, at, count)) {
        at++
        continue
      }
      let end = at + widthAt(units, at, count)
      while (end < count && isRun(units, end, count)) end += widthAt(units, end, count)
      for (; at < end; at++, next++) {
        firsts[next] = units[at]!
        seconds[next] = at + 1 < end ? units[at + 1]! : runEnd
        documents[next] = document
        positions[next] = at
      }
    }
    this.#count = next
  }

  /** The bigrams in ascending order, each with its list. Afterwards nothing is left. */
  lists(): PairSource {
    const starts = new Int32Array(0x10001)
    const dealt = deal(this.#placed, this.#count, starts)
    this.#placed = createPlaced(0)
    this.#count = 0
    return new PairLists(dealt, starts)
  }

  #reserve(more: number): void {
    if (this.#count + more <= this.#placed.firsts.length) return
    const grown = createPlaced(2 * (this.#count + more))
    for (const name of ['firsts', 'seconds', 'documents', 'positions'] as const) grown[name].set(this.#placed[name])
    this.#placed = grown
  }
}

/**
 * Moves the bigrams to a bucket for each first unit, in their order.
 * @param starts filled: where each bucket begins, and where the last one ends
 */
function deal({ firsts, seconds, documents, positions }: Placed, count: number, starts: Int32Array): Placed {
  for (let i = 0; i < count; i++) starts[firsts[i]! + 1]!++
  for (let unit = 0; unit < 0x10000; unit++) starts[unit + 1]! += starts[unit]!
  const next = starts.slice()
  const to = createPlaced(count)
  for (let i = 0; i < count; i++) {
    const place = next[firsts[i]!]!++
    to.seconds[place] = seconds[i]!
    to.documents[place] = documents[i]!
    to.positions[place] = positions[i]!
  }
  return to
}

/** Sorts one bucket at a time. */
class PairLists implements PairSource {
  key: string | undefined = undefined
  order = 0
  readonly list: PlacedRange = { ...emptyColumns(0), at: 0, count: 0, place: 0 }
  readonly #dealt: Placed
  readonly #starts: Int32Array
  /** By second unit: bigrams of the bucket, then where its list ends; zero for those that it doesn't have. */
  readonly #ends = new Int32Array(0x10000)
  #first = -1
  /** Second units of the bucket. */
  #seconds = new Uint16Array(0)
  #next = 0

  constructor(dealt: Placed, starts: Int32Array) {
    this.#dealt = dealt
    this.#starts = starts
    this.advance()
  }

  get places(): number {
    return this.#starts[0x10000]!
  }

  get read(): number {
    return this.#starts[Math.min(0x10000, Math.max(0, this.#first))]! + (this.key === undefined ? 0 : this.list.place)
  }

  advance(): void {
    if (this.#next === this.#seconds.length && !this.#openBucket()) return void (this.key = undefined)
    const { list } = this
    const second = this.#seconds[this.#next++]!
    list.place = this.#next === 1 ? 0 : this.#ends[this.#seconds[this.#next - 2]!]!
    list.at = list.place
    list.count = compact(list, this.#ends[second]!)
    this.key = String.fromCharCode(this.#first, second)
    this.order = orderOf(this.#first, second)
  }

  /** The next one; false where there is none. */
  #openBucket(): boolean {
    const starts = this.#starts
    let first = this.#first + 1
    while (first < 0x10000 && starts[first] === starts[first + 1]) first++
    this.#first = first
    if (first >= 0x10000) return false
    for (const second of this.#seconds) this.#ends[second] = 0
    this.#sort(starts[first]!, starts[first + 1]!)
    this.#next = 0
    return true
  }

  #sort(from: number, to: number): void {
    const { seconds, documents, positions } = this.#dealt
    const { list } = this
    const ends = this.#ends
    const present: number[] = []
    for (let i = from; i < to; i++) if (ends[seconds[i]!]!++ === 0) present.push(seconds[i]!)
    this.#seconds = Uint16Array.from(present).sort()
    let start = 0
    for (const second of this.#seconds) {
      const size = ends[second]!
      ends[second] = start
      start += size
    }
    if (list.documents.length < to - from) Object.assign(list, emptyColumns(2 * (to - from)))
    const [sortedDocuments, sortedPositions] = [list.documents, list.positions]
    for (let i = from; i < to; i++) {
      const place = ends[seconds[i]!]!++
      sortedDocuments[place] = documents[i]!
      sortedPositions[place] = positions[i]!
    }
  }
}

/** A list that the next one overwrites. */
type PlacedRange = { -readonly [Name in keyof ListRange]: NonNullable<ListRange[Name]> }

const emptyColumns = (room: number) => ({
  documents: new Int32Array(room),
  frequencies: new Int32Array(room),
  positions: new Int32Array(room),
})

/** Joins what stands in the same article; returns how many articles there are. */
function compact({ documents, frequencies, place }: ListRange, end: number): number {
  let last = place
  documents[last] = documents[place]!
  frequencies[last] = 1
  for (let i = place + 1; i < end; i++) {
    const document = documents[i]!
    if (document === documents[last]) frequencies[last]!++
    else {
      documents[++last] = document
      frequencies[last] = 1
    }
  }
  return last + 1 - place
}

function isRun(units: Uint16Array, at: number, count: number): boolean {
  const flags = unitFlags[units[at]!]! & CLASS_MASK
  const kind = flags === CharClass.surrogate ? classAt(units, at, count) : flags
  return kind === CharClass.han || kind === CharClass.syllabic
}

function widthAt(units: Uint16Array, at: number, count: number): number {
  return (units[at]! & 0xfc00) === 0xd800 && at + 1 < count && (units[at + 1]! & 0xfc00) === 0xdc00 ? 2 : 1
}
