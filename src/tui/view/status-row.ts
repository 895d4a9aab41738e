/** The last row: what just happened, else the keys that work here, as many as fit. */
import { fitRow, justify, rowWidth, span, type Row, type Span } from '../cells/spans.js'
import type { State } from '../state/model.js'
import { label, labels, type Look } from './look.js'
import { progressText } from './progress.js'

type Key = readonly [key: string, does: string]

export function statusRow(state: State, look: Look): Row {
  const { messages, chrome } = look
  const marks =
    state.marked.length === 0 ? [] : [span(`${chrome.marked} ${messages.marked(state.marked.length)} `, 'good')]
  const news = newsOf(state, look)
  if (news !== undefined) return justify([span(' '), news], marks, state.columns, chrome.ellipsis)
  const room = state.columns - rowWidth(marks) - 1
  return fitRow([...keyRow(keysOf(state, look), room), ...marks], state.columns, '')
}

function newsOf(state: State, look: Look): Span | undefined {
  if (state.building !== undefined && state.phase.kind === 'ready')
    return span(progressText(state.building, look), 'accent')
  return state.notice && span(state.notice.text, state.notice.tone)
}

function keysOf(state: State, look: Look): Key[] {
  const { messages: m } = look
  const { enter } = look.chrome.keys
  const back: Key = ['Esc', m.keyBack]
  switch (state.focus) {
    case 'preview':
      return [['n N', m.keyNextMatch], ['j k Space b', m.keyScroll], ['e', m.keyOpen], ['v', m.keyPager], back]
    case 'facets':
      return [[enter, m.keyToggle], ['x', m.keyClearFilters], back]
    case 'history':
      return [[enter, m.keyChoose], [label(look, 'save'), m.helpSave], back]
    case 'copy':
    case 'help':
      return [back]
    case 'query':
      return state.phase.kind === 'missing' ? missingKeys(state, look) : queryKeys(look)
  }
}

function missingKeys(state: State, look: Look): Key[] {
  const quit: Key = [label(look, 'cancel'), look.messages.keyQuit]
  if (state.building !== undefined) return [[label(look, 'cancel'), look.messages.keyCancel]]
  return state.canBuild ? [[look.chrome.keys.enter, look.messages.keyBuild], quit] : [quit]
}

function queryKeys(look: Look): Key[] {
  const { messages: m } = look
  return [
    [label(look, 'open'), m.keyOpen],
    [label(look, 'mark'), m.keyMark],
    [labels(look, 'previewUp', 'previewDown'), m.keyScroll],
    [label(look, 'togglePreview'), m.keyPreview],
    [label(look, 'facets'), m.keyFacets],
    [label(look, 'history'), m.keyHistory],
    [label(look, 'help'), m.keyHelp],
    [label(look, 'cancel'), m.keyQuit],
  ]
}

/** Whole entries only; help and quit, the last two, are kept longest. */
function keyRow(keys: readonly Key[], room: number): Row {
  const pieces = keys.map(([key, does]) => [span(` ${key}`, 'key'), span(` ${does} `, 'dim')])
  const kept = [...pieces]
  while (kept.length > 1 && rowWidth(kept.flat()) > room) kept.splice(Math.max(0, kept.length - 3), 1)
  return kept.flat()
}
