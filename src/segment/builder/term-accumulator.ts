/** Collects which terms each article holds, and how often. Far fewer than pairs: a map from spelling to slot. */
import { groupBySlot, grown } from './pair-accumulator.js'

export interface TermAccumulator {
  /** The slot of a term, new or known. */
  slot(term: string): number
  add(slot: number, article: number): void
  endArticle(): void
  /** All terms in ascending order of their UTF-16 units, with their postings. */
  drain(each: (term: string, packed: Uint32Array, start: number, count: number) => void): void
}

export function createTermAccumulator(): TermAccumulator {
  const slots = new Map<string, number>()
  let state = new Int32Array(1 << 11)
  let postingSlot = new Int32Array(1 << 10)
  let postingFrequency = new Uint8Array(1 << 10)
  let postings = 0
  const articleEnds: number[] = []
  const slot = (term: string): number => {
    const known = slots.get(term)
    if (known !== undefined) return known
    const fresh = slots.size
    slots.set(term, fresh)
    if (2 * fresh + 2 > state.length) state = grown(state, new Int32Array(state.length * 2))
    state[2 * fresh] = -1
    return fresh
  }
  const add = (slot: number, article: number): void => {
    if (state[2 * slot] === article) {
      const posting = state[2 * slot + 1]!
      if (postingFrequency[posting]! < 255) postingFrequency[posting]!++
      return
    }
    if (postings === postingSlot.length) {
      postingSlot = grown(postingSlot, new Int32Array(postings * 2))
      postingFrequency = grown(postingFrequency, new Uint8Array(postings * 2))
    }
    state[2 * slot] = article
    state[2 * slot + 1] = postings
    postingSlot[postings] = slot
    postingFrequency[postings++] = 1
  }
  return {
    slot,
    add,
    endArticle: () => void articleEnds.push(postings),
    drain: (each) => {
      const terms = [...slots.keys()].sort(byUnits)
      const order = Int32Array.from(terms, (term) => slots.get(term)!)
      const { packed, start } = groupBySlot(order, order.length, postingSlot, postingFrequency, articleEnds)
      for (const [i, term] of terms.entries()) each(term, packed, start[i]!, start[i + 1]! - start[i]!)
    },
  }
}

/** JavaScript compares strings by UTF-16 units. */
export function byUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
