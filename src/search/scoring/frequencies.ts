/**
 * Document frequencies of the terms of long texts, most of which are not scored. Looking one up takes a probe of about
 * 12 dictionaries, so recent ones are cached.
 */
import { defaultFields } from '../../storage/segment/fields.js'
import type { PlannedTerm } from '../planning/plan.js'

export interface Frequencies {
  find(term: PlannedTerm): number
}

/** 2 MiB in all. Bigrams are common, so their cache is direct-mapped: each has one slot, which others may take. */
const slotBits = 18
/** Most cached words, about 2 MB. */
const mostWords = 1 << 14

/** @param count the document frequency of a term */
export function createFrequencies(count: (term: PlannedTerm) => number): Frequencies {
  /** By slot: the bigram, as a number, and its frequency; 0 for none. */
  const pairs = new Int32Array(1 << slotBits)
  const frequencies = new Int32Array(1 << slotBits)
  const words = new Map<string, number>()
  const findPair = (term: PlannedTerm): number => {
    const pair = pairNumber(term.text.charCodeAt(0), term.text.charCodeAt(1))
    const slot = Math.imul(pair, golden) >>> (32 - slotBits)
    if (pairs[slot] !== pair) {
      frequencies[slot] = count(term)
      pairs[slot] = pair
    }
    return frequencies[slot]!
  }
  const findWord = (term: PlannedTerm): number => {
    let frequency = words.get(term.text)
    if (frequency === undefined) {
      frequency = count(term)
      if (words.size === mostWords) words.clear()
      words.set(term.text, frequency)
    }
    return frequency
  }
  return {
    find: (term) => {
      if (term.fields !== defaultFields || term.kind === 'character') return count(term)
      return term.kind === 'pair' ? findPair(term) : findWord(term)
    },
  }
}

/** A bigram as one number. */
export const pairNumber = (first: number, second: number): number => (first << 16) | second

/** Multiplicative hashing (Knuth, TAOCP 3, 6.4): neighbours fall into slots far apart. */
export const golden = 0x9e3779b1 | 0
