/** Rows of fields for other programs: CSV, tab-separated, and the lines that editors read as places. */
import { oneLine, withBlanks } from '../../../base/safe-text.js'
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

/** `path:line:column:text`, as ripgrep's `--vimgrep` prints it. */
export function vimgrepLine(path: string, line: number, column: number, text: string): string {
  return `${oneLine(path)}:${line}:${column}:${oneLine(text)}\n`
}
