/** The columns that tables of hits may have: one table for --fields, headers and values. */
import { optionRows } from '../../../base/options/rows.js'
import type { Hit } from '../../../library/types.js'

export interface RowSource {
  readonly hit: Hit
  readonly query: string
  /** Absolute with --absolute. */
  readonly path: string
}

export type ColumnName = (typeof optionRows.fields.choices)[number]

const columns: Readonly<Record<ColumnName, (row: RowSource) => string | number>> = {
  query: ({ query }) => query,
  rank: ({ hit }) => hit.rank,
  id: ({ hit }) => hit.id,
  score: ({ hit }) => hit.score,
  title: ({ hit }) => hit.title,
  date: ({ hit }) => hit.date,
  author: ({ hit }) => hit.author,
  tags: ({ hit }) => hit.tags.join(';'),
  path: ({ path }) => path,
  line: ({ hit }) => hit.location?.line ?? hit.line,
  column: ({ hit }) => hit.location?.column ?? 1,
  url: ({ hit }) => hit.url,
  root: ({ hit }) => hit.root,
  index: ({ hit }) => hit.index ?? '',
  passage: ({ hit }) => hit.snippet.text,
}

export const columnNames = optionRows.fields.choices

export const tsvColumns: readonly ColumnName[] = ['rank', 'id', 'score', 'title', 'date', 'author', 'path', 'passage']

export const csvColumns: readonly ColumnName[] = [
  'rank',
  'id',
  'score',
  'title',
  'date',
  'author',
  'tags',
  'path',
  'line',
  'url',
  'passage',
]

export function valuesOf(row: RowSource, names: readonly ColumnName[]): (string | number)[] {
  return names.map((name) => columns[name](row))
}

/** The names of these columns in the hits of JSON: the same, except that a passage and its place are objects there. */
export function jsonNamesOf(names: readonly ColumnName[]): readonly string[] {
  const own: Partial<Record<ColumnName, string>> = { passage: 'snippet', column: 'location' }
  return names.map((name) => own[name] ?? name)
}
