/** What query expansion computes from a collection and caches, because an open collection never changes. */
import type { Spellings } from '../../text/analysis/tokenizer.js'
import type { Alternatives } from './query.js'
import type { WordOrder } from './word-order.js'

/** The characters that follow a character, in no order. */
export interface Successors {
  readonly units: Uint16Array
  /** Articles of each pair. */
  readonly articles: Int32Array
  /** By position in `units`: 1 if both characters form a word, 2 if they don't, 0 if unknown so far. */
  readonly words: Uint8Array
}

export interface ExpansionMemory {
  /** By unit. */
  readonly successors: Map<number, Successors>
  /** The expansion of a text in Latin letters; undefined if there is none. */
  readonly readings: Map<string, Alternatives | undefined>
  /** By the first and by the second character. */
  readonly wordOrders: readonly [Map<Spellings, WordOrder>, Map<Spellings, WordOrder>]
}

export function createExpansionMemory(): ExpansionMemory {
  return { successors: new Map(), readings: new Map(), wordOrders: [new Map(), new Map()] }
}
