/** Rows of fields for other programs: CSV (RFC 4180), tab-separated, and the lines that editors read as places. */
import { oneLine, withBlanks } from '../../text/safe-text.js'

type Field = string | number

/** Fields with a comma, quote or line break are quoted; line breaks inside a field stay. */
export function csvRow(fields: readonly Field[]): string {
  return `${fields.map(csvField).join(',')}\r\n`
}

function csvField(field: Field): string {
  const text =
    typeof field === 'number' ? `${field}` : withBlanks(field.replaceAll('\n', lineBreak)).replaceAll(lineBreak, '\n')
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Stands for a line break while other controls are removed: no character, so no text has it. */
const lineBreak = '\uffff'

/** Tabs and line breaks inside a field become blanks. */
export function tsvRow(fields: readonly Field[]): string {
  return `${fields.map((field) => oneLine(`${field}`)).join('\t')}\n`
}

/** `path:line:column:text`, as ripgrep's `--vimgrep` prints it. */
export function vimgrepLine(path: string, line: number, column: number, text: string): string {
  return `${oneLine(path)}:${line}:${column}:${oneLine(text)}\n`
}
