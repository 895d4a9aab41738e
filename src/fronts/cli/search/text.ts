import type { FacetName, FacetValue, Hit, ScorePart, SearchResult } from '../../../library/types.js'
import type { Messages } from '../../messages/languages.js'
import type { Context } from '../command.js'
import { within } from '../../../base/marked.js'
import { escapedName } from '../../../base/safe-text.js'
import { createStyle, type Style } from '../terminal/style.js'
import { neverFirst, neverLast } from '../../../text/sentences.js'

/*
 * Breaks a passage into lines of a terminal's width. The terminal UI has a more exact version (grapheme clusters,
 * emoji); this one needs no package, because loading one would slow a cold search down. Characters are 0, 1 or 2
 * columns wide (UAX #11, wide and full-width).
 */

/** Ranges [start, end) of the text, in UTF-16 units; blanks at a break belong to no line. At least one. */
export function wrapLines(text: string, columns: number): (readonly [number, number])[] {
  const lines: [number, number][] = []
  let start = 0
  let column = 0
  for (let at = 0; at < text.length;) {
    const code = text.codePointAt(at)!
    const width = widthOf(code)
    if (column + width > columns && at > start) {
      const end = breakBefore(text, start, at)
      lines.push([start, end])
      start = end
      while (text[start] === ' ') start++
      at = Math.max(at, start)
      column = 0
      for (let i = start; i < at; i += text.codePointAt(i)! > 0xffff ? 2 : 1) column += widthOf(text.codePointAt(i)!)
    } else {
      column += width
      at += code > 0xffff ? 2 : 1
    }
  }
  if (start < text.length || lines.length === 0) lines.push([start, text.length])
  return lines
}

const latin = /[A-Za-z0-9_'\u2019\u00c0-\u024f]/
const furthestRetreat = 24

/** The best place to break at or before `past`: at most a long word back, else `past` itself. */
function breakBefore(text: string, start: number, past: number): number {
  for (let at = past; at > Math.max(start, past - furthestRetreat); at--) if (mayBreak(text, at)) return at
  return past
}

function mayBreak(text: string, at: number): boolean {
  const [before, after] = [text[at - 1]!, text[at]!]
  if (before === ' ' || after === ' ') return true
  if (isLowHalf(after) || neverFirst.has(after) || neverLast.has(before) || widthOf(after.charCodeAt(0)) === 0)
    return false
  return !(latin.test(before) && latin.test(after))
}

const isLowHalf = (unit: string): boolean => unit >= '\udc00' && unit <= '\udfff'

const wide: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1faff],
  [0x20000, 0x3fffd],
]

/** Columns of a character: combining marks none, wide ones two. */
export function widthOf(code: number): 0 | 1 | 2 {
  if (code < 0x300) return 1
  if (code >= 0x4e00 && code <= 0x9fff) return 2
  if (code === 0x200d || (code >= 0x300 && code <= 0x36f) || (code >= 0xfe00 && code <= 0xfe0f)) return 0
  return wide.some(([first, last]) => code >= first && code <= last) ? 2 : 1
}

/** Hits for people: rank and title; date, author, id; the passage with its marks; then facets. */
export function textResult(result: SearchResult, explains: boolean, context: Context): string {
  const style = createStyle(context.hasColors)
  const hits = result.hits.map((hit) => textHit(hit, explains, style, context))
  return [...hits, ...textFacets(result, style, context)].map((block) => `${block}\n`).join('\n')
}

function textHit(hit: Hit, explains: boolean, style: Style, { messages, columns }: Context): string {
  const rank = `${hit.rank}`.padStart(2)
  const { title, ranges } = headingOf(hit)
  const indent = ' '.repeat(rank.length + 1)
  const place = (hit.id.startsWith(hit.path) ? [hit.id] : [hit.id, `${hit.path}:${hit.line}`]).map(escapedName)
  const about = [hit.date.slice(0, 10), hit.author, ...place, hit.index ?? ''].filter((part) => part !== '').join(' · ')
  const copies = hit.duplicates?.length ?? 0
  const lines = [
    `${style.faint(rank)} ${style.strongMarked(title, ranges)}`,
    `${indent}${style.faint(about)}`,
    ...passageLines(hit.snippet, indent, style, columns),
    ...(copies > 0 ? [`${indent}${style.faint(`${messages.identical(copies)}: ${hit.duplicates!.join(', ')}`)}`] : []),
    ...(hit.similar === undefined ? [] : [`${indent}${style.faint(similarLine(hit.similar, messages))}`]),
    ...(explains ? explanationLines(hit, indent, style, messages) : []),
  ]
  return lines.join('\n')
}

/** On a terminal, lines of its width, each with the indent; else one line of any length, as tools expect it. */
function passageLines({ text, highlights }: Hit['snippet'], indent: string, style: Style, columns: Context['columns']) {
  const room = (columns() ?? Infinity) - indent.length
  if (room < narrowest || room === Infinity) return [`${indent}${style.marked(text, highlights)}`]
  return wrapLines(text, room).map(([start, end]) => {
    return indent + style.marked(text.slice(start, end), within(highlights, start, end))
  })
}

/** With fewer columns, the terminal itself breaks the lines. */
const narrowest = 10

/** UTF-16 units of the longest title that is shown whole; longer ones are not really titles. */
const longestTitle = 300

function headingOf({ id, title, heading, titleHighlights }: Hit) {
  if (title === '') return { title: heading ?? escapedName(id), ranges: [] }
  if (title.length <= longestTitle) return { title, ranges: titleHighlights }
  const end = /[\ud800-\udbff]/.test(title[longestTitle - 1]!) ? longestTitle - 1 : longestTitle
  return { title: `${title.slice(0, end)}…`, ranges: titleHighlights.filter((range) => range[1] <= end) }
}

function similarLine(similar: NonNullable<Hit['similar']>, messages: Messages): string {
  return `${messages.similar(similar.length)}: ${similar.map(({ id }) => id).join(', ')}`
}

function explanationLines(hit: Hit, indent: string, style: Style, { explanation: say }: Messages): string[] {
  const total = `${indent}${style.faint(`= ${hit.score.toFixed(4)}`)}`
  const parts = (hit.explanation ?? []).map(
    (part) => `${indent}${style.faint(`${part.value.toFixed(4).padStart(9)}  ${partText(part, say)}`)}`,
  )
  return [...parts, total]
}

function partText({ what, term, near }: ScorePart, say: Messages['explanation']): string {
  const counts = (frequencies: Readonly<Record<string, number>>): string[] =>
    Object.entries(frequencies).map(([name, count]) => `${say.fields[name as keyof typeof say.fields]} ${count}`)
  if (near !== undefined) return say.near(near.query, counts(near.frequencies))
  if (term === undefined) return say.features[what as keyof typeof say.features]
  const { text, frequencies, documentFrequency, idf, weight } = term
  return say.term(text, counts(frequencies), documentFrequency, idf.toFixed(2), `${Number(weight.toFixed(3))}`)
}

function textFacets(result: SearchResult, style: Style, { messages }: Context): string[] {
  return Object.entries(result.facets ?? {}).map(([name, values = []]: [string, readonly FacetValue[] | undefined]) => {
    const counts = values.map(({ value, count }) => style.faint(`${value} ${count}`))
    return `${style.strong(messages.facets[name as FacetName] ?? name)}: ${counts.join(', ')}`
  })
}
