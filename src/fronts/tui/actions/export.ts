/** Writes what the reader marked or sees to a new file: Markdown to quote from, CSV and JSON lines to count. */
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { type KwicLine, type StoredArticle } from '../../../library/types.js'
import { byteOrderMark, csvRecord } from '../../../text/csv.js'
import { oneLine, safeJson } from '../../../base/safe-text.js'
import { numberedName } from '../state/panes/overlays.js'
import { citation } from './copy.js'
import { type ExportFormat } from '../state/model.js'

export interface ExportedArticle {
  readonly article: Pick<StoredArticle, 'id' | 'title' | 'date' | 'author' | 'tags' | 'url' | 'path' | 'line'>
  /** Path of the article's file, for the reader's shell. */
  readonly file: string
  readonly passage?: string
}

export type Exported = { readonly articles: readonly ExportedArticle[] } | { readonly lines: readonly KwicLine[] }

export interface ExportOptions {
  readonly format: ExportFormat
  readonly query: string
  readonly file: string
}

/**
 * @returns how many items were written; an existing file is never overwritten
 * @throws the system's error if nothing can be written, EEXIST if the file exists
 */
export async function writeExport(content: Exported, { format, query, file }: ExportOptions): Promise<number> {
  await writeFile(file, exportText(content, format, query), { flag: 'wx' })
  return 'lines' in content ? content.lines.length : content.articles.length
}

const mostTries = 1000

/** The name, with a number if the folder already has a file of that name. */
export function freeName(folder: string, name: string): string {
  for (let number = 1; number < mostTries; number++) {
    const numbered = numberedName(name, number)
    if (!existsSync(join(folder, numbered))) return numbered
  }
  return name
}

/** Resolves a name typed by the reader: relative to the folder, absolute, or below the home folder (`~`). */
export function pathOf(name: string, folder: string, home: string): string {
  return resolve(
    folder,
    name.replace(/^~(?=\/|$)/, () => home),
  )
}

function exportText(content: Exported, format: ExportFormat, query: string): string {
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
