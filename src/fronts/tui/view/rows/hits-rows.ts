/**
 * The list of hits in one of three densities: the title alone, with a line of the passage, or with two lines and a gap.
 * The date is at the right edge of the title's row.
 */
import { widthOf } from '../../cells/cells.js'
import {
  cutRow,
  fitRow,
  grounded,
  justify,
  markedSpans,
  rowWidth,
  span,
  type Row,
  type Span,
} from '../../cells/spans.js'
import { wrap, type Line } from '../../cells/wrap.js'
import { endsInQuotation, openingQuotes } from '../../../../library/reading/quotations.js'
import { noFilters } from '../../state/filters.js'
import { layoutOf } from '../../state/layout.js'
import { type ShownHit, type State } from '../../state/model.js'
import { detailsWithin, sourcesDiffer, whyOf } from '../hit-details.js'
import { label, type Look } from '../look.js'
import { takingKey, ruleRow } from './top-rows.js'
import { type Hit } from '../../../../library/types.js'
import { within } from '../../../../base/marked.js'

/** @returns rows of exactly `columns` columns */
export function hitRows(state: State, look: Look, columns: number): Row[] {
  const { hitsShown } = layoutOf(state)
  const hits = state.results?.hits ?? []
  const showsSource = sourcesDiffer(hits)
  const blocks = hits.slice(state.top, state.top + hitsShown + 1).map((hit, i) => {
    const how = { chosen: state.top + i === state.selected, marked: state.marked.includes(hit.id), showsSource }
    return hitBlock(hit, state, look, how, columns)
  })
  const rule = ruleRow(look.messages.someWords, 'dim', look, columns)
  const rows = hits.length === 0 ? emptyRows(state, look, columns) : withRule(blocks, state, rule)
  return rows.map((row) => fitRow(row, columns, look.chrome.ellipsis))
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

function emptyRows(state: State, look: Look, width: number): Row[] {
  const { messages } = look
  const columns = Math.max(10, width - 2)
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

function hintFor(state: State, { messages }: Look): string {
  if (state.filters !== noFilters) return messages.nothingFiltered
  const { text } = state.editor
  if (endsInQuotation(text)) return messages.nothingUnclosed
  if ([...text].some((sign) => openingQuotes.includes(sign))) return messages.nothingExact
  return /\sNEAR\/\d/.test(text) ? messages.nothingNear : messages.nothingFoundHint
}

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
  const title = [...left, ...markedSpans(text, highlights, 'title', 'match')]
  const apart = right.length === 0 ? [] : [span(' '), ...right]
  return [...justify(title, apart, columns - 1, look.chrome.ellipsis), span(' ')]
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

type Passage = Hit['snippet']

/** Collapses runs of blanks of any kind to one and moves the marks accordingly. */
export function collapsed({ text, highlights }: Passage): Passage {
  const places = new Uint32Array(text.length + 1)
  let out = ''
  for (let i = 0; i < text.length; i++) {
    places[i] = out.length
    if ((text.charCodeAt(i) > 0x3000 && text[i] !== '\ufeff') || !/\s/.test(text[i]!)) out += text[i]!
    else if (out !== '' && !out.endsWith(' ')) out += ' '
  }
  places[text.length] = out.length
  const moved = highlights.map(([start, end]) => [places[start]!, places[end]!] as const)
  return { text: out.trimEnd(), highlights: moved.filter(([start, end]) => end > start) }
}

/** What is shown as the title of a hit without one, with the passage's marks if the passage contains that sentence. */
function headingOf({ heading = '', id, snippet }: Hit): Passage {
  if (heading === '') return { text: id, highlights: [] }
  const { text, highlights } = collapsed(snippet)
  const sentence = collapsed({ text: heading.replace(/…$/, ''), highlights: [] }).text
  const at = sentence === '' ? -1 : text.indexOf(sentence)
  const marks = at === -1 ? [] : within(highlights, at, at + sentence.length)
  return { text: sentence + (heading.endsWith('…') ? '…' : ''), highlights: marks }
}

/** The passage without the title, or without the sentence shown as one, because the row above shows it already. */
export function passageOf(hit: Hit): Passage {
  const passage = collapsed(hit.snippet)
  const shown = hit.title === '' ? sentenceOf(hit) : titleIn(passage.text, hit.title)
  if (shown === '' || !passage.text.startsWith(shown)) return passage
  const start = shown.length + (/^\s*/.exec(passage.text.slice(shown.length))?.[0].length ?? 0)
  return { text: passage.text.slice(start), highlights: within(passage.highlights, start, passage.text.length) }
}

function sentenceOf(hit: Hit): string {
  return hit.heading === undefined ? '' : headingOf(hit).text.replace(/…$/, '')
}

/**
 * The title and its end if the text begins with it as a line or sentence of its own, else ''; a blank ends it only
 * after Han or punctuation.
 */
function titleIn(text: string, title: string): string {
  const whole = collapsed({ text: title, highlights: [] }).text
  if (whole === '' || !text.startsWith(whole)) return ''
  const after = /^(?:$|[。．！？!?…]+|\s)/u.exec(text.slice(whole.length))?.[0]
  const isEnd = after !== undefined && (after !== ' ' || /[\p{Script=Han}\p{P}]$/u.test(whole))
  return isEnd ? whole + after : ''
}

/**
 * The first line to show: the one with the first mark, or the line before it if the line after it has no mark. A last
 * line that is half empty, because the passage was cut there, is shown only if it has a mark that no other line has.
 */
function bestStart(lines: readonly Line[], { text, highlights }: Passage, columns: number, count: number): number {
  const firstMark = highlights[0]?.[0] ?? 0
  const line = lines.findIndex(({ end }) => end > firstMark)
  const at = Math.max(0, line)
  if (count === 1) return at
  const marksIn = (one: Line | undefined): number =>
    one === undefined ? 0 : within(highlights, one.start, one.end).length
  const last = lines.at(-1)
  const isShort = last !== undefined && text.endsWith('…') && widthOf(text.slice(last.start, last.end)) < columns / 2
  const usable = lines.length - (isShort && marksIn(last) < highlights.length ? 1 : 0)
  const start = at > 0 && marksIn(lines[at + 1]) === 0 ? at - 1 : at
  return Math.max(0, Math.min(start, usable - count))
}

/** Replaces the `…` with which the engine marks a cut by our own sign. Two of them in a row belong to the article. */
function inOwnSigns({ text, highlights }: Passage, ellipsis: string): Passage {
  const signed = text.replace(/^…(?!…)|(?<!…)…$/g, ellipsis)
  const shift = /^…(?!…)/.test(text) ? ellipsis.length - 1 : 0
  return { text: signed, highlights: highlights.map(([start, end]) => [start + shift, end + shift]) }
}

/** At most `count` lines of a passage, with the first mark among them. */
function passageRows(passage: Passage, columns: number, count: number, ellipsis: string): Row[] {
  const { text, highlights } = inOwnSigns(passage, ellipsis)
  const lines = wrap(text, columns, 60)
  const from = bestStart(lines, passage, columns, count)
  return lines.slice(from, from + count).map(({ start, end }, i) => {
    const spans = markedSpans(text.slice(start, end), within(highlights, start, end), 'plain', 'match')
    const begins = i === 0 && from > 0 && !text.slice(start, end).startsWith(ellipsis)
    const isCut = i === count - 1 && from + count < lines.length
    const room = columns - (isCut ? widthOf(ellipsis) : 0)
    const row = begins
      ? [span(ellipsis, 'dim'), ...cutRow(spans, room - widthOf(ellipsis), '')]
      : cutRow(spans, room, '')
    return isCut ? [...row, span(ellipsis, 'dim')] : row
  })
}
