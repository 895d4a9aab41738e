/** Sources of lists that ascend by key, and how their keys are compared. */
import type { ListRange } from './format/lists.js'

/** Stands at one key; what it shows of it is valid until it advances. */
export interface ListSource {
  /** Undefined behind the last. */
  readonly key: string | undefined
  /** Of the key: {@link orderOfKey}. */
  readonly order: number
  readonly list: ListRange
  advance(): void
}

/** Of bigrams with their places. */
export interface PairSource extends ListSource {
  /** In all. */
  readonly places: number
  /** Of the keys so far, or of most of them. */
  readonly read: number
}

/** Keys ascend as these numbers do, where those differ; small integers to V8, while strings are compared by a call. */
export const orderOf = (first: number, second: number): number => ((first << 16) | second) ^ -0x80000000

/** 0 stands for what is not there. */
export const orderOfKey = (key: string): number => orderOf(key.charCodeAt(0), key.length > 1 ? key.charCodeAt(1) : 0)
