/**
 * Finds articles of a segment by ID: a hash table over flat arrays, about 12 bytes an article. Building reads every
 * record once, 0.5 µs an article; a lookup reads the records whose hashes agree.
 */
import type { SegmentReader } from './reader.js'

export interface IdTable {
  /** Every article with this ID, deleted ones included, highest number first. */
  find(segment: SegmentReader, id: string): number[]
}

export function createIdTable(segment: SegmentReader): IdTable {
  const { articles } = segment
  const mask = 2 ** Math.ceil(Math.log2(articles + 1)) - 1
  /** `heads`, by hash: the last article + 1. `before`, by article: the previous article of its chain + 1. */
  const heads = new Int32Array(mask + 1)
  const before = new Int32Array(articles)
  const hashes = new Int32Array(articles)
  for (let article = 0; article < articles; article++) {
    const hash = hashId(segment.record(article).id)
    hashes[article] = hash
    before[article] = heads[hash & mask]!
    heads[hash & mask] = article + 1
  }
  return {
    find: (reader, id) => {
      const hash = hashId(id)
      const found: number[] = []
      for (let article = heads[hash & mask]! - 1; article >= 0; article = before[article]! - 1)
        if (hashes[article] === hash && reader.record(article).id === id) found.push(article)
      return found
    },
  }
}

/** FNV-1a over UTF-16 units. Its halves are mixed, because consecutive IDs differ only in their last characters. */
export function hashId(id: string): number {
  let hash = 0x811c9dc5 | 0
  for (let i = 0; i < id.length; i++) hash = Math.imul(hash ^ id.charCodeAt(i), 0x01000193)
  return hash ^ (hash >>> 15)
}
