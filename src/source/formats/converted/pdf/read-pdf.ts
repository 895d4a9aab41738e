/**
 * Reads a PDF into the paragraphs of its pages, with pdf.js as packaged by unpdf. Nothing in the file is run, nothing
 * fetched.
 */
import type * as unpdf from 'unpdf'
import type { ConversionAnswer, PdfPage } from '../conversion.js'
import { linesOf } from './lines.js'
import type { Line, Piece } from './lines.js'
import { paragraphsOf } from './paragraphs.js'

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
