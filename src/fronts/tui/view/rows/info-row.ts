/** The second row: suggestions while the reader types, else how words were read, else a rule. */
import { cutRow, fitRow, rowWidth, span, type Row, type Span } from '../../cells/spans.js'
import { goesOn } from '../../state/edits.js'
import type { Completion, State } from '../../state/model.js'
import { label, type Look } from '../look.js'
import { plainRule } from './rule-row.js'

const mostReadings = 5

export function infoRow(state: State, look: Look): Row {
  const shown = state.completions.length > 0 ? state.completions : state.lastCompletions
  if (shown.length > 0 && state.focus === 'query') return suggestionRow(shown, state, look)
  const readings = readingsOf(state, look)
  if (readings !== '') return fitRow([span(readings, 'dim')], state.columns, look.chrome.ellipsis)
  return plainRule(state.columns, look)
}

/** Alternatives of typed words, such as what a Latin word spells in pinyin; '' if there are none. */
export function readingsOf({ results }: State, { messages, chrome }: Look): string {
  const parts = (results?.expansions ?? []).map(({ text, alternatives }) =>
    messages.alsoFound(
      text,
      alternatives.slice(0, mostReadings).map((one) => one.text),
      Math.max(0, alternatives.length - mostReadings),
    ),
  )
  const relaxed = results?.relaxed ?? []
  const first = relaxed.length === 0 ? [] : [messages.relaxed(relaxed)]
  return [...first, ...parts].join(` ${chrome.dot} `)
}

/** The key that takes a suggestion; one that would replace typed words has a key of its own. */
export function takingKey(state: State, completion: Completion, look: Look): string {
  return label(look, goesOn(state, completion) ? 'complete' : 'takeSuggestion')
}

/** Suggestions from the chosen one on, as many as fit: the first in the row is the one that will be taken. */
function suggestionRow(completions: readonly Completion[], state: State, look: Look): Row {
  const { completion, columns } = state
  const row: Span[] = [span(`${takingKey(state, completions[completion % completions.length]!, look)} `, 'key')]
  for (let i = 0; i < completions.length; i++) {
    const { text, kind } = completions[(completion + i) % completions.length]!
    const shown = cutRow([span(text, i === 0 ? 'selected' : 'plain')], 32, look.chrome.ellipsis)
    const kindText = look.messages.kinds[kind]
    const piece =
      kind === 'correction' || kind === 'meant'
        ? [span(`${kindText} `, 'dim'), ...shown, span('  ')]
        : [...shown, span(` ${kindText}  `, 'dim')]
    if (rowWidth(row) + rowWidth(piece) > columns && i > 0) break
    for (const part of piece) row.push(part)
  }
  return fitRow(row, columns, look.chrome.ellipsis)
}
