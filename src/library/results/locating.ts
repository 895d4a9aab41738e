/** Finds passages in their file as it is now, so that an editor can open it there and an agent can cite `path:line`. */
import { readFileSync, realpathSync, statSync } from 'node:fs'
import { isProblem } from '../../source/article.js'
import { decode } from '../../source/decode.js'
import { extensionOf } from '../../source/formats/kinds.js'
import { SourceMap, type SourcePlace } from '../../source/locate.js'
import { isInside } from '../../source/open-source.js'
import { fileOf, passageAt } from './places.js'
import type { Hit, StoredArticle } from '../types.js'

/** Larger files are opened where their article begins. */
const mostBytes = 8_000_000
const mostFiles = 16

/** Formats in which a file is one article. In all others, the column and the order of paragraphs are not known. */
const marked = ['.md', '.markdown', '.mdown', '.mkd', '.html', '.htm', '.xhtml', '.shtml']
const plain = ['.txt', '.text']
/** Formats in which no lines can be searched: those with one article on each line, and compressed ones. */
const withoutLines = /\.(jsonl|ndjson|csv|tsv|epub|warc|gz|zst|zip)(\/|$)/i

type Placed = Pick<StoredArticle, 'root' | 'path'>

/** Looks up places in files. Keeps the maps of the last ones, because hits of one file often follow one another. */
export class SourceLines {
  readonly #kept = new Map<string, { readonly modified: number; readonly map: SourceMap | undefined }>()

  /** The place in the file for an offset in the body; undefined if it isn't known. */
  placeOf(file: Placed, body: string, at: number): SourcePlace | undefined {
    const isSearched = [...marked, ...plain].includes(extensionOf(file.path))
    return at < 0 || !isSearched ? undefined : this.#mapOf(file)?.placeOf(body, at)
  }

  /**
   * @returns the 1-based line of the file that contains the passage; the line where the article begins if the file has
   * one article on each line, no longer exists, or doesn't contain the passage
   */
  lineOf(article: Placed & Pick<StoredArticle, 'line'>, { text, highlights }: Hit['snippet']): number {
    if (article.root === '' || withoutLines.test(article.path)) return article.line
    const ranges = highlights.length > 0 ? highlights.slice(0, 3) : [[0, Math.min(12, text.length)] as const]
    return this.#mapOf(article)?.lineOf(text, ranges, article.line) ?? article.line
  }

  /** Undefined if the file is gone, too large, outside of its root, or no text. */
  #mapOf(article: Placed): SourceMap | undefined {
    const file = fileOf(article)
    const modified = statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
    const known = this.#kept.get(file)
    if (known?.modified === modified) return known.map
    const bytes = readInside(file, article.root)
    const decoded = bytes && decode(bytes, file)
    const isMarked = !plain.includes(extensionOf(file))
    const map = decoded === undefined || isProblem(decoded) ? undefined : new SourceMap(decoded.text, isMarked)
    this.#kept.delete(file)
    this.#kept.set(file, { modified, map })
    for (const oldest of this.#kept.keys()) if (this.#kept.size > mostFiles) this.#kept.delete(oldest)
    return map
  }
}

export function createLocating(): (hit: Hit, root: string, body: string) => SourcePlace | undefined {
  const lines = new SourceLines()
  return (hit, root, body) => lines.placeOf({ root, path: hit.path }, body, passageAt(hit, body))
}

/** Undefined if the file is gone, too large, or no longer below its root because a link has replaced it. */
export function readInside(file: string, root: string): Buffer | undefined {
  try {
    const real = realpathSync.native(file)
    const stats = statSync(real)
    const isOwn = real === realpathSync.native(root) || isInside(real, realpathSync.native(root))
    return isOwn && stats.isFile() && stats.size <= mostBytes ? readFileSync(real) : undefined
  } catch {
    return undefined
  }
}
