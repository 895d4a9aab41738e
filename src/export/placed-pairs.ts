/**
 * Every bigram of a field with its article and its position, grouped by bigram. Hot: four flat arrays of one number a
 * character, sorted twice by counting. 20 bytes a character of the collection.
 */
import { CharClass, CLASS_MASK } from '../text/char-class.js'
import { classAt, unitFlags } from '../text/char-table.js'
import type { ExportedList } from './format/lists.js'

const runEnd = 0

export class PlacedPairs {
  #firsts: Uint16Array
  #seconds: Uint16Array
  #documents: Int32Array
  #positions: Int32Array
  #count = 0
  #order: Int32Array | undefined

  /** @param units about how many there will be */
  constructor(units: number) {
    const room = Math.max(1024, units + (units >>> 5))
    this.#firsts = new Uint16Array(room)
    this.#seconds = new Uint16Array(room)
    this.#documents = new Int32Array(room)
    this.#positions = new Int32Array(room)
  }

  /** Adds the bigrams of a text; articles ascend. */
  add(document: number, units: Uint16Array, count: number): void {
    this.#reserve(count)
    for (let at = 0; at < count;) {
      if (!isRun(units, at, count)) {
        at++
        continue
      }
      let end = at + widthAt(units, at, count)
      while (end < count && isRun(units, end, count)) end += widthAt(units, end, count)
      for (; at < end; at++) this.#put(units[at]!, at + 1 < end ? units[at + 1]! : runEnd, document, at)
    }
  }

  /** The bigrams in ascending order, each with its list. No text may be added afterwards. */
  *lists(): Generator<{ readonly key: string; readonly list: ExportedList }, undefined> {
    for (const [from, to] of this.#groups()) {
      const pair = this.#pairAt(from)
      yield {
        key: String.fromCharCode(Math.floor(pair / 65536), pair & 0xffff),
        list: this.#list(this.#sorted(), from, to),
      }
    }
    return undefined
  }

  /** Ranges of the sorted order that hold one bigram each. */
  *#groups(): Generator<readonly [number, number]> {
    const { length } = this.#sorted()
    for (let from = 0; from < length;) {
      const pair = this.#pairAt(from)
      let to = from + 1
      while (to < length && this.#pairAt(to) === pair) to++
      yield [from, to]
      from = to
    }
  }

  #pairAt(place: number): number {
    const at = this.#order![place]!
    return this.#firsts[at]! * 65536 + this.#seconds[at]!
  }

  #put(first: number, second: number, document: number, position: number): void {
    const at = this.#count++
    this.#firsts[at] = first
    this.#seconds[at] = second
    this.#documents[at] = document
    this.#positions[at] = position
  }

  #reserve(more: number): void {
    if (this.#count + more <= this.#firsts.length) return
    const room = 2 * (this.#count + more)
    const [firsts, seconds] = [new Uint16Array(room), new Uint16Array(room)]
    const [documents, positions] = [new Int32Array(room), new Int32Array(room)]
    firsts.set(this.#firsts)
    seconds.set(this.#seconds)
    documents.set(this.#documents)
    positions.set(this.#positions)
    this.#firsts = firsts
    this.#seconds = seconds
    this.#documents = documents
    this.#positions = positions
  }

  /** Stable, so each bigram's articles and positions stay ascending. */
  #sorted(): Int32Array {
    return (this.#order ??= this.#sort())
  }

  #sort(): Int32Array {
    const identity = new Int32Array(this.#count)
    for (let i = 0; i < identity.length; i++) identity[i] = i
    return sortBy(this.#firsts, sortBy(this.#seconds, identity))
  }

  #list(order: Int32Array, from: number, to: number): ExportedList {
    const positions = new Int32Array(to - from)
    const documents = new Int32Array(to - from)
    const frequencies = new Int32Array(to - from)
    let count = 0
    for (let i = from; i < to; i++) {
      const document = this.#documents[order[i]!]!
      if (count === 0 || documents[count - 1] !== document) documents[count++] = document
      frequencies[count - 1]!++
      positions[i - from] = this.#positions[order[i]!]!
    }
    return {
      documents: documents.slice(0, count),
      frequencies: frequencies.slice(0, count),
      positions,
      starts: new Int32Array(0),
    }
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

function sortBy(keys: Uint16Array, order: Int32Array): Int32Array {
  const starts = new Int32Array(0x10001)
  for (const i of order) starts[keys[i]! + 1]!++
  for (let unit = 0; unit < 0x10000; unit++) starts[unit + 1]! += starts[unit]!
  const sorted = new Int32Array(order.length)
  for (const i of order) sorted[starts[keys[i]!]!++] = i
  return sorted
}
