/**
 * The list of hits in one of three densities: the title alone, with a line of the passage, or with two lines and a gap.
 * The date is at the right edge of the title's row.
 */
import { widthOf } from '../../cells/cells.js'
import {
  cutRow,
  fitRow,
  fitRows,
  grounded,
  markedSpans,
  rowWidth,
  span,
  type Row,
  type Span,
} from '../../cells/spans.js'
import { wrap } from '../../cells/wrap.js'
import { endsInQuotation, openingQuotes } from '../../../../library/reading/quotations.js'
import { noFilters } from '../../state/filters.js'
import { layoutOf } from '../../state/layout.js'
import type { ShownHit, State } from '../../state/model.js'
import { detailsWithin, sourcesDiffer, whyOf } from '../hit-details.js'
import { label, type Look } from '../look.js'
import { takingKey } from './info-row.js'
import { ruleRow } from './rule-row.js'
import { headingOf, passageOf, passageRows } from '../passage.js'

/** @returns exactly `count` rows of `columns` columns */
export function hitRows(state: State, look: Look, columns: number, count: number): Row[] {
  const { hitsShown } = layoutOf(state)
  const hits = state.results?.hits ?? []
  const showsSource = sourcesDiffer(hits)
  const rows =
    hits.length === 0
      ? emptyRows(state, look)
      : withRule(
          hits.slice(state.top, state.top + hitsShown + 1).map((hit, i) => {
            const how = { chosen: state.top + i === state.selected, marked: state.marked.includes(hit.id), showsSource }
            return hitBlock(hit, state, look, how, columns)
          }),
          state,
          ruleRow(look.messages.someWords, 'dim', look, columns),
        )
  return fitRows(rows, columns, count, look.chrome.ellipsis)
}

/** Adds a rule before the hits with only some of the words: in the gap between two hits, else in a row of its own. */
function withRule(blocks: readonly (readonly Row[])[], state: State, rule: Row): Row[] {
  const { ruleBefore } = layoutOf(state)
  const at = ruleBefore === undefined ? -1 : ruleBefore - state.top
  return blocks.flatMap((block, i) => {
    if (i + 1 === at && block.length === 4) return [...block.slice(0, 3), rule]
    return i === at && i > 0 && block.length < 4 ? [rule, ...block] : block
  })
}

export function fill(rows: readonly Row[], count: number): Row[] {
  return Array.from({ length: count }, (_, i) => rows[i] ?? [])
}

function emptyRows(state: State, look: Look): Row[] {
  const { messages } = look
  const columns = Math.max(10, layoutOf(state).listColumns - 2)
  if (state.problem !== undefined) return wrapped(state.problem.reason, columns, 'error')
  if (state.results === undefined) return [[span(` ${messages.searching}`, 'dim')]]
  if (/[^\s:：][:：]$/.test(state.editor.text)) return wrapped(valueHint(state, look), columns, 'dim')
  const correction = correctionOf(state, look)
  return [
    [span(` ${messages.nothingFound}`, 'title')],
    ...(correction === undefined ? [] : wrapped(correction, columns, 'accent')),
    ...wrapped(hintFor(state, look), columns, 'dim'),
  ]
}

/** A field without a value finds nothing yet, so the hint says what to type next. */
function valueHint(state: State, look: Look): string {
  const first = state.completions[state.completion]
  return look.messages.valueMissing(first && takingKey(state, first, look))
}

/** Which part of the query to change to find more. */
function hintFor(state: State, { messages }: Look): string {
  if (state.filters !== noFilters) return messages.nothingFiltered
  const { text } = state.editor
  if (endsInQuotation(text)) return messages.nothingUnclosed
  if ([...text].some((sign) => openingQuotes.includes(sign))) return messages.nothingExact
  return /\sNEAR\/\d/.test(text) ? messages.nothingNear : messages.nothingFoundHint
}

/** Wraps a text into rows, each with a blank before it. */
export function wrapped(text: string, columns: number, style: Span['style']): Row[] {
  return wrap(text, columns).map(({ start, end }) => [span(` ${text.slice(start, end)}`, style)])
}

const corrections: readonly string[] = ['correction', 'gap', 'meant']

/** The likeliest correction of a query, in words; undefined if none is offered. */
export function correctionOf({ completions }: State, look: Look): string | undefined {
  const correction = completions.find(({ kind }) => corrections.includes(kind))
  return correction && look.messages.didYouMean(correction.text, label(look, 'takeSuggestion'))
}

interface HitState {
  readonly chosen: boolean
  readonly marked: boolean
  readonly showsSource: boolean
}

/** Unfolded hits are indented by two columns. */
function edge(look: Look, hit: ShownHit, { chosen, marked }: HitState, first: boolean): Span[] {
  const mark = marked && first ? span(look.chrome.marked, 'good') : span(' ')
  const sides = chosen ? [span(look.chrome.chosen, 'accent'), mark] : [mark, span(' ')]
  return hit.foldedInto === undefined ? sides : [...sides, span('  ')]
}

function hitBlock(hit: ShownHit, state: State, look: Look, how: HitState, columns: number): Row[] {
  const { rowsPerHit } = layoutOf(state)
  const rows = [titleRow(hit, look, how, columns)]
  if (rowsPerHit > 1) {
    const left = edge(look, hit, how, false)
    const count = rowsPerHit === 2 ? 1 : 2
    const passage = textRows(hit, state, look, Math.max(4, columns - 1 - rowWidth(left)), count)
    for (let i = 0; i < count; i++) rows.push([...left, ...(passage[i] ?? [])])
  }
  const shown = how.chosen ? rows.map((row) => grounded(fitRow(row, columns, look.chrome.ellipsis))) : rows
  return rowsPerHit === 4 ? [...shown, []] : shown
}

function titleRow(hit: ShownHit, look: Look, how: HitState, columns: number): Row {
  const left = edge(look, hit, how, true)
  const room = columns - rowWidth(left) - 1
  const { text, highlights } = hit.title === '' ? headingOf(hit) : { text: hit.title, highlights: hit.titleHighlights }
  const right = detailsWithin(hit, look, how.showsSource, room, widthOf(text))
  const rightWidth = rowWidth(right)
  const title = cutRow(
    markedSpans(text, highlights, 'title', 'match'),
    room - (rightWidth === 0 ? 0 : rightWidth + 2),
    look.chrome.ellipsis,
  )
  const gap = span(' '.repeat(Math.max(0, room - rowWidth(title) - rightWidth)))
  return [...left, ...title, gap, ...right, span(' ')]
}

/** The passage, preceded by the reason for the match if the passage doesn't show it. */
function textRows(hit: ShownHit, state: State, look: Look, columns: number, count: number): Row[] {
  const { ellipsis } = look.chrome
  const why = whyOf(hit, state, look)
  if (why === '') return passageRows(passageOf(hit), columns, count, ellipsis)
  const reason = cutRow([span(why, 'accent')], columns, ellipsis)
  if (count > 1) return [reason, ...passageRows(passageOf(hit), columns, count - 1, ellipsis)]
  const rest = columns - rowWidth(reason) - 2
  return [[...reason, span('  '), ...(rest < 8 ? [] : (passageRows(passageOf(hit), rest, 1, ellipsis)[0] ?? []))]]
}
