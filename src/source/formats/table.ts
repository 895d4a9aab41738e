/** CSV and TSV: one record a row, named by the first row. Quoted cells may hold line breaks; broken rows cost themselves. */
import { parse } from 'csv-parse/sync'
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
  if (found === 0)
    yield { path: file.path, message: 'no column is named text or title', remedy: 'Name the columns in the first row.' }
}

function parseRows(text: string, path: string, problems: Problem[]): Row[] {
  return parse(text, {
    columns: (names: string[]) => names.map((name, i) => known(name.trim()) || `column ${i + 1}`),
    delimiter: extensionOf(unpackedName(path)) === '.tsv' ? '\t' : separator(text),
    bom: true,
    info: true,
    quote: extensionOf(unpackedName(path)) === '.tsv' && !text.includes('\t"') ? null : '"',
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: (error) => {
      const line = error?.['lines']
      const place = typeof line === 'number' ? { line } : {}
      problems.push({ path, ...place, message: "a row that can't be read", remedy: 'Check its quotes.' })
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
