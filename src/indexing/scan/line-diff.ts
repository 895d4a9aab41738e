/**
 * Compares a changed file in which each line is an article with its indexed articles. Only new lines have to be read
 * again; the others have stayed or moved. One pass over the bytes, a megabyte at a time, whatever the size of the file.
 */
import { isUtf8 } from 'node:buffer'
import { closeSync, readSync } from 'node:fs'
import { openSource } from '../../source/open-source.js'
import type { SourceFile } from '../../source/walk/types.js'
import type { Stretch } from './batches.js'
import { hash64 } from '../tasks/indexable.js'
import type { OldArticles } from './old-articles.js'

export interface LineDiff {
  /** Runs of neighbouring lines that are not in the index. */
  readonly stretches: readonly Stretch[]
  /** Old articles that are still in the file, and where. */
  readonly kept: readonly { readonly article: number; readonly line: number; readonly start: number }[]
}

const chunkSize = 1 << 20

/** @returns undefined if the whole file must be read again, because its lines can't be decoded one by one */
export function diffLines(file: Pick<SourceFile, 'absolute' | 'identity'>, old: OldArticles): LineDiff | undefined {
  const known = createLineIndex(old)
  const stretches: Stretch[] = []
  const kept: { article: number; line: number; start: number }[] = []
  let isText = true
  const look = (content: Uint8Array, start: number, line: number): void => {
    if (content.length === 0) return
    const [low, high] = hash64(content)
    const article = known.take(low, high, line)
    if (article >= 0) {
      kept.push({ article, line, start })
      return
    }
    // The encoding of text that isn't UTF-8 is detected from the whole file.
    if (!isUtf8(content)) isText = false
    const end = start + content.length
    const last = stretches.at(-1)
    if (last?.end === start - 1) stretches[stretches.length - 1] = { ...last, end }
    else stretches.push({ start, end, startLine: line })
  }
  const isRead = eachLine(file, (content, start, line) => {
    look(content, start, line)
    return isText
  })
  return isRead ? { stretches, kept } : undefined
}

/** A longer line can't be an article. */
const longestLine = 1 << 28

/**
 * Calls `look` with each line without its line feed, until it returns false. The bytes are valid only during the call.
 * @returns whether all lines were seen
 */
function eachLine(
  file: Pick<SourceFile, 'absolute' | 'identity'>,
  look: (content: Uint8Array, start: number, line: number) => boolean,
): boolean {
  const handle = openSource(file)
  try {
    let buffer = Buffer.allocUnsafeSlow(chunkSize)
    let held = 0
    let heldAt = 0
    let line = 1
    for (;;) {
      if (held > longestLine) return false
      if (held === buffer.length) buffer = Buffer.concat([buffer], buffer.length * 2)
      const count = readSync(handle, buffer, held, buffer.length - held, heldAt + held)
      const end = held + count
      let start = 0
      for (let feed = buffer.indexOf(10, held); feed >= 0 && feed < end; feed = buffer.indexOf(10, start)) {
        if (!look(buffer.subarray(start, feed), heldAt + start, line++)) return false
        start = feed + 1
      }
      if (count === 0) return look(buffer.subarray(start, end), heldAt + start, line)
      buffer.copyWithin(0, start, end)
      held = end - start
      heldAt += start
    }
  } finally {
    closeSync(handle)
  }
}

/** Finds the indexed lines of a file by their hashes: a hash table of flat arrays, for millions of lines. */
interface LineIndex {
  /**
   * Takes an old article whose line had this content. Each article is taken once. Call this for lines in ascending
   * order. An article whose id is made from its line number matches only on the same line.
   * @returns the article, or −1
   */
  take(low: number, high: number, line: number): number
}

function createLineIndex(old: OldArticles): LineIndex {
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
