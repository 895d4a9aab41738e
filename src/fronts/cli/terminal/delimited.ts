/** Rows of fields for other programs: JSON, CSV, tab-separated, and the lines that editors read as places. */
import { oneLine, safeJson, withBlanks } from '../../../base/safe-text.js'
import { csvRecord } from '../../../text/csv.js'

type Field = string | number
type Row<Name extends string> = Readonly<Record<Name, Field>>

function shown(field: Field): Field {
  return typeof field === 'number' ? field : withBlanks(field.replaceAll('\n', lineBreak)).replaceAll(lineBreak, '\n')
}

/** Replaces a line break while other controls are removed. U+FFFF is not a character, so no text contains it. */
const lineBreak = '\uffff'

const printers = {
  /** Line breaks inside a field stay. */
  csv: (fields: readonly Field[]) => csvRecord(fields.map(shown), false),
  /** Tabs and line breaks inside a field become blanks. */
  tsv: (fields: readonly Field[]) => `${fields.map((field) => oneLine(`${field}`)).join('\t')}\n`,
}

export function rowPrinter<Name extends string>(
  format: 'csv' | 'tsv' | 'ndjson',
  names: readonly Name[],
): { readonly head: string; readonly line: (row: Row<Name>) => string } {
  if (format === 'ndjson') return { head: '', line: (row) => `${safeJson(row)}\n` }
  const print = printers[format]
  return { head: format === 'csv' ? print(names) : '', line: (row) => print(names.map((name) => row[name])) }
}

/** A whole answer in the format asked for: for people, as one JSON object, or as its rows. */
export function tableText<Name extends string>(
  format: 'text' | 'json' | 'csv' | 'tsv' | 'ndjson',
  answer: object,
  names: readonly Name[],
  rows: readonly Row<Name>[],
  text: () => string | Promise<string>,
): string | Promise<string> {
  if (format === 'text') return text()
  if (format === 'json') return `${safeJson(answer)}\n`
  const { head, line } = rowPrinter(format, names)
  return head + rows.map(line).join('')
}

/** `path:line:column:text`, as ripgrep's `--vimgrep` prints it. */
export function vimgrepLine(path: string, line: number, column: number, text: string): string {
  return `${oneLine(path)}:${line}:${column}:${oneLine(text)}\n`
}
