/** The terms of all segments in ascending order, their lists joined, with the article numbers of the export. */
import type { FieldId } from '../../storage/segment/fields.js'
import { decodePostings } from '../../storage/segment/postings/codec.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import type { TermEntry } from '../../storage/segment/terms/reader.js'
import type { Collection } from './collection.js'
import type { ListRange } from './format/lists.js'
import { orderOfKey, type ListSource } from './key-order.js'

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
    const postings = new Float64Array(room)
    postings.set(this.#postings)
    this.#postings = postings
    this.#scratch = { documents: new Int32Array(room), frequencies: new Uint8Array(room) }
    this.list.documents = new Int32Array(room)
    this.list.frequencies = new Int32Array(room)
  }

  #setList(count: number): void {
    const postings = this.#postings
    sortFirst(postings, count)
    const { documents, frequencies } = this.list
    for (let i = 0; i < count; i++) {
      const posting = postings[i]!
      documents[i] = Math.floor(posting / 256)
      frequencies[i] = posting % 256
    }
    this.list.count = count
  }
}

/** Longer lists are sorted by the library. A call to it takes as long as sorting this many here. */
const fewest = 24

/** Ascending. Most lists are short. */
function sortFirst(values: Float64Array, count: number): void {
  if (count > fewest) return void values.subarray(0, count).sort()
  for (let i = 1; i < count; i++) {
    const value = values[i]!
    let at = i
    for (; at > 0 && values[at - 1]! > value; at--) values[at] = values[at - 1]!
    values[at] = value
  }
}

function sourceOf(segment: SegmentReader, numbers: Int32Array, field: FieldId): Source {
  const entries = segment.terms(field).scan()
  return { numbers, entries, next: entries.next().value }
}
