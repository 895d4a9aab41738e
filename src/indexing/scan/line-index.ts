/** Finds the indexed lines of a file by their hashes: a hash table of flat arrays, for millions of lines. */
import type { OldArticles } from './old-articles.js'

export interface LineIndex {
  /**
   * Takes an old article whose line had this content. Each article is taken once. Call this for lines in ascending
   * order. An article whose id is made from its line number matches only on the same line.
   * @returns the article, or −1
   */
  take(low: number, high: number, line: number): number
}

export function createLineIndex(old: OldArticles): LineIndex {
  const count = old.article.length
  const mask = 2 ** Math.ceil(Math.log2(count * 2 + 2)) - 1
  /**
   * Equal contents form a chain, ascending by line. `head` stores for each slot the first article of the chain + 1,
   * `next` for each article the next one + 1.
   */
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
  // From the last line to the first, because each article is added at the front of its chain.
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
      // An empty chain keeps its slot, because a search for later slots would otherwise stop here.
      head[slot] = next[article] === 0 ? spent : next[article]!
      if (!isStrict || old.line[article] === line) return article
    }
    return -1
  }
  return { take }
}
