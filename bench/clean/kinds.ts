/** Which lines of a file are code, rows of tables and headings, judged by its syntax and not by the reader of its format. */
import { markdownLines } from './exact.js'

/** Lines with their blanks collapsed, without tags. */
export interface Kinds {
  readonly code: ReadonlySet<string>
  readonly rows: ReadonlySet<string>
  readonly headings: ReadonlySet<string>
}

const TAG = /<[^<>]*>/g
const CODE = /<pre\b[^]*?<\/pre\s*>/gi
const TABLE = /<table\b[^]*?<\/table\s*>/gi
const HEADING = /<h[1-6]\b[^]*?<\/h[1-6]\s*>/gi

export function kindsOf(path: string, text: string): Kinds {
  const lines = markdownLines(path, text)
  const of = (kind: string): string[] => lines.filter((line) => line.kind === kind).map((line) => line.text)
  const inside = (pattern: RegExp): string[] =>
    [...text.matchAll(pattern)].flatMap(([found]) => found.replace(TAG, '\n').split('\n'))
  return {
    code: plain([...of('code'), ...inside(CODE)]),
    rows: plain([...of('table'), ...inside(TABLE)]),
    headings: plain([...of('heading'), ...inside(HEADING)]),
  }
}

/** Lines of code and of tables that are not headings as well. */
export function fixedLines(path: string, text: string): ReadonlySet<string> {
  const { code, rows, headings } = kindsOf(path, text)
  return new Set([...code, ...rows].filter((line) => !headings.has(line)))
}

/** Lines with a letter, their blanks collapsed. */
export const plain = (lines: readonly string[]): Set<string> =>
  new Set(lines.map((line) => line.replace(/\s+/g, ' ').trim()).filter((line) => /\p{L}/u.test(line)))
