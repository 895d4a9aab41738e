/**
 * CSV and TSV: one record per row, with the keys that the first row names. Quoted cells may contain line breaks, and a
 * broken row does not affect the others. Rows are read one by one, so that time and memory grow only with the size of
 * the table.
 */
import { problem, unread, type Article, type Problem } from '../../article.js'
import { LIMITS } from '../../limits.js'
import { extensionOf, unpackedName } from '../kinds.js'
import { recordArticle } from './records.js'
import { readRows, type Row } from './rows.js'
import type { RawFile, ReadContext } from '../types.js'
import { isFieldKey } from '../../fields/map.js'

export function* readTable({ path }: RawFile, text: string, context: ReadContext): Iterable<Article | Problem> {
  const problems: Problem[] = []
  const rows = readRows(text, {
    ...grammarOf(text, path),
    onUnclosed: (line) => problems.push(problem(path, 'TABLE_UNFIT', { what: 'quote' }, { line, unread: 'file' })),
  })
  const first = rows.next()
  const names = first.done === true ? [] : first.value.cells
  const columns = columnsOf(names)
  if (first.done !== true && first.value.count > columns.length)
    yield problem(path, 'TABLE_UNFIT', { what: 'wide', most: LIMITS.columns })
  const found = yield* readArticles(rows, { columns, text, path }, context)
  yield* problems
  if (found === 0 && problems.length === 0) yield nothingFound(path, columns, context)
}

interface Table {
  readonly path: string
  readonly text: string
  readonly columns: readonly Column[]
}

/** @returns the number of articles */
function* readArticles(
  rows: Iterable<Row>,
  { path, text, columns }: Table,
  context: ReadContext,
): Generator<Article | Problem, number> {
  let found = 0
  let from = 0
  let start = 0
  const empty: number[] = []
  let isToldOfLong = false
  // Cells and keys left out of a row are reported with its line.
  let isLeftOut = false
  const onBound: ReadContext['onBound'] = (what, most) =>
    what === 'keys' ? void (isLeftOut = true) : context.onBound?.(what, most)
  const ofRow = { ...context, onBound }
  for (const row of rows) {
    // The bytes of the first article include the names of the columns.
    const bytes = start + Buffer.byteLength(text.slice(from, row.end))
    const origin = { path, line: row.line, start, end: bytes }
    isLeftOut = hasMoreCells(row, columns)
    const article = recordArticle(recordOf(row.cells, columns), `${path}:${row.line}`, origin, ofRow)
    from = row.end
    start = bytes
    if (article === undefined) {
      if (row.cells.some((cell) => cell.trim() !== '')) empty.push(row.line)
      continue
    }
    found++
    yield article
    if (!isLeftOut) continue
    // A column with long texts has them in every row, so that is reported once.
    if (row.count <= columns.length && isToldOfLong) continue
    isToldOfLong ||= row.count <= columns.length
    yield problem(path, 'TABLE_UNFIT', { what: 'cells' }, { line: row.line })
  }
  if (found > 0 && empty.length > 0)
    yield problem(path, 'ENTRIES_LEFT_OUT', { what: 'empty', count: empty.length }, { line: empty[0]! })
  return found
}

/** How many cells of a row are read: some more than there are columns. */
const mostCells = (columns: readonly Column[]): number => columns.length + LIMITS.metadataKeys

/** True if cells that are not read contain something. For a table with too many columns, that was reported before. */
function hasMoreCells({ cells, count }: Row, columns: readonly Column[]): boolean {
  const most = mostCells(columns)
  if (cells.length <= columns.length) return false
  return count > cells.length || cells.some((cell, at) => at >= most && cell !== '')
}

function recordOf(cells: readonly string[], columns: readonly Column[]): Record<string, string> {
  const record: Record<string, string> = {}
  const most = mostCells(columns)
  for (let i = 0; i < cells.length && i < most; i++) {
    const { name, isField } = columns[i] ?? columnAt('', i)
    if (isField || cells[i] !== '') record[name] = cells[i]!
  }
  return record
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

/** The table is empty if its columns could make an article; otherwise it is not one of articles. */
function nothingFound(path: string, columns: readonly Column[], context: ReadContext): Problem {
  const probe = Object.fromEntries(columns.flatMap(({ name }) => (/^column \d+$/.test(name) ? [] : [[name, 'x']])))
  const origin = { path, line: 1, start: 0, end: 0 }
  if (recordArticle(probe, path, origin, context) !== undefined) return problem(path, 'TABLE_UNFIT', { what: 'empty' })
  return unread(path, 'TABLE_UNFIT', { what: 'columns' })
}

export interface Column {
  readonly name: string
  /** True for the name of a field, which is in the record even if the cell is empty. */
  readonly isField: boolean
}

/**
 * Of several columns with one name only the first keeps it. After very many of these the names stay, because a table
 * like that contains no articles.
 */
export function columnsOf(names: readonly string[]): Column[] {
  const seen = new Set<string>()
  let renamed = 0
  return names.map((written, at) => {
    const named = columnAt(written, at)
    if (!seen.has(named.name) || ++renamed > LIMITS.metadataKeys) return seen.add(named.name) && named
    return columnAt('', at)
  })
}

function columnAt(written: string, at: number): Column {
  const name = known(written.trim()) || `column ${at + 1}`
  return { name, isField: isFieldKey(name) }
}

/**
 * The name of a column. Only the names of the main fields lose their case; a name that clashes with an object's own
 * keys becomes ''.
 */
function known(name: string): string {
  if (name === '__proto__') return ''
  return /^(?:text|title|date|_?id)$/i.test(name) ? name.toLowerCase() : name
}
