/** The chosen filters in a row; a click removes one, Backspace at the beginning of the query line removes the last. */
import { fitRow, rowWidth, span, type Row, type Span } from '../../cells/spans.js'
import { chosenFilters, undated, type ChosenFilter } from '../../state/filters.js'
import type { State } from '../../state/model.js'
import type { Look } from '../look.js'

/** A filter and its columns [start, end) in the row. */
export interface Chip {
  readonly filter: ChosenFilter
  readonly start: number
  readonly end: number
}

export function filterRow(state: State, look: Look): { row: Row; chips: readonly Chip[] } {
  const spans: Span[] = [span(' ')]
  const chips: Chip[] = []
  for (const filter of chosenFilters(state.filters)) {
    const start = rowWidth(spans)
    spans.push(span(` ${filterLabel(filter, look)} ${look.chrome.cross} `, 'chip'), span(' '))
    chips.push({ filter, start, end: rowWidth(spans) - 1 })
  }
  const hint = span(look.messages.filtersHint, 'dim')
  const withHint = rowWidth(spans) + rowWidth([hint]) + 1 <= state.columns && state.editor.cursor === 0
  return { row: fitRow(withHint ? [...spans, hint] : spans, state.columns, look.chrome.ellipsis), chips }
}

/** A value as it is shown to the reader. */
export function filterLabel({ name, value }: ChosenFilter, { messages }: Look): string {
  return name === 'date' && value === undated ? messages.noDate : value
}
