/**
 * Every bigram of a field with its article and its position, grouped by bigram. Hot: flat arrays, 12 bytes a character
 * of the collection, twice while they are dealt to a bucket for each first unit. A bucket is sorted by its second units
 * within the processor's caches.
 */
import { CharClass, CLASS_MASK } from '../text/characters/char-class.js'
import { classAt, unitFlags } from '../text/characters/char-table.js'
import type { ExportedList } from './format/lists.js'

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

export interface KeyedList {
  readonly key: string
  readonly list: ExportedList
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
  *lists(): Generator<KeyedList, undefined> {
    const ends = new Int32Array(0x10001)
    const dealt = deal(this.#placed, this.#count, ends)
    this.#placed = createPlaced(0)
    this.#count = 0
    for (let first = 0; first < 0x10000; first++) {
      const [from, to] = [ends[first]!, ends[first + 1]!]
      if (from < to) yield* bucketLists(first, dealt, from, to)
    }
    return undefined
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

/** By second unit: bigrams of the bucket, then where the next one goes; zero while nothing is sorted. */
const counts = new Int32Array(0x10000)

function* bucketLists(first: number, dealt: Placed, from: number, to: number): Generator<KeyedList> {
  const { seconds } = dealt
  const present: number[] = []
  for (let i = from; i < to; i++) if (counts[seconds[i]!]!++ === 0) present.push(seconds[i]!)
  present.sort((a, b) => a - b)
  let start = 0
  for (const second of present) {
    const size = counts[second]!
    counts[second] = start
    start += size
  }
  const order = new Int32Array(to - from)
  for (let i = from; i < to; i++) order[counts[seconds[i]!]!++] = i
  // Cleared before the first list is given away: the lists of other fields are made in between.
  const ends = Int32Array.from(present, (second) => counts[second]!)
  for (const second of present) counts[second] = 0
  start = 0
  for (const [i, second] of present.entries()) {
    const end = ends[i]!
    yield { key: String.fromCharCode(first, second), list: listOf(dealt, order, start, end) }
    start = end
  }
}

function listOf(dealt: Placed, order: Int32Array, from: number, to: number): ExportedList {
  const positions = new Int32Array(to - from)
  const documents = new Int32Array(to - from)
  const frequencies = new Int32Array(to - from)
  let count = 0
  for (let i = from; i < to; i++) {
    const at = order[i]!
    const document = dealt.documents[at]!
    if (count === 0 || documents[count - 1] !== document) documents[count++] = document
    frequencies[count - 1]!++
    positions[i - from] = dealt.positions[at]!
  }
  const starts = new Int32Array(0)
  return { documents: documents.subarray(0, count), frequencies: frequencies.subarray(0, count), positions, starts }
}

function isRun(units: Uint16Array, at: number, count: number): boolean {
  const flags = unitFlags[units[at]!]! & CLASS_MASK
  const kind = flags === CharClass.surrogate ? classAt(units, at, count) : flags
  return kind === CharClass.han || kind === CharClass.syllabic
}

function widthAt(units: Uint16Array, at: number, count: number): number {
  return (units[at]! & 0xfc00) === 0xd800 && at + 1 < count && (units[at + 1]! & 0xfc00) === 0xdc00 ? 2 : 1
}
