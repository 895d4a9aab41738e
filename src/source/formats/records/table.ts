/**
 * CSV and TSV: one record a row, named by the first row. Quoted cells may hold line breaks; broken rows cost themselves.
 * Rows are read one by one, so that time and memory grow with the size of the table alone.
 */
import { isProblem, problem } from '../../article.js'
import type { Article, Problem } from '../../article.js'
import { decode } from '../../decode.js'
import { isFieldKey } from '../../fields/map.js'
import { LIMITS } from '../../limits.js'
import { extensionOf, unpackedName } from '../kinds.js'
import { recordArticle } from './records.js'
import { readRows } from './rows.js'
import type { Row } from './rows.js'
import type { RawFile, ReadContext } from '../types.js'

interface Column {
  readonly name: string
  /** The name of a field counts even where the cell is empty. */
  readonly isField: boolean
}

export function* readTable(file: RawFile, context: ReadContext): Iterable<Article | Problem> {
  const decoded = decode(file.bytes, file.path)
  if (isProblem(decoded)) return void (yield decoded)
  if (decoded.problem !== undefined) yield decoded.problem
  const { path } = file
  const { text } = decoded
  const problems: Problem[] = []
  const rows = readRows(text, { ...grammarOf(text, path), onUnclosed: (line) => problems.push(unclosed(path, line)) })
  const first = rows.next()
  const columns = first.done === true ? [] : columnsOf(first.value.cells)
  if (first.done !== true && first.value.count > columns.length) yield tooWide(path)
  const found = yield* readArticles(rows, columns, text, path, context)
  yield* problems
  if (found === 0 && problems.length === 0) yield nothingFound(path, columns, context)
}

/** @returns how many there are */
function* readArticles(
  rows: Iterable<Row>,
  columns: readonly Column[],
  text: string,
  path: string,
  context: ReadContext,
): Generator<Article, number> {
  let found = 0
  let from = 0
  let start = 0
  for (const { cells, line, end } of rows) {
    // The first article's bytes begin with the names of the columns.
    const bytes = start + Buffer.byteLength(text.slice(from, end))
    const origin = { path, line, start, end: bytes }
    const article = recordArticle(recordOf(cells, columns), `${path}:${line}`, origin, context)
    from = end
    start = bytes
    if (article === undefined) continue
    found++
    yield article
  }
  return found
}

function recordOf(cells: readonly string[], columns: readonly Column[]): Record<string, string> {
  const record: Record<string, string> = {}
  const most = columns.length + LIMITS.metadataKeys
  for (let i = 0; i < cells.length && i < most; i++) {
    const { name, isField } = columns[i] ?? column('', i)
    if (isField || cells[i] !== '') record[name] = cells[i]!
  }
  return record
}

/** Of columns of one name the first has it; a table of very many such is none of articles. */
function columnsOf(names: readonly string[]): Column[] {
  const seen = new Set<string>()
  let renamed = 0
  return names.map((written, at) => {
    const named = column(written, at)
    if (!seen.has(named.name) || ++renamed > LIMITS.metadataKeys) return seen.add(named.name) && named
    return column('', at)
  })
}

function column(written: string, at: number): Column {
  const name = known(written.trim()) || `column ${at + 1}`
  return { name, isField: isFieldKey(name) }
}

const UNNAMED = /^column \d+$/

/** Names keep their case but not what would clash with an object's own keys. */
function known(name: string): string {
  if (name === '__proto__') return ''
  return /^(?:text|title|date|_?id)$/i.test(name) ? name.toLowerCase() : name
}

function grammarOf(text: string, path: string): { delimiter: string; quoted: boolean; mostCells: number } {
  const isTabbed = extensionOf(unpackedName(path)) === '.tsv'
  const quoted = !isTabbed || text.includes('\t"')
  return { delimiter: isTabbed ? '\t' : separator(text), quoted, mostCells: LIMITS.columns }
}

function separator(text: string): string {
  const head = text.slice(0, (text.indexOf('\n') + 1 || text.length + 1) - 1)
  const count = (character: string): number => head.split(character).length
  return [',', ';', '\t', '|'].reduce((best, character) => (count(character) > count(best) ? character : best))
}

function unclosed(path: string, line: number): Problem {
  return problem(path, 'TABLE_QUOTE_UNCLOSED', {}, { line, unread: 'file' })
}

function tooWide(path: string): Problem {
  return problem(path, 'TABLE_TOO_WIDE', { most: LIMITS.columns })
}

/** Where the columns would do, the table is empty; else it is none of articles. */
function nothingFound(path: string, columns: readonly Column[], context: ReadContext): Problem {
  const probe = Object.fromEntries(columns.flatMap(({ name }) => (UNNAMED.test(name) ? [] : [[name, 'x']])))
  const origin = { path, line: 1, start: 0, end: 0 }
  if (recordArticle(probe, path, origin, context) !== undefined) return problem(path, 'TABLE_EMPTY', {})
  return problem(path, 'TABLE_COLUMNS', {}, { unread: 'file' })
}
