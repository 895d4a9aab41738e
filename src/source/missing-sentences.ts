/** Finds the sentences of a source that are in no article read from it. */
import { isProblem, problem, type Article, type Problem } from './article.js'

/** The parts of a line that are searched for: without blanks, which reading collapses, and signs that are escaped. */
const RUNS = /[^\s&<>]{12,}/g
const SHORTEST_PIECE = 12
const LONGEST_PIECE = 48
/** The most lines that are returned, because each missing one takes a scan of the whole text. */
export const MOST_MISSING = 100

/**
 * @param text of the articles that were read
 * @param lines of the source, in order
 * @returns the sentences that are missing from the text: at most 100, or all if there is no text
 */
export function missingSentences(text: string, lines: Iterable<string>): readonly string[] {
  const missing: string[] = []
  const most = /\S/.test(text) ? MOST_MISSING : Infinity
  let from = 0
  const isThere = (piece: string): boolean => {
    let at = text.indexOf(piece, from)
    if (at < 0) at = text.indexOf(piece)
    if (at >= 0) from = at
    return at >= 0
  }
  for (const line of lines) {
    if (!isSentence(line) || (line.match(RUNS) ?? []).every((run) => piecesOfRun(run).every(isThere))) continue
    if (missing.push(line) === most) break
  }
  return missing
}

/** Pieces that cover the whole run; a short rest at its end is extended by the text before it. */
function piecesOfRun(run: string): string[] {
  const pieces: string[] = []
  for (let at = 0; at < run.length; at += LONGEST_PIECE)
    pieces.push(run.slice(Math.min(at, run.length - SHORTEST_PIECE), at + LONGEST_PIECE))
  return pieces
}

/** Shorter lines are names and dates that belong to the syntax of a file. UTF-16 units. */
export const SHORTEST_SENTENCE = 12

export const isSentence = (line: string): boolean => line.length >= SHORTEST_SENTENCE && /[，。！？；、]/.test(line)

const unitsOf = (lines: readonly string[]): number => lines.reduce((sum, { length }) => sum + length, 0)

interface Teller {
  readonly onBound?: (what: 'hidden', most: number) => void
}

/** Reports lines that a file says and its article does not. */
export function tellHidden(lines: readonly string[], { onBound }: Teller): void {
  if (lines.length > 0) onBound?.('hidden', unitsOf(lines))
}

/** Yields the articles as they are read, then a problem if the markup contains prose that is in none of them. */
export function* withMissingReported(
  items: Iterable<Article | Problem>,
  markup: string,
  path: string,
): Generator<Article | Problem, void> {
  const texts: string[] = []
  for (const item of items) {
    if (!isProblem(item)) texts.push(item.title, item.body, item.captions.join('\n'))
    yield item
  }
  const hidden = missingSentences(texts.join('\n'), proseIn(markup))
  if (hidden.length > 0) yield problem(path, 'READ_IN_PART', { what: 'hidden', most: unitsOf(hidden) })
}

const SIGNS: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' }

/**
 * The sentences between tags (escaped or not) and in comments. A tag that contains Han is a sentence that a mistake
 * turned into a tag.
 */
export function proseIn(xml: string): string[] {
  const decoded = xml.replace(/&(?:lt|gt|amp);/g, (sign) => SIGNS[sign]!).replace(/&[#\w]{1,10};/g, ' ')
  const parts = decoded.split(/<!\[CDATA\[|\]\]>|<!--|-->|<[^<>\u2e80-\uffef]{0,1000}>|\n/)
  return parts.map((part) => part.trim()).filter(isSentence)
}
