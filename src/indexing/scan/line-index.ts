/** Knows the lines of a file that are in the index, by their hashes: a hash table over flat arrays, for millions of them. */
import type { OldArticles } from './old-articles.js'

export interface LineIndex {
  /**
   * Takes an old article whose line had this content, or −1. Each is taken once. Ask for lines in ascending order:
   * an article whose id is made of its line stays only where it was.
   */
  take(low: number, high: number, line: number): number
}

export function createLineIndex(old: OldArticles): LineIndex {
  const count = old.article.length
  const mask = 2 ** Math.ceil(Math.log2(count * 2 + 2)) - 1
  /** By slot: first of the chain of equal contents + 1, ascending by line; by article: the next of its chain + 1. */
  const head = new Int32Array(mask + 1)
  const slotHash = new Uint32Array(2 * (mask + 1))
  const next = new Int32Array(count)
  const slotOf = (low: number, high: number): number => {
    let slot = (low ^ (high >>> 7)) & mask
    for (; head[slot] !== 0; slot = (slot + 1) & mask) {
      if (slotHash[2 * slot] === low && slotHash[2 * slot + 1] === high) return slot
    }
    return slot
  }
  // From the last line to the first: each comes before those of its content that are chained already.
  const order = Uint32Array.from(old.line.keys()).sort((a, b) => old.line[b]! - old.line[a]!)
  for (const article of order) {
    const slot = slotOf(old.low[article]!, old.high[article]!)
    slotHash[2 * slot] = old.low[article]!
    slotHash[2 * slot + 1] = old.high[article]!
    next[article] = head[slot]!
    head[slot] = article + 1
  }
  const spent = count + 1
  const take: LineIndex['take'] = (low, high, line) => {
    const slot = slotOf(low, high)
    for (let entry = head[slot]!; entry !== 0 && entry !== spent; entry = head[slot]!) {
      const article = entry - 1
      const isStrict = old.isNumbered[article]!
      if (isStrict && old.line[article]! > line) return -1
      // A chain that ends keeps its slot, or others behind it would be lost.
      head[slot] = next[article] === 0 ? spent : next[article]!
      if (!isStrict || old.line[article] === line) return article
    }
    return -1
  }
  return { take }
}
