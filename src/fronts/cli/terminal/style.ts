/** Text for people: painted, figures, articles. */
import type { Ranges } from '../../../base/answers.js'
import { pieces } from '../../../base/marked.js'
import { escapedName, oneLine, safeJson, severalLines } from '../../../base/safe-text.js'
import type { IndexPart, IndexStats, StoredArticle } from '../../../library/types.js'
import type { Messages } from '../../messages/languages.js'
import type { Context } from '../command.js'

export type Style = ReturnType<typeof createStyle>

/** Paints text for people, or leaves it plain; either way it removes what a terminal would interpret. */
export function createStyle(hasColors: boolean) {
  const paint = (on: number, off: number) => (text: string) => (hasColors ? `\x1b[${on}m${text}\x1b[${off}m` : text)
  const [strong, faint, light] = [paint(1, 22), paint(2, 22), paint(7, 27)]
  // Cut before cleaning, so that offsets stay right.
  const marked = (text: string, ranges: Ranges) =>
    pieces(text, ranges)
      .map(([piece, isMark]) => (isMark ? light(oneLine(piece)) : oneLine(piece)))
      .join('')
  return {
    strong: (text: string) => strong(oneLine(text)),
    faint: (text: string) => faint(oneLine(text)),
    marked,
    /** As `marked`, strong throughout. */
    strongMarked: (text: string, ranges: Ranges) => strong(marked(text, ranges)),
  }
}

/** `812 B`, `1.4 MB`: powers of 1000, as file managers and disks count. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const power = bytes < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** power
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[power]}`
}

/** Milliseconds or seconds with about two significant digits. */
export function formatTime(value: number): string {
  return value.toFixed(value < 1 ? 2 : value < 10 ? 1 : 0)
}

type LabelledRow = readonly [label: string, value: string | number]

/** `label: value`, a line each. */
export function labelled(rows: readonly LabelledRow[]): string {
  return rows.map(([label, value]) => `${label}: ${oneLine(`${value}`)}\n`).join('')
}

/** The bytes of each part of an index, indented below those of all. */
export function partRows({ bytesByPart }: Pick<IndexStats, 'bytesByPart'>, { parts }: Messages): LabelledRow[] {
  return Object.entries(bytesByPart).map(([part, bytes]) => [`  ${parts[part as IndexPart]}`, formatBytes(bytes)])
}

type ShownArticle = Omit<StoredArticle, 'id' | 'root'>

export function articleText(article: ShownArticle, { messages, hasColors }: Context): string {
  const style = createStyle(hasColors)
  const label = messages.article
  const facts = (
    [
      [label.date, article.date],
      [label.author, article.author],
      [label.tags, article.tags.join(', ')],
      [label.categories, article.categories.join(', ')],
      [label.url, article.url],
      [label.path, escapedName(article.line > 1 ? `${article.path}:${article.line}` : article.path)],
      ...Object.entries(article.metadata).map(
        ([key, value]) => [key, typeof value === 'string' ? value : safeJson(value)] as const,
      ),
    ] as const
  )
    .filter(([, value]) => value !== '')
    .map(([name, value]) => style.faint(`${name}: ${value}`))
  const title = article.title === '' ? [] : [style.strong(article.title)]
  const paragraphs = article.body.split('\n').map(severalLines)
  const captions = article.captions.map((caption) => style.faint(`[${oneLine(caption)}]`))
  return `${[[...title, ...facts].join('\n'), ...paragraphs, ...captions].join('\n\n')}\n`
}
