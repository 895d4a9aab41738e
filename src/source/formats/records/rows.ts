/**
 * Reads the rows of a table (CSV, TSV) one at a time, in the memory of one row, whatever the size of the table. The
 * rules are those of RFC 4180, applied leniently: rows may have fewer or more cells than the first, empty lines are
 * skipped, a quote inside an unquoted cell is a character, and text after a closing quote makes the whole cell
 * unquoted. A quote that is never closed would swallow all rows below it, so the row is read again, and from there on
 * quotes are characters.
 */

export interface Row {
  /** The first cells, at most `mostCells`. */
  readonly cells: readonly string[]
  /** How many cells the row has, kept or not. */
  readonly count: number
  /** 1-based line on which the row begins. */
  readonly line: number
  /** Where the row ends in the text, including its line break. */
  readonly end: number
}

interface Grammar {
  readonly delimiter: string
  /** Whether cells may be quoted. */
  readonly quoted: boolean
  /** How many cells of a row are kept. */
  readonly mostCells: number
  /** Called once, with the line of the row whose quote is never closed. */
  readonly onUnclosed: (line: number) => void
}

interface Scan {
  readonly text: string
  readonly delimiter: string
  /** `\n` for most tables; `\r` if it alone ends lines. */
  readonly lineBreak: string
  readonly mostCells: number
  /** Whether cells may be quoted from here on. */
  quoted: boolean
  at: number
  line: number
  /**
   * The next delimiter and the next line break at or after `at`: each is searched for once, however many cells come
   * before it.
   */
  delimiterAt: number
  breakAt: number
  cells: string[]
  count: number
}

const QUOTE = '"'

export function* readRows(text: string, { onUnclosed, ...grammar }: Grammar): Generator<Row> {
  const lineBreak = text.includes('\n') ? '\n' : '\r'
  const scan: Scan = { ...grammar, text, lineBreak, at: 0, line: 1, delimiterAt: -1, breakAt: -1, cells: [], count: 0 }
  while (scan.at < text.length) {
    const { at, line } = scan
    if (!readRow(scan)) {
      onUnclosed(line)
      Object.assign(scan, { at, line, quoted: false, delimiterAt: -1, breakAt: -1 })
      readRow(scan)
    }
    if (scan.count > 1 || scan.at - at > lineEnding(scan, at))
      yield { cells: scan.cells, count: scan.count, line, end: scan.at }
  }
}

/** Reads one row and moves `at` to the next. @returns false if a quote is never closed */
function readRow(scan: Scan): boolean {
  scan.cells = []
  scan.count = 0
  do {
    const cell = scan.quoted && scan.text.charAt(scan.at) === QUOTE ? quotedCell(scan) : plainCell(scan, scan.at)
    if (cell === undefined) return false
    if (scan.count++ < scan.mostCells) scan.cells.push(cell)
  } while (passDelimiter(scan))
  scan.at += lineEnding(scan, scan.at)
  scan.line++
  return true
}

function passDelimiter(scan: Scan): boolean {
  if (scan.text.charAt(scan.at) !== scan.delimiter) return false
  scan.at++
  return true
}

/** Units of the line break at `at`; 0 if there is none. */
function lineEnding({ text, lineBreak }: Scan, at: number): number {
  if (text.charAt(at) === lineBreak) return 1
  if (lineBreak === '\r' || text.charAt(at) !== '\r') return 0
  // A table that is cut within its last line break ends there.
  return at + 1 === text.length ? 1 : text.charAt(at + 1) === '\n' ? 2 : 0
}

/** The text up to the next delimiter or line break at or after `at`, where it leaves the scan. */
function plainCell(scan: Scan, at: number): string {
  const { text } = scan
  const from = scan.at
  if (scan.delimiterAt < at) scan.delimiterAt = next(text, scan.delimiter, at)
  if (scan.breakAt < at) scan.breakAt = next(text, scan.lineBreak, at)
  let end = Math.min(scan.delimiterAt, scan.breakAt)
  if (end === scan.breakAt && scan.lineBreak === '\n' && end > at && text.charAt(end - 1) === '\r') end--
  scan.at = end
  return text.slice(from, end)
}

function next(text: string, character: string, from: number): number {
  const found = text.indexOf(character, from)
  return found < 0 ? text.length : found
}

/** Undefined if the quote at which the scan stands is never closed. */
function quotedCell(scan: Scan): string | undefined {
  const { text } = scan
  const parts: string[] = []
  for (let from = scan.at + 1; ;) {
    const quote = text.indexOf(QUOTE, from)
    if (quote < 0) return undefined
    const isDoubled = text.charAt(quote + 1) === QUOTE
    parts.push(text.slice(from, isDoubled ? quote + 1 : quote))
    from = quote + 2
    if (isDoubled) continue
    const value = parts.join('')
    scan.line += countBreaks(value, scan.lineBreak)
    scan.at = quote + 1
    const isClosed = scan.at === text.length || text.charAt(scan.at) === scan.delimiter || lineEnding(scan, scan.at) > 0
    return isClosed ? value : `${QUOTE}${value}${QUOTE}${plainCell(scan, scan.at)}`
  }
}

function countBreaks(text: string, lineBreak: string): number {
  let count = 0
  for (let at = text.indexOf(lineBreak); at >= 0; at = text.indexOf(lineBreak, at + 1)) count++
  return count
}
