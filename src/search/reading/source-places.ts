/**
 * Line and column of an occurrence in the file that its article came from. The index knows where an article begins. The
 * occurrence itself is looked up in the file as it is now.
 */
import { closeSync, existsSync, openSync, readSync } from '#system/fs'
import { basename, join } from '#system/path'
import type { ArticleRecord } from '../../storage/segment/articles/record.js'

export interface SourcePlace {
  /** From 1. */
  readonly line: number
  /** From 1, in bytes, as editors and ripgrep count; 1 if only the article's line is known. */
  readonly column: number
}

/** Larger articles are not searched. */
const mostBytes = 1 << 24
/** Characters of the left context that distinguish an occurrence from others. */
const mostLeft = 12

/** Finds places in source files. The last file stays open until {@link close}. */
export class SourcePlaces {
  #path: string | undefined
  #file: number | undefined
  #buffer: Buffer | undefined

  /** The places of the occurrences in one article, which must be looked up in the order of its text. */
  article(roots: readonly string[], path: string, record: ArticleRecord): ArticlePlaces {
    return new ArticlePlaces(this.#read(rootedPath(roots, path), record), record.line)
  }

  close(): void {
    if (this.#file !== undefined) closeSync(this.#file)
    this.#file = this.#path = undefined
  }

  /** Undefined if the file isn't there any more, and for an article that a program added. */
  #read(path: string, { start, end }: ArticleRecord): Buffer | undefined {
    const length = end - start
    if (length <= 0 || length > mostBytes) return undefined
    try {
      if (this.#path !== path) this.#open(path)
      if (this.#file === undefined) return undefined
      if (this.#buffer === undefined || this.#buffer.length < length)
        this.#buffer = Buffer.alloc(Math.max(1 << 16, 2 * length))
      return this.#buffer.subarray(0, readSync(this.#file, this.#buffer, 0, length, start))
    } catch {
      return undefined
    }
  }

  #open(path: string): void {
    this.close()
    this.#path = path
    this.#file = openSync(path, 'r')
  }
}

/** Valid until the next call of {@link SourcePlaces.article}. */
export class ArticlePlaces {
  readonly #bytes: Buffer | undefined
  readonly #firstLine: number
  #at = 0
  #counted = 0
  #line = 0

  constructor(bytes: Buffer | undefined, firstLine: number) {
    this.#bytes = bytes
    this.#firstLine = firstLine
  }

  /** Begins again, for another field. */
  restart(): void {
    this.#at = this.#counted = this.#line = 0
  }

  find(left: string, match: string): SourcePlace {
    if (this.#bytes === undefined) return { line: this.#firstLine, column: 1 }
    const before = Buffer.from(left.slice(-mostLeft))
    const wanted = Buffer.from(match)
    const withLeft = this.#bytes.indexOf(Buffer.concat([before, wanted]), Math.max(0, this.#at - before.length))
    const at = withLeft >= 0 ? withLeft + before.length : this.#bytes.indexOf(wanted, this.#at)
    if (at < 0 || wanted.length === 0) return { line: this.#firstLine, column: 1 }
    this.#at = at + wanted.length
    return {
      line: this.#firstLine + this.#linesBefore(this.#bytes, at),
      column: at - this.#bytes.lastIndexOf(lineFeed, at),
    }
  }

  #linesBefore(bytes: Buffer, at: number): number {
    for (let next = bytes.indexOf(lineFeed, this.#counted); next >= 0 && next < at;) {
      this.#line++
      this.#counted = next + 1
      next = bytes.indexOf(lineFeed, this.#counted)
    }
    return this.#line
  }
}

const lineFeed = 0x0a

/** The file below one of the roots, or the root that is the file itself. */
function rootedPath(roots: readonly string[], path: string): string {
  const [only] = roots
  if (roots.length === 1 && basename(only!) !== path) return join(only!, path)
  return (
    roots.map((root) => (basename(root) === path ? root : join(root, path))).find((file) => existsSync(file)) ?? path
  )
}
