/** CSV and TSV: one record a row, named by the first row. Quoted cells may hold line breaks; broken rows cost themselves. */
import { parse } from 'csv-parse/sync'
import type { CsvError } from 'csv-parse/sync'
import type { Article, Problem } from '../article.js'
import { decode } from '../decode.js'
import { extensionOf, unpackedName } from './kinds.js'
import { recordArticle } from './records.js'
import type { RawFile, ReadContext } from './types.js'

interface Row {
  readonly record: Readonly<Record<string, string>>
  readonly info: { readonly lines: number; readonly bytes: number }
}

export function* readTable(file: RawFile, context: ReadContext): Iterable<Article | Problem> {
  const decoded = decode(file.bytes, file.path)
  if ('remedy' in decoded) return void (yield decoded)
  if (decoded.problem !== undefined) yield decoded.problem
  const problems: Problem[] = []
  let rows: Row[]
  try {
    rows = parseRows(decoded.text, file.path, problems)
  } catch {
    yield {
      path: file.path,
      message: 'no valid table',
      remedy: 'Quote cells that hold quotes or separators, or convert it to JSONL.',
    }
    return
  }
  let found = 0
  let line = 2
  let start = 0
  for (const { record, info } of rows) {
    const origin = { path: file.path, line, start, end: info.bytes }
    const article = recordArticle(record, `${file.path}:${line}`, origin, context)
    line = info.lines + 1
    start = info.bytes
    if (article === undefined) continue
    found++
    yield article
  }
  yield* problems
  if (found === 0 && problems.length === 0)
    yield { path: file.path, message: 'no column is named text or title', remedy: 'Name the columns in the first row.' }
}

/** A quote that is never closed would swallow all rows below it: from there on quotes are characters like others. */
function parseRows(text: string, path: string, problems: Problem[]): Row[] {
  const tsv = extensionOf(unpackedName(path)) === '.tsv'
  const delimiter = tsv ? '\t' : separator(text)
  const rows: Row[] = []
  let names: readonly string[] = []
  let open: { readonly line: number } | undefined
  const see = (error: CsvError | undefined): void => {
    const line = typeof error?.['lines'] === 'number' ? error['lines'] : undefined
    const unclosed = error?.code === 'CSV_QUOTE_NOT_CLOSED'
    if (unclosed) open = { line: line ?? 1 }
    const message = unclosed
      ? 'a quote that is never closed; the rows from it on were read without quotes'
      : "a row that can't be read"
    problems.push({ path, ...(line === undefined ? {} : { line }), message, remedy: 'Check its quotes.' })
  }
  const columns = (first: readonly string[]): string[] => {
    names = first.map((name, i) => known(name.trim()) || `column ${i + 1}`)
    return [...names]
  }
  rows.push(...parseWith(text, delimiter, columns, tsv && !text.includes('\t"') ? null : '"', see))
  if (open === undefined || names.length === 0) return rows
  const { lines, bytes } = rows.at(-1)?.info ?? {
    lines: 1,
    bytes: Buffer.byteLength(text.slice(0, text.indexOf('\n') + 1)),
  }
  const rest = parseWith(Buffer.from(text).subarray(bytes).toString(), delimiter, names, null, see)
  for (const { record, info } of rest)
    rows.push({ record, info: { lines: lines + info.lines, bytes: bytes + info.bytes } })
  return rows
}

function parseWith(
  text: string,
  delimiter: string,
  columns: readonly string[] | ((names: readonly string[]) => string[]),
  quote: '"' | null,
  onSkip: (error: CsvError | undefined) => void,
): Row[] {
  return parse(text, {
    columns: typeof columns === 'function' ? columns : [...columns],
    delimiter,
    bom: true,
    info: true,
    quote,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: (error) => {
      onSkip(error)
      return undefined
    },
  }) as unknown as Row[]
}

/** Names keep their case but not what would clash with an object's own keys. */
function known(name: string): string {
  if (name === '__proto__') return ''
  return /^(?:text|title|date|_?id)$/i.test(name) ? name.toLowerCase() : name
}

function separator(text: string): string {
  const head = text.slice(0, (text.indexOf('\n') + 1 || text.length + 1) - 1)
  const count = (character: string): number => head.split(character).length
  return [',', ';', '\t', '|'].reduce((best, character) => (count(character) > count(best) ? character : best))
}
