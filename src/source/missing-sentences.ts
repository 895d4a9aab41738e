/** Which sentences of a source stand in no article that was read from it. */
import { isProblem, problem } from './article.js'
import type { Article, Problem } from './article.js'

/** What a line is known by: blanks are collapsed in what is read, and characters escaped in what is not. */
const RUNS = /[^\s&<>]{12,}/g
const SHORTEST_PIECE = 12
const LONGEST_PIECE = 48
/** Each takes a look through the whole text. */
export const MOST_MISSING = 100

/** @param text what was read @param lines in the order of the source @returns at most 100 of them, and all where there is no text */
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

/** All of it: what is left over is looked for with what stands before it. */
function piecesOfRun(run: string): string[] {
  const pieces: string[] = []
  for (let at = 0; at < run.length; at += LONGEST_PIECE)
    pieces.push(run.slice(Math.min(at, run.length - SHORTEST_PIECE), at + LONGEST_PIECE))
  return pieces
}

/** Shorter ones are names and dates of a file's own grammar. */
export const SHORTEST_SENTENCE = 12

export const isSentence = (line: string): boolean => line.length >= SHORTEST_SENTENCE && /[，。！？；、]/.test(line)

export const unitsOfLines = (lines: readonly string[]): number => lines.reduce((sum, { length }) => sum + length, 0)

/** Articles as they are read, and behind them what of the markup is prose and stands in none of them. */
export function* withMissingTold(
  items: Iterable<Article | Problem>,
  markup: string,
  path: string,
): Generator<Article | Problem, void> {
  const texts: string[] = []
  for (const item of items) {
    if (!isProblem(item)) texts.push(item.title, item.body, item.captions.join('\n'))
    yield item
  }
  const hidden = missingSentences(texts.join('\n'), piecesOf(markup))
  if (hidden.length > 0) yield problem(path, 'TEXT_HIDDEN', { most: unitsOfLines(hidden) })
}

const SIGNS: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' }

/** What stands between tags, escaped or not, in comments, and in a tag that a mistake made of a sentence. */
function piecesOf(xml: string): string[] {
  const decoded = xml.replace(/&(?:lt|gt|amp);/g, (sign) => SIGNS[sign]!).replace(/&[#\w]{1,10};/g, ' ')
  const parts = decoded.split(/<!\[CDATA\[|\]\]>|<!--|-->|<[^<>\u2e80-\uffef]{0,1000}>|\n/)
  return parts.map((part) => part.trim())
}
