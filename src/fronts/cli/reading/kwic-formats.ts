/** One function per format of the concordance; each writes lines as they arrive. */
import type { ValuesAt } from '../../../base/options/places.js'
import type { KwicLine } from '../../../library/types.js'
import { safeJson } from '../../../base/safe-text.js'
import { csvRow, tsvRow, vimgrepLine } from '../terminal/delimited.js'

export type KwicFormat = NonNullable<ValuesAt<'kwic'>['format']>

/** What is written before, for, and after the lines. */
export interface LineWriter<T> {
  readonly head: string
  readonly line: (line: T, number: number) => string
  readonly foot: (lines: number) => string
}

const columns = ['id', 'path', 'line', 'column', 'date', 'title', 'left', 'match', 'right'] as const

const fieldsOf = (line: KwicLine): (string | number)[] => columns.map((name) => line[name])

export function kwicWriter(format: Exclude<KwicFormat, 'text'>, query: string): LineWriter<KwicLine> {
  switch (format) {
    case 'json':
      return {
        head: `{"query":${safeJson(query)},"lines":[`,
        line: (line, number) => `${number === 0 ? '' : ','}\n${safeJson(line)}`,
        foot: (lines) => `${lines === 0 ? '' : '\n'}]}\n`,
      }
    case 'ndjson':
      return plain((line) => `${safeJson(line)}\n`)
    case 'csv':
      return { ...plain((line) => csvRow(fieldsOf(line))), head: csvRow(columns) }
    case 'tsv':
      return plain((line) => tsvRow(fieldsOf(line)))
    case 'vimgrep':
      return plain(({ path, line, column, left, match, right }) =>
        vimgrepLine(path, line, column, `${left}${match}${right}`),
      )
  }
}

function plain(line: (line: KwicLine) => string): LineWriter<KwicLine> {
  return { head: '', line, foot: () => '' }
}
