/** What query expansion computes of a collection and keeps: an open collection never changes. */
import type { Spellings } from '../text/tokenizer.js'
import type { Alternatives } from './query.js'
import type { WordOrder } from './word-order.js'

/** The characters that follow a character, in no order. */
export interface Successors {
  readonly units: Uint16Array
  /** Articles of each pair. */
  readonly articles: Int32Array
  /** By place in `units`: 1 where both characters are a word, 2 where they are none, 0 where nobody asked yet. */
  readonly words: Uint8Array
}

export interface ExpansionMemory {
  /** By unit. */
  readonly successors: Map<number, Successors>
  /** What stands for a text in Latin letters; undefined for nothing. */
  readonly readings: Map<string, Alternatives | undefined>
  readonly wordOrders: Map<Spellings, WordOrder>
}

export function createExpansionMemory(): ExpansionMemory {
  return { successors: new Map(), readings: new Map(), wordOrders: new Map() }
}
