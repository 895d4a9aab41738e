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
import { HashChains } from '../../storage/store/hash-chains.js'
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
  const known = new LineIndex(old)
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

/** The indexed lines of a file by the hashes of their contents; equal contents ascend by line. */
class LineIndex {
  readonly #old: OldArticles
  readonly #lines: HashChains

  constructor(old: OldArticles) {
    this.#old = old
    this.#lines = new HashChains(old.article.length)
    const order = Uint32Array.from(old.line.keys()).sort((a, b) => old.line[b]! - old.line[a]!)
    for (const article of order) this.#lines.add(article, old.low[article]!)
  }

  /**
   * Takes an old article whose line had this content. Each article is taken once. Call this for lines in ascending
   * order. An article whose id is made from its line number matches only on the same line.
   * @returns the article, or −1
   */
  take(low: number, high: number, line: number): number {
    const { high: highs, line: lines, isNumbered } = this.#old
    for (let article = this.#lines.first(low); article >= 0; article = this.#lines.next(article)) {
      if (highs[article] !== high) continue
      if (isNumbered[article]! && lines[article]! > line) return -1
      this.#lines.remove(article)
      if (!isNumbered[article]! || lines[article] === line) return article
    }
    return -1
  }
}
