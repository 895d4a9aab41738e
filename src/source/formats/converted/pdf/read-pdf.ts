/**
 * Reads a PDF into the paragraphs of its pages, with pdf.js as packaged by unpdf. Nothing in the file is run, nothing
 * fetched.
 */
import type * as unpdf from 'unpdf'
import type { ConversionAnswer, PdfPage } from '../exchange.js'
import { linesOf, tidy, type Line, type Piece } from './lines.js'

const OPTIONS = {
  verbosity: 1,
  isEvalSupported: false,
  disableFontFace: true,
  useSystemFonts: false,
  stopAtErrors: false,
}

export async function readPdf(bytes: Uint8Array): Promise<ConversionAnswer> {
  const { getDocumentProxy } = await import('unpdf')
  let document: Awaited<ReturnType<typeof getDocumentProxy>>
  try {
    document = await getDocumentProxy(new Uint8Array(bytes), OPTIONS)
  } catch (error) {
    return { failure: (error as Error).name === 'PasswordException' ? 'encrypted' : 'damaged' }
  }
  try {
    const hasUnknownFonts = watchFonts()
    const pages: Line[][] = []
    const sizes: number[] = []
    for (let number = 1; number <= document.numPages; number++) {
      const { lines, height } = await readPage(document, number)
      pages.push(lines)
      sizes.push(height)
    }
    return {
      pdf: { ...(await about(document)), hasUnknownFonts: hasUnknownFonts(), pages: withoutFurniture(pages, sizes) },
    }
  } finally {
    await document.destroy()
  }
}

/** What pdf.js prints if an encoding table is missing or a font can't be loaded; text in that font is skipped. */
const FONT_MISSING = /CMap|loadFont - \w{1,30} failed/i

/** pdf.js reports missing fonts only on the console. @returns whether it has reported one */
function watchFonts(): () => boolean {
  let isMissing = false
  const watch = (line: unknown): void => void (isMissing ||= FONT_MISSING.test(String(line)))
  console.log = watch
  console.warn = watch
  return () => isMissing
}

type Document = Awaited<ReturnType<typeof unpdf.getDocumentProxy>>

/** A damaged page has no lines; the other pages are still read. */
async function readPage(document: Document, number: number): Promise<{ lines: Line[]; height: number }> {
  try {
    const page = await document.getPage(number)
    const { items, styles } = await page.getTextContent()
    const pieces: Piece[] = []
    for (const item of items) {
      if (!('str' in item) || item.str === '') continue
      const [a = 0, b = 0, , , x = 0, y = 0] = item.transform as number[]
      const size = Math.hypot(a, b) || item.height || 1
      const isUpright = styles[item.fontName]?.vertical !== true
      pieces.push({ text: item.str, x, y, width: isUpright ? item.width : 0, size })
    }
    page.cleanup()
    return { lines: linesOf(isVertical(pieces) ? turned(pieces) : pieces), height: page.view[3] ?? 0 }
  } catch {
    return { lines: [], height: 0 }
  }
}

/**
 * True if most pieces stand below the one before. Vertical type is set by a vertical font, or character by character.
 */
function isVertical(pieces: readonly Piece[]): boolean {
  let below = 0
  let pairs = 0
  for (let i = 1; i < pieces.length; i++) {
    const [before, piece] = [pieces[i - 1]!, pieces[i]!]
    if (piece.text.trim() === '' || before.text.length > 2) continue
    pairs++
    const down = (before.y - piece.y) / piece.size
    if (piece.width === 0 || (Math.abs(before.x - piece.x) < 0.3 * piece.size && down > 0.5 && down < 2)) below++
  }
  return pairs > pieces.length / 3 && below > pairs * 0.6
}

/** Columns from right to left become lines from top to bottom. */
function turned(pieces: readonly Piece[]): Piece[] {
  return pieces.map(({ text, x, y, width, size }) => ({
    text,
    x: -y,
    y: x,
    width: Math.max(width, size * text.trim().length),
    size,
  }))
}

async function about(document: Document): Promise<{ title: string; author: string; date: string }> {
  const info = ((await document.getMetadata().catch(() => undefined))?.info ?? {}) as Record<string, unknown>
  const textOf = (name: string): string => (typeof info[name] === 'string' ? info[name] : '')
  const [, year, month, day] = /^D:(\d{4})(\d\d)(\d\d)/.exec(textOf('CreationDate')) ?? []
  return { title: textOf('Title'), author: textOf('Author'), date: year === undefined ? '' : `${year}-${month}-${day}` }
}

/** The share of a page's height that counts as its edge, above and below. */
const EDGE = 0.12
const NUMBER =
  /^(?:[-–—·•\s]{0,9}(?:\d{1,4}|[ivxlc]{1,6})[-–—·•\s]{0,9}|第\s?\d{1,4}\s?页(?:\s?[,，/]?\s?共\s?\d{1,4}\s?页)?|\d{1,4}\s?\/\s?\d{1,4})$/i

