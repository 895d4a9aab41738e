/** Collects which terms each article holds, and how often. Terms come as stretches of normalised units. */
import { grown } from './growing.js'
import { createSpellingTable } from './spelling-table.js'

export interface TermAccumulator {
  /** The slot of the term units[start, end), new or known. */
  slot(units: Uint16Array, start: number, end: number): number
  add(slot: number): void
  endArticle(): void
  /** All terms in ascending order of their UTF-16 units, with their postings as document × 256 + frequency. */
  drain(each: (term: string, packed: Uint32Array, start: number, count: number) => void): void
}

export function createTermAccumulator(): TermAccumulator {
  const spellings = createSpellingTable()
  /** By slot: number of its last posting + 1. */
  let lastPosting = new Int32Array(1 << 10)
  let postingSlot = new Int32Array(1 << 10)
  let postingFrequency = new Uint8Array(1 << 10)
  let postings = 0
  let articleStart = 0
  const articleEnds: number[] = []
  const slot: TermAccumulator['slot'] = (units, start, end) => {
    const found = spellings.number(units, start, end)
    if (found >= lastPosting.length) lastPosting = grown(lastPosting, new Int32Array(found * 2))
    return found
  }
  const add = (slot: number): void => {
    const posting = lastPosting[slot]!
    if (posting > articleStart) {
      if (postingFrequency[posting - 1]! < 255) postingFrequency[posting - 1]!++
      return
    }
    if (postings === postingSlot.length) {
      postingSlot = grown(postingSlot, new Int32Array(postings * 2))
      postingFrequency = grown(postingFrequency, new Uint8Array(postings * 2))
    }
    postingSlot[postings] = slot
    postingFrequency[postings++] = 1
    lastPosting[slot] = postings
  }
  const drain: TermAccumulator['drain'] = (each) => {
    const terms = Array.from({ length: spellings.count }, (_, slot) => spellings.spelling(slot))
    const order = Array.from(terms, (_, slot) => slot).sort((a, b) => (terms[a]! < terms[b]! ? -1 : 1))
    const counts = new Int32Array(terms.length)
    for (let p = 0; p < postings; p++) counts[postingSlot[p]!]!++
    const next = new Int32Array(terms.length)
    let sum = 0
    for (const slot of order) {
      next[slot] = sum
      sum += counts[slot]!
    }
    const packed = new Uint32Array(postings)
    let p = 0
    for (const [article, end] of articleEnds.entries()) {
      for (; p < end; p++) packed[next[postingSlot[p]!]!++] = article * 256 + postingFrequency[p]!
    }
    for (const slot of order) each(terms[slot]!, packed, next[slot]! - counts[slot]!, counts[slot]!)
  }
  return {
    slot,
    add,
    endArticle: () => {
      articleEnds.push(postings)
      articleStart = postings
    },
    drain,
  }
}
