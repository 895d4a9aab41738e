/** Rows of fields for other programs: CSV, tab-separated, and the lines that editors read as places. */
import { oneLine, safeJson, withBlanks } from '../../../base/safe-text.js'
import { csvRecord } from '../../../text/csv.js'

type Field = string | number

/** A record of CSV; line breaks inside a field stay. */
export function csvRow(fields: readonly Field[]): string {
  return csvRecord(fields.map(shown), false)
}

function shown(field: Field): Field {
  return typeof field === 'number' ? field : withBlanks(field.replaceAll('\n', lineBreak)).replaceAll(lineBreak, '\n')
}

/** Replaces a line break while other controls are removed. U+FFFF is not a character, so no text contains it. */
const lineBreak = '\uffff'

/** Tabs and line breaks inside a field become blanks. */
export function tsvRow(fields: readonly Field[]): string {
  return `${fields.map((field) => oneLine(`${field}`)).join('\t')}\n`
}

export function rowPrinter<Name extends string>(
  format: 'csv' | 'tsv' | 'ndjson',
  names: readonly Name[],
): { readonly head: string; readonly line: (row: Readonly<Record<Name, Field>>) => string } {
  if (format === 'ndjson') return { head: '', line: (row) => `${safeJson(row)}\n` }
  const print = format === 'csv' ? csvRow : tsvRow
  return { head: format === 'csv' ? csvRow(names) : '', line: (row) => print(names.map((name) => row[name])) }
}

/** As {@link rowPrinter}, all at once. */
export function rowsText<Name extends string>(
  format: 'csv' | 'tsv' | 'ndjson',
  names: readonly Name[],
  rows: readonly Readonly<Record<Name, Field>>[],
): string {
  const { head, line } = rowPrinter(format, names)
  return head + rows.map(line).join('')
}

/** `path:line:column:text`, as ripgrep's `--vimgrep` prints it. */
export function vimgrepLine(path: string, line: number, column: number, text: string): string {
  return `${oneLine(path)}:${line}:${column}:${oneLine(text)}\n`
}