/** Removes page numbers, and lines that pages repeat at their edges, whatever numbers are in them. */
function withoutFurniture(pages: readonly (readonly Line[])[], heights: readonly number[]): PdfPage[] {
  const isAtEdge = ({ y }: Line, page: number): boolean => y > heights[page]! * (1 - EDGE) || y < heights[page]! * EDGE
  const counts = new Map<string, number>()
  for (const [page, lines] of pages.entries()) {
    const keys = new Set(lines.filter((line) => isAtEdge(line, page)).map(keyOf))
    for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const isRepeated = (line: Line): boolean => {
    const count = counts.get(keyOf(line)) ?? 0
    return count >= 3 && count >= pages.length / 3
  }
  const isFurniture = (line: Line, page: number): boolean =>
    isAtEdge(line, page) && (NUMBER.test(line.text) || isRepeated(line))
  const kept = pages.map((lines, page) => ({ lines: lines.filter((line) => !isFurniture(line, page)) }))
  return paragraphsOf(kept).map((paragraphs, page) => ({
    paragraphs,
    furniture: pages[page]!.filter((line) => isFurniture(line, page)).map(({ text }) => text),
    isBlank: pages[page]!.length === 0,
  }))
}

const keyOf = ({ text, y }: Line): string => `${Math.round(y / 4)} ${text.replace(/\d+/g, '0')}`

export interface PageLines {
  readonly lines: readonly Line[]
}

/** The paragraphs of each page. One that continues on the next page belongs to the page where it begins. */
export function paragraphsOf(pages: readonly PageLines[]): string[][] {
  const leading = usualLeading(pages)
  const edge = edges(pages)
  // Pieces are joined at the end, because reading the end of a growing string copies all of it each time.
  const found: string[][][] = pages.map(() => [])
  let last: Line | undefined
  let open: string[] = []
  for (const [page, { lines }] of pages.entries()) {
    for (const [at, line] of lines.entries()) {
      const goesOn = last !== undefined && continues(last, edge(last), line, at === 0, leading)
      if (goesOn) goOn(open, line.text)
      else found[page]!.push((open = [line.text]))
      last = line
    }
  }
  return found.map((paragraphs) => paragraphs.map((parts) => tidy(parts.join(''))))
}

/** Where a line's column ends. All pages are considered, because a few short lines on one page don't show it. */
function edges(pages: readonly PageLines[]): (line: Line) => number {
  const keyOf = ({ from }: Line): number => Math.round(from / GRID)
  const ends = new Map<number, number>()
  for (const { lines } of pages)
    for (const line of lines) ends.set(keyOf(line), Math.max(ends.get(keyOf(line)) ?? 0, line.to))
  return (line) => {
    const key = keyOf(line)
    const end = [key - 1, key, key + 1].reduce((most, near) => Math.max(most, ends.get(near) ?? 0), line.to)
    return line.to - line.from < 0.5 * (end - line.from) ? end : line.to
  }
}

const GRID = 24

/** The median distance of a line from the one above, in font sizes. */
function usualLeading(pages: readonly PageLines[]): number {
  const distances: number[] = []
  for (const { lines } of pages)
    for (let i = 1; i < lines.length; i++) {
      const distance = (lines[i - 1]!.y - lines[i]!.y) / lines[i]!.size
      if (distance > 0 && distance < 4) distances.push(distance)
    }
  distances.sort((a, b) => a - b)
  return distances[distances.length >> 1] ?? 1.5
}

const MARKER =
  /^(?:[•●○■□◆◇▪‣·–—-]\s|[（(]?[一二三四五六七八九十\d]{1,3}[、.．）)]|第[一二三四五六七八九十百\d]{1,4}[章节条回部篇]\s*)/
const SENTENCE_END = /[。！？!?；;：:…][”’」』）)]*$/

function continues(last: Line, edge: number, line: Line, isNewPage: boolean, leading: number): boolean {
  if (Math.abs(last.size - line.size) > 0.15 * line.size || MARKER.test(line.text)) return false
  const { size } = line
  // Across the end of a column or page, only a sentence that was broken off continues.
  const isNewColumn = isNewPage || last.y <= line.y || last.from !== line.from
  if (isNewColumn && SENTENCE_END.test(last.text)) return false
  if (!isNewColumn && (last.y - line.y) / size > leading * 1.35) return false
  if (line.left - line.from > 0.9 * size && line.left - last.left > 0.5 * size) return false
  const short = /[a-z,]$/i.test(last.text) ? 0.25 * (edge - last.from) : 2.6 * size
  return edge - last.right <= short
}

const LATIN_END = /[\p{L}\p{N},.;:!?)%]$/u
const HAN_EDGE = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u

function goOn(parts: string[], after: string): void {
  const before = parts.at(-1)!
  if (/[a-z]-$/.test(before) && /^[a-z]/.test(after)) parts[parts.length - 1] = before.slice(0, -1)
  else if (LATIN_END.test(before) && !HAN_EDGE.test(before.at(-1)!) && !HAN_EDGE.test(after.charAt(0))) parts.push(' ')
  parts.push(after)
}
