/** Writes what the reader marked or sees to a file of the working folder: Markdown to quote from, CSV and JSON lines to count. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { KwicLine, StoredArticle } from '../../library/types.js'
import { byteOrderMark, csvRecord } from '../../text/csv.js'
import { oneLine, safeJson } from '../../text/safe-text.js'
import type { ExportFormat } from '../state/model.js'
import { citation } from './copy.js'

export interface ExportedArticle {
  readonly article: Pick<StoredArticle, 'id' | 'title' | 'date' | 'author' | 'tags' | 'url' | 'path' | 'line'>
  /** Its path for the reader's shell. */
  readonly file: string
  readonly passage?: string
}

/** Articles, or occurrences. */
export type Exported = { readonly articles: readonly ExportedArticle[] } | { readonly lines: readonly KwicLine[] }

export interface ExportOptions {
  readonly format: ExportFormat
  readonly query: string
  readonly folder: string
}

const extensions: Readonly<Record<ExportFormat, string>> = { markdown: 'md', csv: 'csv', jsonl: 'jsonl' }

/**
 * @returns the new file and how many items it holds; a file that is there is never overwritten
 * @throws the system's error where nothing can be written
 */
export async function writeExport(
  content: Exported,
  { format, query, folder }: ExportOptions,
): Promise<{ file: string; count: number }> {
  const text = exportText(content, format, query)
  const count = 'lines' in content ? content.lines.length : content.articles.length
  for (let number = 1; ; number++) {
    const file = join(folder, `${nameFor(query)}${number === 1 ? '' : `-${number}`}.${extensions[format]}`)
    try {
      await writeFile(file, text, { flag: 'wx' })
      return { file, count }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || number >= mostTries) throw error
    }
  }
}

const mostTries = 1000
const longestName = 40

/** The query without what a file name can't hold, after what tells `index` to leave the file out. */
function nameFor(query: string): string {
  const words = oneLine(query)
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
  return `xunzhang-export${words === '' ? '' : `-${[...words].slice(0, longestName).join('')}`}`
}

export function exportText(content: Exported, format: ExportFormat, query: string): string {
  if (format === 'markdown') return markdown(content, query)
  const records = 'lines' in content ? content.lines.map(lineRecord) : content.articles.map(articleRecord)
  if (format === 'jsonl') return records.map((record) => `${safeJson(record)}\n`).join('')
  const head = Object.keys(records[0] ?? {})
  const rows = records.map((record) => csvRecord(Object.values(record).map(csvValue), true))
  return byteOrderMark + csvRecord(head, false) + rows.join('')
}

function articleRecord({
  article,
  file,
  passage,
}: ExportedArticle): Record<string, string | number | readonly string[]> {
  const { id, line, title, date, author, tags, url } = article
  return { id, path: file, line, date, title, author, tags, url, ...(passage !== undefined && { passage }) }
}

function lineRecord({
  id,
  path,
  line,
  column,
  date,
  title,
  left,
  match,
  right,
}: KwicLine): Record<string, string | number> {
  return { id, path, line, column, date, title, left, match, right }
}

function csvValue(value: string | number | readonly string[]): string | number {
  return typeof value === 'number' ? value : oneLine(typeof value === 'string' ? value : value.join(' '))
}

function markdown(content: Exported, query: string): string {
  const head = query.trim() === '' ? '' : `# ${escaped(query)}\n\n`
  if ('lines' in content) {
    return `${head}${content.lines.map(({ date, title, path, left, match, right }) => `- ${escaped(left)}**${escaped(match)}**${escaped(right)} — ${[escaped(title === '' ? path : title), date.slice(0, 10)].filter((part) => part !== '').join(', ')}\n`).join('')}`
  }
  const items = content.articles.map(({ article, file, passage }) => {
    const quote = passage === undefined || passage === '' ? '' : `\n  > ${escaped(passage)}\n`
    return `- ${citation(article, file)}\n${quote}`
  })
  return head + items.join('')
}

function escaped(text: string): string {
  return oneLine(text).replace(/[\\[\]*_`<>#]/g, '\\$&')
}
