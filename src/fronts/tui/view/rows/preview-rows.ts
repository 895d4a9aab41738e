/**
 * The chosen article with every match marked; the current match is emphasised, and a scroll bar shows where all are.
 */
import { firstSentence } from '../../../../text/sentences.js'
import { fitRow, justify, markedSpans, rowWidth, span, type Row, type Span } from '../../cells/spans.js'
import { type Line } from '../../cells/wrap.js'
import { within } from '../../../../base/marked.js'
import { repetitionIn, type ArticleRows } from '../../state/article-rows.js'
import { selectedHit, type Preview, type State } from '../../state/model.js'
import { previewRowsOf, textColumns } from '../../state/moves.js'
import { sourceOf } from '../hit-details.js'
import { type Look } from '../look.js'

/** @returns the rows of the text, `columns` wide, as many as the pane has */
export function previewRows(state: State, look: Look, columns: number): Row[] {
  const { preview } = state
  if (preview === undefined) {
    const hint = selectedHit(state) === undefined ? look.messages.previewEmpty : look.messages.previewLoading
    return [fitRow([span(` ${hint}`, 'dim')], columns, look.chrome.ellipsis)]
  }
  const rows = previewRowsOf(state, preview)
  const height = state.panes.preview.rows
  const bar = scrollBar(preview, rows, height, look)
  const margin = state.reading ? Math.max(1, Math.floor((columns - textColumns(state)) / 2)) : 1
  const left = span(' '.repeat(margin - 1))
  return bar.map((sign, i) => {
    const text = [left, ...articleRow(preview, rows, preview.scroll + i, look)]
    return [...fitRow(text, columns - rowWidth([sign]), look.chrome.ellipsis), sign]
  })
}

/** Ticks where matches are, the thumb where the shown part is; blank if all is shown. */
function scrollBar(preview: Preview, rows: ArticleRows, height: number, { chrome }: Look): Span[] {
  if (rows.total <= height) return Array.from({ length: height }, () => span(' '))
  const at = (row: number): number => Math.min(height - 1, Math.floor((row * height) / rows.total))
  const ticks = new Set(rows.matchRows.map(at))
  const [from, to] = [at(preview.scroll), at(preview.scroll + height - 1)]
  return Array.from({ length: height }, (_, i) => {
    if (ticks.has(i)) return span(chrome.tick, 'match')
    return i >= from && i <= to ? span(chrome.thumb, 'accent') : span(chrome.track, 'border')
  })
}

export function headingRow(state: State, look: Look, columns: number): Row {
  const { preview } = state
  const right =
    preview === undefined ? '' : position(preview, previewRowsOf(state, preview), look, state.panes.preview.rows)
  const style = state.focus === 'preview' ? 'selected' : 'dim'
  return justify(
    [span(` ${titleOf(state, look)} `, style), ...titleAbove(state), ...markOf(state, look)],
    [span(`${right} `, 'dim')],
    columns,
    look.chrome.ellipsis,
  )
}

/** The title once it is scrolled out of the pane, so that the reader always sees which article this is. */
function titleAbove({ preview }: State): Span[] {
  const title = preview?.marked.article.title.trim() ?? ''
  return preview === undefined || preview.scroll === 0 || title === '' ? [] : [span(` ${title}`, 'dim')]
}

function markOf(state: State, { chrome }: Look): Span[] {
  const id = selectedHit(state)?.id
  return id !== undefined && state.marked.includes(id) ? [span(` ${chrome.marked}`, 'good')] : []
}

/** The pane's title; on the whole screen, the number of the hit. */
function titleOf(state: State, { messages }: Look): string {
  const { results, view } = state
  if (!state.reading || results === undefined || view === 'lines') return messages.previewTitle
  return messages.readerResult(state.selected + 1, results.total)
}

