/**
 * An article laid out for the preview: its rows at a width, and the row of each match. The preview owns its layout, which
 * is computed again only when the width changes; 100,000 characters take about 20 ms, so longer articles are cut at a limit.
 */
import type { MarkedArticle } from '../../library/types.js'
import type { Ranges } from '../cells/spans.js'
import { wrap, type Line } from '../cells/wrap.js'

export interface ArticleRows {
  readonly title: readonly Line[]
  readonly body: readonly Line[]
  /** For each line of the body, the number of the paragraph that begins there, from 1. */
  readonly numbers: readonly (number | undefined)[]
  /** Row of each match of the body, counted over the whole preview. */
  readonly matchRows: readonly number[]
  /** Rows before the body: title, details, an empty one. */
  readonly headRows: number
  readonly total: number
  /** True where the article is longer than what is laid out: the last row says so. */
  readonly isCut: boolean
}

/** Most rows that are laid out: 20,000 rows are a book, whose end nobody reads in a preview. */
const mostRows = 20_000

/** The rows of one article at a width; the last width asked for is kept. */
export type ArticleLayout = (columns: number) => ArticleRows

export function articleLayout(marked: MarkedArticle): ArticleLayout {
  let last: { readonly columns: number; readonly rows: ArticleRows } | undefined
  return (columns) => {
    if (last?.columns !== columns) last = { columns, rows: layOut(marked, columns) }
    return last.rows
  }
}

function layOut({ article, bodyHighlights }: MarkedArticle, columns: number): ArticleRows {
  const title = article.title === '' ? [{ start: 0, end: 0 }] : wrap(article.title, columns, 6)
  const body = wrap(article.body, columns, mostRows)
  const headRows = title.length + 2
  const isCut = body.length === mostRows && (body.at(-1)?.end ?? 0) < article.body.length
  return {
    title,
    body,
    numbers: paragraphNumbers(article.body, body),
    headRows,
    matchRows: rowsOf(bodyHighlights, body).map((row) => row + headRows),
    total: headRows + body.length + (isCut ? 1 : 0),
    isCut,
  }
}

function paragraphNumbers(text: string, lines: readonly Line[]): (number | undefined)[] {
  let number = 0
  let last = -1
  return lines.map(({ start }) => {
    const begin = text.lastIndexOf('\n', start - 1)
    if (begin === last && number > 0) return undefined
    last = begin
    return ++number
  })
}

function rowsOf(ranges: Ranges, lines: readonly Line[]): number[] {
  const out: number[] = []
  let row = 0
  for (const [start] of ranges) {
    while (row < lines.length && lines[row]!.end <= start) row++
    if (row < lines.length) out.push(row)
  }
  return out
}

/** The part of `ranges` inside [start, end), relative to `start`. */
export function rangesWithin(ranges: Ranges, start: number, end: number): [number, number][] {
  const out: [number, number][] = []
  for (const [from, to] of ranges) {
    if (to <= start) continue
    if (from >= end) break
    out.push([Math.max(from, start) - start, Math.min(to, end) - start])
  }
  return out
}
