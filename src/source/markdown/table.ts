/** Tables of Markdown: a row of cells, a row of rules, more rows. */
import { inlineHtml } from './inline.js'
import type { Document } from './inline.js'

const RULE = /^[ \t]*(?:\|[ \t]*:?-+:?[ \t]*|:?-{2,}:?[ \t]*|:?-+:?[ \t]*(?=\|))(?:\|[ \t]*:?-+:?[ \t]*)*(?:\|[ \t]*)?$/
/** Longer lines are text: a pattern with repeated groups overflows the engine's stack on a line of megabytes. */
const LONGEST = 2000

export const isTableRule = (line: string): boolean => line.length <= LONGEST && RULE.test(line)

export function tableHtml(rows: readonly string[], document: Document): string {
  const cells = (row: string): string =>
    cellsOf(row)
      .map((cell) => `<td>${inlineHtml(cell, document)}</td>`)
      .join('')
  return `<table>${rows.map((row) => `<tr>${cells(row)}</tr>`).join('')}</table>`
}

/** A bar inside code, or after a backslash, is text. */
function cellsOf(row: string): string[] {
  const line = row.trim().replace(/^\||(?<!\\)\|$/g, '')
  const cells: string[] = []
  let from = 0
  let isEndless = false
  for (let at = 0; at < line.length; at++) {
    const sign = line.charAt(at)
    if (sign === '\\') at++
    else if (sign === '`' && !isEndless) {
      const close = line.indexOf('`', at + 1)
      if (close < 0) isEndless = true
      else at = close
    } else if (sign === '|') {
      cells.push(line.slice(from, at))
      from = at + 1
    }
  }
  cells.push(line.slice(from))
  return cells.map((cell) => cell.trim().replaceAll('\\|', '|'))
}
