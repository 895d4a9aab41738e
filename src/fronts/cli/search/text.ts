import type { FacetName, FacetValue, Hit, ScorePart, SearchResult } from '../../../library/types.js'
import type { Messages } from '../../messages/cli.js'
import type { Context } from '../context.js'
import { escapedName } from '../../../base/safe-text.js'
import { createStyle, type Style } from '../terminal/style.js'
import { wrapLines } from '../terminal/wrap.js'

/**
 * Hits for people: rank and title, then date, author and id, then the passage with its marks; a blank line between.
 * Facets follow the hits.
 */
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
function passageLines(
  { text, highlights }: Hit['snippet'],
  indent: string,
  style: Style,
  columns: Context['columns'],
): string[] {
  const room = (columns() ?? Infinity) - indent.length
  if (room < narrowest || room === Infinity) return [`${indent}${style.marked(text, highlights)}`]
  return wrapLines(text, room).map(([start, end]) => {
    const within = highlights.filter(([from, to]) => from < end && to > start)
    const marks = within.map(([from, to]) => [Math.max(from, start) - start, Math.min(to, end) - start] as const)
    return `${indent}${style.marked(text.slice(start, end), marks)}`
  })
}

/** With fewer columns, the terminal itself breaks the lines. */
const narrowest = 10

/** UTF-16 units of the longest title that is shown whole; longer ones are not really titles. */
const longestTitle = 300

function headingOf({
  id,
  title,
  heading,
  titleHighlights,
}: Hit): Pick<Hit, 'title'> & { ranges: Hit['titleHighlights'] } {
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
