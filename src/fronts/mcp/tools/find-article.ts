/** Finds the article that an agent means: by ID, by path, by `path:line` of a citation, or by a passage. */
import type { Hit, Index, StoredArticle } from '../../../library/types.js'
import type { SourceLines } from '../../../library/results/locating.js'
import { lineAt, linesOfText } from './article-lines.js'
import { quote } from '../../../library/results/query-words.js'

export interface Meant {
  readonly article: StoredArticle
  /** The line of the text that a citation or a passage names. */
  readonly from?: number
}

interface Finding {
  readonly index: Index
  readonly files: SourceLines
  readonly places: FilePlaces
}

/** @param given an ID, a path, or either with `:line` of the file */
export async function findArticle(given: string, { index, files, places }: Finding): Promise<Meant | undefined> {
  const name = given.trim()
  const exact = (await index.get(given)) ?? (name === '' ? undefined : await places.article(index, name, undefined))
  if (exact !== undefined) return { article: exact }
  const [, path = '', digits = ''] = /^(.+):(\d{1,9})$/su.exec(name) ?? []
  if (path === '') return undefined
  const line = Number(digits)
  const article = (await index.get(path)) ?? (await places.article(index, path, line))
  return article && { article, from: textLine(article, line, files) }
}

/** Articles of one file that are looked through for a line. */
const mostOfFile = 100_000
const block = 10_000

/** Where the articles of files begin, for the files that were asked for last. */
export class FilePlaces {
  #index: Index | undefined
  readonly #known = new Map<string, readonly Pick<Hit, 'id' | 'line' | 'path'>[]>()

  /** The first article of a file, or the last one that begins at or before a line. The path may lack its beginning. */
  async article(index: Index, path: string, line: number | undefined): Promise<StoredArticle | undefined> {
    const all = await this.#articlesAt(index, path)
    const best = line === undefined ? all[0] : all.findLast((one) => one.line <= line)
    return best && index.get(best.id)
  }

  /** Ascending by line. */
  async #articlesAt(index: Index, path: string): Promise<readonly Pick<Hit, 'id' | 'line' | 'path'>[]> {
    if (this.#index !== index || this.#known.size > 100) this.#known.clear()
    this.#index = index
    const known = this.#known.get(path)
    if (known !== undefined) return known
    const found: Pick<Hit, 'id' | 'line' | 'path'>[] = []
    for (let offset = 0; offset < mostOfFile; offset += block) {
      const options = { limit: block, offset, sort: 'date', snippets: false, lenient: true } as const
      const { hits, total } = await index.search(`path:${quote(path)}`, options)
      for (const { id, line, path: whole } of hits)
        if (whole === path || whole.endsWith(`/${path}`)) found.push({ id, line, path: whole })
      if (offset + block >= total) break
    }
    const exact = found.filter((one) => one.path === path)
    const articles = (exact.length === 0 ? found : exact).sort((a, b) => a.line - b.line)
    this.#known.set(path, articles)
    return articles
  }
}

/** The last line of the text that is at or before a line of the file. */
function textLine(article: StoredArticle, line: number, files: SourceLines): number {
  const lines = linesOfText(article.body)
  let [low, high] = [0, lines.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (files.lineOf(article, { text: lines[middle]!.text, highlights: [] }) <= line) low = middle
    else high = middle - 1
  }
  return files.lineOf(article, { text: lines[low]?.text ?? '', highlights: [] }) === article.line ? 1 : low + 1
}

/** Shorter pieces of a passage are in too many articles. */
const shortestPiece = 4

/** Finds a passage as it stands, or else its longest piece between line breaks and ellipses. */
export async function findQuote(index: Index, passage: string): Promise<Meant | undefined> {
  const pieces = passage.split(/\s*(?:\n|\u2026+|\.{3,})\s*/u).sort((a, b) => b.length - a.length)
  for (const piece of [passage.trim(), pieces[0]!.trim()]) {
    if (piece.length < shortestPiece && piece !== passage.trim()) continue
    const query = quote(piece.slice(0, 500))
    const [hit] = (await index.search(query, { limit: 1, snippets: false, lenient: true })).hits
    const marked = hit && (await index.mark(hit.id, query))
    if (marked === undefined) continue
    const [first = [0, 0]] = marked.bodyHighlights
    return { article: marked.article, from: lineAt(linesOfText(marked.article.body), first[0]) }
  }
  return undefined
}
