/** Figures as a table: rows are contenders, columns what was measured. */
import type { Figure } from '../support/results.js'
import { median, spread } from '../support/statistics.js'

export interface Table {
  readonly columns: readonly string[]
  readonly rows: readonly { readonly name: string; readonly cells: readonly (Figure | undefined)[] }[]
}

/** Rows and columns in the order in which they first occur. */
export function tableOf(figures: readonly Figure[]): Table {
  const columns = [...new Set(figures.map(({ column }) => column))]
  const names = [...new Set(figures.map(({ row }) => row))]
  const cell = (name: string, column: string) =>
    figures.find((figure) => figure.row === name && figure.column === column)
  return { columns, rows: names.map((name) => ({ name, cells: columns.map((column) => cell(name, column)) })) }
}

/** The median with about three significant digits, and its spread if there are several samples. */
export function formatFigure(figure: Figure | undefined): string {
  if (figure === undefined) return ''
  const share = spread(figure.samples)
  return formatNumber(median(figure.samples)) + (figure.samples.length > 1 ? ` ±${Math.round(100 * share)} %` : '')
}

export function formatNumber(value: number): string {
  if (Number.isInteger(value)) return `${value}`
  const size = Math.abs(value)
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : 4)
}

export function heading(figures: readonly Figure[], column: string): string {
  const unit = figures.find((figure) => figure.column === column)?.unit ?? ''
  return unit === '' ? column : `${column}, ${unit}`
}

/** For the terminal. */
export function textTable(figures: readonly Figure[]): string {
  const { columns, rows } = tableOf(figures)
  const lines = [['', ...columns.map((column) => heading(figures, column))]]
  for (const { name, cells } of rows) lines.push([name, ...cells.map(formatFigure)])
  const widths = lines[0]!.map((_, i) => Math.max(...lines.map((line) => line[i]!.length)))
  return lines
    .map((line) => line.map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!))).join('  '))
    .join('\n')
}

/** For Markdown. */
export function markdownTable(figures: readonly Figure[]): string {
  const { columns, rows } = tableOf(figures)
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [
    line(['', ...columns.map((column) => heading(figures, column))]),
    line(['---', ...columns.map(() => '---:')]),
    ...rows.map(({ name, cells }) => line([name, ...cells.map(formatFigure)])),
  ].join('\n')
}