function position(preview: Preview, rows: ArticleRows, { messages, chrome }: Look, height: number): string {
  const count = rows.matchRows.length
  const hasMarks = preview.marked.titleHighlights.length > 0
  const match = count > 0 ? messages.matchOf(preview.match + 1, count) : hasMarks ? messages.noMatchInText : ''
  if (rows.total <= height) return match
  const seen = Math.min(rows.total, preview.scroll + height)
  const share = messages.percent(Math.floor((100 * seen) / rows.total))
  return match === '' ? share : `${match} ${chrome.dot} ${share}`
}

function articleRow(preview: Preview, rows: ArticleRows, row: number, look: Look): Span[] {
  const blank = span(' ')
  if (row < rows.title.length) return [blank, ...titleRow(preview, rows.title[row]!)]
  if (row === rows.title.length) return [blank, span(details(preview, look), 'dim')]
  if (rows.isCut && row === rows.total - 1) return [blank, span(look.messages.previewCut, 'accent')]
  return row < rows.headRows ? [] : bodyRow(preview, rows, row, look)
}

/** If the body's first line repeats the title, its matches are shown only here. */
function titleRow({ marked, match }: Preview, { start, end }: Line): Span[] {
  const { title } = marked.article
  const spans = markedSpans(title.slice(start, end), within(marked.titleHighlights, start, end), 'title', 'match')
  const repeated = repetitionIn(marked.article)
  const current = marked.bodyHighlights[match]
  if (repeated === undefined || current === undefined || current[1] > repeated.end) return spans
  const shift = repeated.start - (title.length - title.trimStart().length) + start
  return withCurrent(spans, current[0] - shift, current[1] - shift)
}

function details({ marked: { article } }: Preview, { chrome }: Look): string {
  const parts = [article.date.slice(0, 10), article.author, sourceOf(article.url, article.path), article.tags.join(' ')]
  return parts.filter((part) => part !== '').join(` ${chrome.dot} `)
}

/** How a kind of block looks; its sign is in the margin. */
const blockStyles = { heading: 'title', item: 'plain', quote: 'dim', code: 'bar' } as const

function bodyRow(preview: Preview, rows: ArticleRows, row: number, { chrome }: Look): Span[] {
  const line = rows.body[row - rows.headRows]
  if (line === undefined) return []
  const { article, bodyHighlights } = preview.marked
  const text = article.body.slice(line.start, line.end)
  const current = bodyHighlights[preview.match]
  const marks = within(bodyHighlights, line.start, line.end)
  const start = article.body.lastIndexOf('\n', line.start - 1) + 1
  const kind = preview.structure?.get(line.start === 0 ? 0 : start)
  const signs = {
    heading: ' ',
    item: line.start === start ? chrome.dot : ' ',
    quote: chrome.vertical,
    code: chrome.vertical,
  }
  const margin = span(kind === undefined ? ' ' : signs[kind], 'accent')
  const style = kind === undefined ? 'plain' : blockStyles[kind]
  // Without a title, the first sentence is shown as one.
  const lead = Math.max(0, Math.min(text.length, leadEnd(article) - line.start))
  const spans = [
    ...markedSpans(text.slice(0, lead), within(marks, 0, lead), 'title', 'match'),
    ...markedSpans(text.slice(lead), within(marks, lead, text.length), style, 'match'),
  ]
  if (current === undefined) return [margin, ...spans]
  return [margin, ...withCurrent(spans, current[0] - line.start, current[1] - line.start)]
}

/** The end of the sentence shown as the title of an article without one; 0 if there is none. */
function leadEnd({ title, body }: Preview['marked']['article']): number {
  const sentence = title === '' ? firstSentence(body) : ''
  const start = body.search(/\S/)
  return sentence !== '' && body.startsWith(sentence, start) ? start + sentence.length : 0
}

function withCurrent(spans: readonly Span[], start: number, end: number): Span[] {
  let at = 0
  return spans.map((piece) => {
    const isCurrent = piece.style === 'match' && at < end && at + piece.text.length > start
    at += piece.text.length
    return isCurrent ? { ...piece, style: 'current' as const } : piece
  })
}
