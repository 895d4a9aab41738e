/** The list of hits: title, details, and a passage of two lines with its marks. One row per hit in tiny windows. */
import { widthOf } from '../cells/cells.js'
import { cutRow, fitRow, markedSpans, rowWidth, span, type Ranges, type Row, type Span } from '../cells/spans.js'
import { wrap, type Line } from '../cells/wrap.js'
import { rangesWithin } from '../state/article-rows.js'
import { layoutOf } from '../state/layout.js'
import type { ShownHit, State } from '../state/model.js'
import { foldedUnder } from '../state/panes/unfolding.js'
import { searchKey } from '../state/query.js'
import { label, type Look } from './look.js'

/** @returns exactly `bodyRows` rows of `columns` columns */
export function hitRows(state: State, look: Look, columns: number): Row[] {
  const { bodyRows, hitsShown, rowsPerHit } = layoutOf(state)
  const hits = state.results?.hits ?? []
  const rows =
    hits.length === 0
      ? emptyRows(state, look)
      : hits.slice(state.top, state.top + hitsShown + 1).flatMap((hit, i) => {
          const how = { chosen: state.top + i === state.selected, marked: state.marked.includes(hit.id) }
          return rowsPerHit === 1 ? [titleRow(hit, look, how)] : hitBlock(hit, look, how, columns)
        })
  return fill(rows, bodyRows).map((row) => fitRow(row, columns, look.chrome.ellipsis))
}

export function fill(rows: readonly Row[], count: number): Row[] {
  return Array.from({ length: count }, (_, i) => rows[i] ?? [])
}

function emptyRows(state: State, look: Look): Row[] {
  const { messages } = look
  if (state.problem !== undefined) {
    const { reason } = state.problem
    const lines = wrap(reason, Math.max(10, layoutOf(state).listColumns - 2))
    return lines.map(({ start, end }) => [span(` ${reason.slice(start, end)}`, 'error')])
  }
  if (searchKey(state) === undefined) return [[span(` ${messages.typeToSearch}`, 'dim')]]
  if (state.results === undefined) return [[span(` ${messages.searching}`, 'dim')]]
  const correction = correctionOf(state, look)
  return [
    [span(` ${messages.nothingFound}`, 'title')],
    ...(correction === undefined ? [] : [[span(` ${correction}`, 'accent')]]),
    [span(` ${messages.nothingFoundHint}`, 'dim')],
  ]
}

/** The likeliest correction of a query, in words; undefined where none is offered. */
export function correctionOf({ completions }: State, look: Look): string | undefined {
  const correction = completions.find(({ kind }) => kind === 'correction')
  return correction && look.messages.didYouMean(correction.text, label(look, 'complete'))
}

interface HitState {
  readonly chosen: boolean
  readonly marked: boolean
}

/** Unfolded hits stand two columns further in. */
function edge(look: Look, hit: ShownHit, { chosen, marked }: HitState, first: boolean): Span[] {
  const bar = chosen ? span(look.chrome.chosen, 'accent') : span(' ')
  const mark = marked && first ? span(look.chrome.marked, 'good') : span(' ')
  return hit.under === undefined ? [bar, mark] : [bar, mark, span('  ')]
}

function titleRow(hit: ShownHit, look: Look, how: HitState): Row {
  const title =
    hit.title === ''
      ? [span(hit.heading ?? hit.id, 'dim')]
      : markedSpans(hit.title, hit.titleHighlights, how.chosen ? 'title' : 'plain', 'match')
  return [...edge(look, hit, how, true), ...title]
}

function hitBlock(hit: ShownHit, look: Look, how: HitState, columns: number): Row[] {
  const left = edge(look, hit, how, false)
  const passage = passageRows(hit, Math.max(4, columns - 1 - rowWidth(left)), look.chrome.ellipsis)
  return [
    titleRow(hit, look, how),
    [...left, span(detailsOf(hit, look), 'dim')],
    [...left, ...(passage[0] ?? [])],
    [...left, ...(passage[1] ?? [])],
  ]
}

/** Date, author, source, and how many similar articles stand behind the hit. */
export function detailsOf(hit: ShownHit, { messages, chrome }: Look): string {
  const folded = foldedUnder(hit).length
  const similar = folded === 0 ? '' : messages.similar(folded)
  const likeness = hit.under === undefined ? '' : messages.similarTo(Math.round(hit.under.similarity * 100))
  const parts = [likeness, hit.date.slice(0, 10), hit.author, sourceOf(hit.url, hit.path), similar]
  return parts.filter((part) => part !== '').join(` ${chrome.dot} `)
}

/** Where an article came from: its site, else its file. */
export function sourceOf(url: string, path: string): string {
  const host = /^[a-z]+:\/\/(?:www\.)?([^/:?#]+)/i.exec(url)
  return host?.[1] ?? path
}

/** The first of two neighbouring lines that hold the first mark and most marks; the earlier ones where several do. */
function bestPair(lines: readonly Line[], highlights: Ranges): number {
  const firstMark = highlights[0]?.[0] ?? 0
  const at = Math.max(
    0,
    lines.findIndex((line) => line.end > firstMark),
  )
  const marksIn = (line: Line | undefined): number =>
    line === undefined ? 0 : rangesWithin(highlights, line.start, line.end).length
  return at > 0 && marksIn(lines[at + 1]) === 0 ? at - 1 : at
}

/** A passage with our sign where it was cut: the engine writes `…` there. Two of them are the article's own. */
function inOwnSigns({ text, highlights }: ShownHit['snippet'], ellipsis: string): ShownHit['snippet'] {
  const signed = text.replace(/^…(?!…)|(?<!…)…$/g, ellipsis)
  const shift = /^…(?!…)/.test(text) ? ellipsis.length - 1 : 0
  return { text: signed, highlights: highlights.map(([start, end]) => [start + shift, end + shift]) }
}

/** Two lines of the passage, the first mark among them. */
function passageRows(hit: ShownHit, columns: number, ellipsis: string): Row[] {
  const { text, highlights } = inOwnSigns(hit.snippet, ellipsis)
  const lines = wrap(text, columns, 40)
  const from = bestPair(lines, highlights)
  const shown = lines.slice(from, from + 2)
  return shown.map(({ start, end }, i) => {
    const spans = markedSpans(text.slice(start, end), rangesWithin(highlights, start, end), 'plain', 'match')
    const isCut = i === 1 && from + 2 < lines.length
    return isCut ? [...cutRow(spans, columns - widthOf(ellipsis), ''), span(ellipsis, 'dim')] : spans
  })
}
