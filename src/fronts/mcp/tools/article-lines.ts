/**
 * An article's text in numbered lines: its paragraphs, with long ones cut at ends of sentences. The same article always
 * has the same lines, so that a line number can be passed from one call to the next.
 */

export interface TextLine {
  /** From 1. */
  readonly number: number
  /** Where it begins in the text, in UTF-16 units. */
  readonly start: number
  readonly text: string
}

/** A line ends with the first sentence that ends beyond this length, in UTF-16 units; the next is the limit. */
const wanted = 120
const longest = 240

export function linesOfText(text: string): readonly TextLine[] {
  const lines: TextLine[] = []
  let start = 0
  for (const paragraph of text.split('\n')) {
    for (let at = 0; at < paragraph.length || at === 0;) {
      const end = endOfLine(paragraph, at)
      lines.push({ number: lines.length + 1, start: start + at, text: paragraph.slice(at, end) })
      if (end >= paragraph.length) break
      at = end
    }
    start += paragraph.length + 1
  }
  return lines
}

/** The number of the line that holds a position: a binary search, because it is asked for each mark of a text. */
export function lineAt(lines: readonly TextLine[], position: number): number {
  let [low, high] = [1, lines.length]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (lines[middle - 1]!.start <= position) low = middle
    else high = middle - 1
  }
  return low
}

function endOfLine(paragraph: string, at: number): number {
  if (paragraph.length - at <= longest) return paragraph.length
  // 。！？; and the like, with the closing marks that follow: ”’」』）.
  const ends = /[\u3002\uff01\uff1f!?\uff1b;\u2026][\u201d\u2019\u300d\u300f\uff09)\]]*/g
  ends.lastIndex = at + wanted
  const found = ends.exec(paragraph)
  const end = found === null ? Infinity : found.index + found[0].length
  if (end - at <= longest) return end
  const hard = at + longest
  return /[\udc00-\udfff]/.test(paragraph.charAt(hard)) ? hard - 1 : hard
}
