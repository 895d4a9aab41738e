/**
 * An article laid out for the preview: its rows at a width, and the row of each match. The preview owns its layout,
 * which is computed again only when the width changes; 100,000 characters take about 20 ms, so longer articles are cut
 * at a limit.
 */
import { type Formatted, type Ranges } from '../../../base/answers.js'
import { type MarkedArticle } from '../../../library/types.js'
import { wrap, type Line } from '../cells/wrap.js'

export type ArticleRows = ReturnType<typeof layOut>

/** Most rows that are laid out: 20,000 rows are a book, whose end nobody reads in a preview. */
const mostRows = 20_000

export type ArticleLayout = (columns: number) => ArticleRows

export function articleLayout(marked: MarkedArticle): ArticleLayout {
  let last: { readonly columns: number; readonly rows: ArticleRows } | undefined
  return (columns) => {
    if (last?.columns !== columns) last = { columns, rows: layOut(marked, columns) }
    return last.rows
  }
}

function layOut({ article, bodyHighlights }: MarkedArticle, columns: number) {
  const title: readonly Line[] = article.title === '' ? [] : wrap(article.title, columns, 6)
  const from = repetitionIn(article)?.next ?? 0
  const lines = wrap(article.body.slice(from), columns, mostRows)
  const body = lines.map(({ start, end }) => ({ start: start + from, end: end + from }))
  const headRows = title.length + 2
  const isCut = body.length === mostRows && (body.at(-1)?.end ?? 0) < article.body.length
  const inTitle = bodyHighlights.filter(([, end]) => end <= from)
  const inBody = bodyHighlights.slice(inTitle.length)
  return {
    title,
    body,
    /** Rows before the body: the title if there is one, the details, an empty row. */
    headRows,
    /** Row of each match, from the top of the preview; of a title that the body repeats, the row of the title. */
    matchRows: [...inTitle.map(() => 0), ...rowsOf(inBody, body).map((row) => row + headRows)],
    total: headRows + body.length + (isCut ? 1 : 0),
    /** True if the article is longer than what is laid out; the last row says so. */
    isCut,
  }
}

/**
 * The title as the body's first line or sentence; undefined if the body begins otherwise.
 * @returns its range in the body, and where the text after it begins
 */
export function repetitionIn({ title, body }: Pick<MarkedArticle['article'], 'title' | 'body'>) {
  const start = body.search(/\S/)
  const whole = title.trim()
  if (whole === '' || start === -1 || !body.startsWith(whole, start)) return undefined
  const end = start + whole.length
  const after = /^(?:[^\S\n]*(?:\n\s*|$)|[。．！？!?…]+\s*)/u.exec(body.slice(end, end + reach))
  return after === null ? undefined : { start, end, next: end + after[0].length }
}

const reach = 200

function rowsOf(ranges: Ranges, lines: readonly Line[]): number[] {
  const out: number[] = []
  let row = 0
  for (const [start] of ranges) {
    while (row < lines.length && lines[row]!.end <= start) row++
    if (row < lines.length) out.push(row)
  }
  return out
}

type BlockKind = 'heading' | 'item' | 'quote' | 'code'
/** What lines of a body are, by the offsets at which they begin; the others are prose. */
export type Structure = ReadonlyMap<number, BlockKind>

const kindsOfTags: readonly (readonly [tag: RegExp, kind: BlockKind])[] = [
  [/^h\d$/, 'heading'],
  [/^li$/, 'item'],
  [/^blockquote$/, 'quote'],
  [/^pre$/, 'code'],
]
const compact = (text: string): string => text.replace(/\s+/g, '')

/** @param nodes the article as its file formats it; the stored body has only the text of that */
export function structureOf(body: string, nodes: readonly Formatted[]): Structure {
  const kinds = new Map<string, BlockKind>()
  const textOf = (node: Formatted, kind?: BlockKind): string => {
    if (typeof node === 'string') return node
    const own = kind ?? kindsOfTags.find(([tag]) => tag.test(node[0]))?.[1]
    const isList = /^[ou]l$/.test(node[0])
    const text = node[2].map((child) => textOf(child, own === 'item' || isList ? undefined : own)).join('')
    const lines = own === 'code' ? text.split('\n') : [text]
    if (own !== undefined) for (const line of lines.map(compact)) if (!kinds.has(line)) kinds.set(line, own)
    return isList ? '' : text
  }
  for (const node of nodes) textOf(node)
  const found = new Map<number, BlockKind>()
  for (const { index, 0: line } of body.matchAll(/[^\n]+/g)) {
    const kind = kinds.get(compact(line))
    if (kind !== undefined) found.set(index, kind)
  }
  return found
}
