/** Collects which terms each article holds, and how often. Far fewer than pairs: a map from spelling to slot. */
import { grown } from './pair-accumulator.js'

export interface TermAccumulator {
  /** The slot of a term, new or known. */
  slot(term: string): number
  add(slot: number): void
  endArticle(): void
  /** All terms in ascending order of their UTF-16 units, with their postings as document × 256 + frequency. */
  drain(each: (term: string, packed: Uint32Array, start: number, count: number) => void): void
}

export function createTermAccumulator(): TermAccumulator {
  const slots = new Map<string, number>()
  /** By slot: number of its last posting + 1. */
  let lastPosting = new Int32Array(1 << 10)
  let postingSlot = new Int32Array(1 << 10)
  let postingFrequency = new Uint8Array(1 << 10)
  let postings = 0
  let articleStart = 0
  const articleEnds: number[] = []
  const slot = (term: string): number => {
    const known = slots.get(term)
    if (known !== undefined) return known
    const fresh = slots.size
    slots.set(term, fresh)
    if (fresh === lastPosting.length) lastPosting = grown(lastPosting, new Int32Array(fresh * 2))
    return fresh
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
    const terms = [...slots.keys()].sort()
    const order = terms.map((term) => slots.get(term)!)
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
    for (const [i, term] of terms.entries()) {
      const slot = order[i]!
      each(term, packed, next[slot]! - counts[slot]!, counts[slot]!)
    }
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
