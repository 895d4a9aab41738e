/** The chosen article with every match marked; the match that `n` went to stands out. */
import { firstSentence } from '../../text/first-sentence.js'
import { fitRow, justify, markedSpans, span, type Row, type Span } from '../cells/spans.js'
import { rangesWithin, type ArticleRows } from '../state/article-rows.js'
import { layoutOf } from '../state/layout.js'
import { selectedHit, type Preview, type State } from '../state/model.js'
import { previewRowsOf } from '../state/moves.js'
import { fill, sourceOf } from './hits-rows.js'
import type { Look } from './look.js'

/** @returns exactly `bodyRows` rows of `columns` columns; the first is the pane's heading */
export function previewRows(state: State, look: Look, columns: number): Row[] {
  const { bodyRows } = layoutOf(state)
  const { preview } = state
  if (preview === undefined) {
    const hint = selectedHit(state) === undefined ? look.messages.previewEmpty : look.messages.previewLoading
    return fill([heading(state, look, '', columns), [span(` ${hint}`, 'dim')]], bodyRows).map((row) =>
      fitRow(row, columns, look.chrome.ellipsis),
    )
  }
  const rows = previewRowsOf(state, preview)
  const shown: Row[] = [heading(state, look, position(preview, rows, look, bodyRows - 1), columns)]
  for (let i = 0; i < bodyRows - 1; i++) shown.push([span(' '), ...articleRow(preview, rows, preview.scroll + i, look)])
  return shown.map((row) => fitRow(row, columns, look.chrome.ellipsis))
}

function heading(state: State, look: Look, right: string, columns: number): Row {
  const style = state.focus === 'preview' ? 'selected' : 'dim'
  return justify(
    [span(` ${look.messages.previewTitle} `, style)],
    [span(`${right} `, 'dim')],
    columns,
    look.chrome.ellipsis,
  )
}

function position(preview: Preview, rows: ArticleRows, { messages, chrome }: Look, height: number): string {
  const count = rows.matchRows.length
  const match = count === 0 ? messages.noMatchInText : messages.matchOf(preview.match + 1, count)
  if (rows.total <= height) return match
  const seen = Math.min(rows.total, preview.scroll + height)
  return `${match} ${chrome.dot} ${messages.percent(Math.floor((100 * seen) / rows.total))}`
}

function articleRow(preview: Preview, rows: ArticleRows, row: number, look: Look): Span[] {
  const { article, titleHighlights } = preview.marked
  if (row < rows.title.length) {
    const line = rows.title[row]!
    if (article.title === '') return [span(firstSentence(article.body) || article.id, 'dim')]
    return markedSpans(
      article.title.slice(line.start, line.end),
      rangesWithin(titleHighlights, line.start, line.end),
      'title',
      'match',
    )
  }
  if (row === rows.title.length) return [span(details(preview, look), 'dim')]
  return row < rows.headRows ? [] : bodyRow(preview, rows, row)
}

function details({ marked: { article } }: Preview, { chrome }: Look): string {
  const parts = [article.date.slice(0, 10), article.author, sourceOf(article.url, article.path), article.tags.join(' ')]
  return parts.filter((part) => part !== '').join(` ${chrome.dot} `)
}

function bodyRow(preview: Preview, rows: ArticleRows, row: number): Span[] {
  const line = rows.body[row - rows.headRows]
  if (line === undefined) return []
  const { article, bodyHighlights } = preview.marked
  const text = article.body.slice(line.start, line.end)
  const current = bodyHighlights[preview.match]
  const before = rangesWithin(bodyHighlights, line.start, line.end)
  if (current === undefined) return markedSpans(text, before, 'plain', 'match')
  return withCurrent(text, before, current[0] - line.start, current[1] - line.start)
}

/** Marks with the one that reaches over [start, end) told apart. */
function withCurrent(text: string, ranges: readonly (readonly [number, number])[], start: number, end: number): Span[] {
  const spans = markedSpans(text, ranges, 'plain', 'match')
  let at = 0
  return spans.map((piece) => {
    const isCurrent = piece.style === 'match' && at < end && at + piece.text.length > start
    at += piece.text.length
    return isCurrent ? { ...piece, style: 'current' as const } : piece
  })
}
