/** Sources of lists that ascend by key, and how their keys are compared. */
import type { ListRange } from './format/lists.js'

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
