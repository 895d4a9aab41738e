/**
 * Finds the line of a source file that contains a passage, so that it can be cited as `path:line`. Articles are stored
 * without the markup, entities, spaces and line breaks of the file, so both sides are compared without them.
 */
import { readFileSync, statSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'
import { decode } from '../../source/decode.js'
import { decodeAgain } from '../../source/html/entities.js'
import type { Hit, StoredArticle } from '../types.js'

/** Larger files are not read again for a citation. */
const largestFile = 4 << 20
/** Characters of context on either side of a match, tried in turn; longer contexts distinguish repeated matches. */
const contexts = [16, 8, 3, 0]
const mostFiles = 16

export interface SourceLines {
  /**
   * @returns the 1-based line of the file that contains the passage; the line where the article begins if the file has
   * one article on each line, no longer exists, or doesn't contain the passage
   */
  lineOf(article: Pick<StoredArticle, 'root' | 'path' | 'line'>, passage: Hit['snippet']): number
}

interface KeptFile {
  readonly modified: number
  readonly lines: readonly string[]
}

/** Keeps the lines of the files that were requested last. */
export function createSourceLines(): SourceLines {
  const kept = new Map<string, KeptFile>()
  const linesOf = (path: string): readonly string[] => {
    const info = statSync(path, { throwIfNoEntry: false })
    if (info === undefined || !info.isFile() || info.size > largestFile) return []
    const found = kept.get(path)
    if (found?.modified === info.mtimeMs) return found.lines
    const lines = read(path)
      .split(/\r\n|\r|\n/)
      .map(comparable)
    kept.delete(path)
    kept.set(path, { modified: info.mtimeMs, lines })
    for (const oldest of kept.keys()) if (kept.size > mostFiles) kept.delete(oldest)
    return lines
  }
  return {
    lineOf: (article, passage) => {
      const path = fileOf(article)
      if (path === undefined || passage.text === '') return article.line
      return find(quietly(() => linesOf(path)) ?? [], article.line, passage) ?? article.line
    },
  }
}

/** Formats in which no lines can be searched: those with one article on each line, and compressed ones. */
const withoutLines = /\.(jsonl|ndjson|csv|tsv|epub|warc|gz|zst|zip)(\/|$)/i

function fileOf({ root, path }: Pick<StoredArticle, 'root' | 'path'>): string | undefined {
  if (root === '' || withoutLines.test(path)) return undefined
  const folder = resolve(root)
  if (folder.endsWith(`${sep}${path}`)) return folder
  const file = resolve(join(folder, path))
  return file.startsWith(`${folder}${sep}`) ? file : undefined
}

function find(lines: readonly string[], first: number, { text, highlights }: Hit['snippet']): number | undefined {
  const marks = highlights.length > 0 ? highlights.slice(0, 3) : [[0, Math.min(12, text.length)] as const]
  for (const context of contexts) {
    for (const [start, end] of marks) {
      const needle = comparable(text.slice(Math.max(0, start - context), end + context))
      if (needle === '') continue
      const at = lines.findIndex((line, i) => i >= first - 1 && line.includes(needle))
      if (at >= 0) return at + 1
    }
  }
  return undefined
}

/** Removes tags, spaces, zero-width characters and Markdown signs, decodes entities, and normalises to NFKC. */
function comparable(line: string): string {
  return decodeAgain(line.replace(/<[^<>]*>/g, ''))
    .normalize('NFKC')
    .replace(/[\s\u00ad\u200b-\u200f\u2060\ufeff\u2026*_`#>|\\]/g, '')
    .toLowerCase()
}

/** Decodes the file as for indexing, whatever its encoding is. */
function read(path: string): string {
  const decoded = decode(readFileSync(path), path)
  return 'text' in decoded ? decoded.text : ''
}

function quietly<T>(attempt: () => T): T | undefined {
  try {
    return attempt()
  } catch {
    return undefined
  }
}
