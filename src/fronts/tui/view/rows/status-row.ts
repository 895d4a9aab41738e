/** The last row: the keys that work here, as many as fit. */
import { type Command } from '../../keys/bindings.js'
import { justify, rowWidth, span, type Row, type Span } from '../../cells/spans.js'
import { selectedHit, type Focus, type State } from '../../state/model.js'
import { copyKinds, exportFormats } from '../../state/panes/overlays.js'
import { isBrowsing } from '../../state/query.js'
import { label, labels, type Look } from '../look.js'

interface Hint {
  readonly key: string
  readonly does: string
  /** Dropped last if there is no room. */
  readonly stays?: true
}

export function statusRow(state: State, look: Look): Row {
  const marks = marksOf(state, look)
  const width = rowWidth(marks)
  const keys = shownHints(hintsOf(state, look), state.columns - (width === 0 ? 0 : width + 1))
  return justify(keys.flatMap(hintSpans), marks, state.columns, '')
}

function marksOf(state: State, { messages, chrome }: Look): Row {
  return state.marked.length === 0 ? [] : [span(`${chrome.marked} ${messages.marked(state.marked.length)} `, 'good')]
}

/** As many whole hints as fit; those with `stays` are dropped last. */
function shownHints(hints: readonly Hint[], columns: number): Hint[] {
  let room = columns
  const kept = new Set<Hint>()
  for (const hint of [...hints.filter(({ stays }) => stays), ...hints.filter(({ stays }) => !stays)]) {
    room -= rowWidth(hintSpans(hint))
    if (room < 0) break
    kept.add(hint)
  }
  return hints.filter((one) => kept.has(one))
}

function hintSpans({ key, does }: Hint): Span[] {
  return [span(` ${key}`, 'key'), span(` ${does} `, 'dim')]
}

function hintsOf(state: State, look: Look): Hint[] {
  const { messages: m } = look
  const { enter, left, right, up, down } = look.chrome.keys
  const back: Hint = { key: 'Esc', does: m.keyBack, stays: true }
  const help: Hint = { key: '?', does: m.keyHelp }
  const move = { key: `${up} ${down}`, does: m.keyMove }
  const letters = (lines: readonly (readonly [key: string, value: string])[]): string =>
    lines.map(([key]) => key).join(' ')
  const choose: Hint[] = [{ key: enter, does: m.keyChoose }, back]
  const hints: Readonly<Record<Focus, Hint[]>> = {
    preview: [
      back,
      { ...help, stays: true },
      { key: 'Space b', does: m.keyScroll },
      { key: 'n N', does: m.keyNextMatch },
      { key: '/', does: m.keyFind },
      { key: 'J K', does: m.keyNextHit },
      { key: 'e', does: m.keyEditor },
      { key: 'c', does: m.keyCopy },
      { key: 'm', does: m.keyMark },
      { key: 'x', does: m.keyExport },
      ...(state.reading ? [] : [{ key: enter, does: m.keyFull }]),
      { key: 'w', does: m.keyBrowser },
    ],
    facets: [
      move,
      { key: enter, does: m.keyToggle, stays: true },
      { key: 'o', does: m.keyOnly },
      { key: 'x', does: m.keyClearFilters },
      hint(look, 'facets', m.keyHide),
      help,
      back,
    ],
    times: [
      { key: `${left} ${right}`, does: m.keyMove },
      { key: 'Space', does: m.keyRange },
      { key: enter, does: m.keyFilter, stays: true },
      { key: 'x', does: m.keyClearFilters },
      help,
      back,
    ],
    history: choose,
    find: choose,
    copy: [{ key: letters(copyKinds), does: m.keyCopy }, move, back],
    export: [{ key: letters(exportFormats), does: m.keyExport }, move, back],
    help: [{ key: 'j k', does: m.keyScroll }, back],
    query: state.phase.kind === 'missing' ? missingHints(state, look) : queryHints(state, look),
  }
  return hints[state.focus]
}

function hint(look: Look, command: Command, does: string): Hint {
  return { key: label(look, command), does }
}

function missingHints(state: State, look: Look): Hint[] {
  const quit = hint(look, 'cancel', look.messages.keyQuit)
  if (state.building !== undefined) return [hint(look, 'cancel', look.messages.keyCancel)]
  return state.canBuild ? [{ key: look.chrome.keys.enter, does: look.messages.keyBuild }, quit] : [quit]
}

/** The most useful first; help and quit stay longest. */
function queryHints(state: State, look: Look): Hint[] {
  const { messages: m } = look
  const isEmpty = state.editor.text === ''
  const escape = !isEmpty ? m.keyClear : isBrowsing(state) ? m.keyQuit : m.keyUnfilter
  const help: Hint = { ...hint(look, 'help', m.keyHelp), stays: true }
  const end: Hint = { ...hint(look, 'cancel', escape), stays: true }
  const marks = state.marked.length > 0 ? [hint(look, 'quit', m.keyPrint), hint(look, 'unmarkAll', m.keyUnmark)] : []
  if (selectedHit(state) === undefined) return [help, end, ...marks, hint(look, 'history', m.keyHistory)]
  return [
    hint(look, 'read', state.printing === 'on Enter' ? m.keyPrint : m.keyRead),
    hint(look, 'mark', m.keyMark),
    help,
    end,
    ...marks,
    hint(look, 'facets', m.keyFacets),
    hint(look, 'export', m.keyExport),
    hint(look, 'copyMenu', m.keyCopy),
    hint(look, 'occurrences', state.view === 'lines' ? m.keyHits : m.keyLines),
    hint(look, 'history', m.keyHistory),
    hint(look, 'open', m.keyEditor),
    hint(look, 'times', m.keyTimes),
    hint(look, 'density', m.keyDensity),
    { key: labels(look, 'previewUp', 'previewDown'), does: m.keyScroll },
    hint(look, 'togglePreview', m.keyPreview),
  ]
}
