/**
 * Joins the lines of pages into paragraphs. The position and size of a line show whether it continues the one before.
 * Lengths are in points.
 */
import { tidy } from './lines.js'
import type { Line } from './lines.js'

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
