/** The one place where the state changes: an input or an event in, the next state and effects out. */
import * as editor from '../editor/editor.js'
import type { Editor, Words } from '../editor/editor.js'
import type { Command } from '../keys/bindings.js'
import type { InputEvent } from '../keys/decode.js'
import { focused, openHit, readHit, runCommands, startBuild } from './commands.js'
import { withEditor } from './edits.js'
import { applyEvent } from './apply-event.js'
import type { Effect, Event, Step } from './event.js'
import type { Focus, Rect, State } from './model.js'
import { layoutOf, type Layout } from './layout.js'
import { moveBy, moveTo, refit, scrollPreview, textColumns } from './moves.js'
import { facetKeys } from './panes/facets.js'
import { copyKeys, exportKeys, helpKeys, historyKeys } from './panes/overlays.js'
import { type PaneKeys } from './panes/pane.js'
import { findKeys, previewKeys } from './panes/preview.js'
import { timesKeys } from './panes/times.js'
import { isAnswered } from './query.js'

export interface Tools {
  readonly keys: ReadonlyMap<string, readonly Command[]>
  /** The settings' own programs by key. */
  readonly programs?: Readonly<Record<string, string>>
  readonly words: Words
}

const paneKeys: Readonly<Record<Exclude<Focus, 'query'>, PaneKeys>> = {
  preview: previewKeys,
  facets: facetKeys,
  history: historyKeys,
  times: timesKeys,
  copy: copyKeys,
  export: exportKeys,
  help: helpKeys,
  find: findKeys,
}

/** Commands that work whatever has the focus. */
const everywhere: readonly Command[] = ['abort', 'quit', 'suspend', 'redraw', 'help']

export function update(state: State, event: Event | InputEvent, tools: Tools): Step {
  const [after, effects] = happen(state, event, tools)
  return [hasMoved(state, after) ? refit(state, after) : after, effects]
}

/**
 * True if the panes have another size, for whatever reason; {@link refit} then keeps the chosen hit and match visible.
 */
function hasMoved(before: State, after: State): boolean {
  if (before === after) return false
  const [one, other] = [layoutOf(before), layoutOf(after)]
  return one.hitsShown !== other.hitsShown || textColumns(before) !== textColumns(after)
}

function happen(state: State, event: Event | InputEvent, tools: Tools): Step {
  switch (event.type) {
    case 'text':
    case 'paste':
      return typed({ ...state, isLeaving: false }, event.text, event.type === 'paste', tools)
    case 'key':
      return pressed(clearNotice(state, event.name, tools), event.name, tools)
    case 'mouse':
      if (!isWithinReach(state)) return [state, []]
      if (event.action === 'press') return [clicked(state, event), []]
      return [wheeled(state, event, event.action === 'wheel-up' ? -1 : 1), []]
    default:
      return openDeferred(applyEvent(state, event))
  }
}

/** A key removes the notice of the last one, and any key but Esc cancels the readiness to leave. */
function clearNotice(state: State, name: string, { keys }: Tools): State {
  const isLeaving = state.isLeaving && keys.get(name)?.includes('cancel') === true
  return { ...state, notice: undefined, isLeaving }
}

/** Carries out a key that waited for its answer. */
function openDeferred(state: State): Step {
  const how = state.openWhenAnswered
  if (how === undefined || !isAnswered(state)) return [state, []]
  const free = { ...state, openWhenAnswered: undefined }
  return how === 'read' ? readHit(free) : openHit(free, how)
}

function pressed(state: State, name: string, tools: Tools): Step {
  const commands = tools.keys.get(name) ?? []
  const isOffered = state.phase.kind === 'missing' && state.building === undefined && state.canBuild
  if (isOffered && name === 'enter') return startBuild(state)
  const program = tools.programs?.[name]
  if (program !== undefined) return openHit(state, 'editor', program)
  if (state.focus === 'query') return runCommands(state, commands, tools.words)
  const common = commands.filter((command) => everywhere.includes(command))
  if (common.length > 0) return runCommands(state, common, tools.words)
  const step = paneKeys[state.focus](state, { name, commands, words: tools.words })
  const own = ownLine(state)
  if (step !== undefined || own === undefined) return step ?? runCommands(state, commands, tools.words)
  const edited = commands
    .map((command) => editor.edited(own.line, command, tools.words))
    .find((line) => line !== undefined)
  return [edited === undefined ? state : own.set(edited), []]
}

/** The line that is edited in place of the query: what narrows a list, what is searched. */
function ownLine(state: State): { readonly line: Editor; readonly set: (line: Editor) => State } | undefined {
  const { focus } = state
  if (focus === 'history')
    return { line: state.historyEditor, set: (line) => ({ ...state, historyEditor: line, historyCursor: 0 }) }
  if (focus === 'find') return { line: state.finding, set: (finding) => ({ ...state, finding }) }
  return undefined
}

/** Text goes to the line being edited; in the other panes a single character may be one of their keys. */
function typed(state: State, text: string, pasted: boolean, tools: Tools): Step {
  const { line, set } = ownLine(state) ?? {
    line: state.editor,
    set: (edited: Editor) => withEditor({ ...state, focus: 'query' }, edited),
  }
  if (!pasted && line === state.editor) {
    if (state.focus !== 'query') return typedInPane(state, text, tools)
    if (state.phase.kind === 'missing' && state.canBuild && /^y$/i.test(text) && line.text === '')
      return startBuild(state)
    if (/^[?？]$/.test(text) && line.text === '') return runCommands(state, ['help'], tools.words)
  }
  return [set(editor.insert(line, text)), editor.fits(line, text) ? [] : [{ type: 'notify', what: 'cut' }]]
}

function typedInPane(start: State, text: string, tools: Tools): Step {
  let state = start
  const effects: Effect[] = []
  for (const character of text) {
    const name = character === ' ' ? 'space' : character
    const keys = state.focus === 'query' || ownLine(state) !== undefined ? undefined : paneKeys[state.focus]
    const step = keys?.(state, { name, commands: [], words: tools.words })
    const help = keys !== undefined && /[?？]/.test(character) && runCommands(state, ['help'], tools.words)
    const [next, more] = step ?? (help || typed(state, character, true, tools))
    state = next
    for (const effect of more) effects.push(effect)
  }
  return [state, effects]
}

/* Holds the state: events go in, listeners are notified of changes, effects go to the session. */

export class Store {
  readonly #tools: Tools
  readonly #carryOut: (effect: Effect) => void
  readonly #listeners = new Set<() => void>()
  #state: State
  #heard: State

  constructor(initial: State, tools: Tools, carryOut: (effect: Effect) => void) {
    this.#state = this.#heard = initial
    this.#tools = tools
    this.#carryOut = carryOut
  }

  /** The state of the last notification; constant between notifications, as React requires. */
  readonly get = (): State => this.#heard

  /** The newest state, even before listeners are notified of it. */
  latest(): State {
    return this.#state
  }

  /** Applies events in order; listeners are notified once, or only by {@link flush} if `quiet`. */
  send(events: readonly (Event | InputEvent)[], quiet = false): void {
    const effects: Effect[] = []
    for (const event of events) {
      const [next, more] = update(this.#state, event, this.#tools)
      this.#state = next
      for (const effect of more) effects.push(effect)
    }
    if (!quiet) this.flush()
    for (const effect of effects) this.#carryOut(effect)
  }

  flush(): void {
    if (this.#heard === this.#state) return
    this.#heard = this.#state
    for (const listener of this.#listeners) listener()
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }
}

const pointed: readonly Focus[] = ['query', 'preview', 'facets', 'times']

/** False if something covers the panes, because the reader can't see what a click or the wheel would choose. */
function isWithinReach({ phase, focus }: State): boolean {
  return phase.kind === 'ready' && pointed.includes(focus)
}

const isIn = ({ x, y, columns, rows }: Rect, at: Point): boolean =>
  at.x >= x && at.x < x + columns && at.y >= y && at.y < y + rows

type Point = Pick<Rect, 'x' | 'y'>

/** A click chooses the hit under it, or gives the pane under it the focus. */
function clicked(state: State, at: Point): State {
  const { panes, view } = state
  if (!isIn(panes.body, at)) return focused(state, 'query')
  const layout = layoutOf(state)
  const isBefore = layout.facetColumns > 0 && (!layout.hasList || at.x < panes.list.x)
  if (isBefore) return focused(state, 'facets')
  if (!layout.hasList || at.x >= panes.list.x + panes.list.columns) return focused(state, 'preview')
  const top = view === 'lines' ? state.lineTop : state.top
  const index = top + Math.floor(withoutRule(top, layout, at.y - panes.list.y) / layout.rowsPerHit)
  const count = (view === 'lines' ? state.lines?.items.length : state.results?.hits.length) ?? 0
  return at.y < panes.list.y || index >= count ? state : focused(moveTo(state, index), 'query')
}

/** A row of the list, not counting the rule between hits; the rule itself belongs to the hit above it. */
function withoutRule(top: number, { rowsPerHit, ruleBefore }: Layout, row: number): number {
  if (ruleBefore === undefined || ruleBefore <= top || rowsPerHit === 4) return row
  return row < (ruleBefore - top) * rowsPerHit ? row : row - 1
}

function wheeled(state: State, at: Point, by: 1 | -1): State {
  const isOverPreview = layoutOf(state).previewColumns > 0 && at.x >= state.panes.preview.x
  return isOverPreview ? scrollPreview(state, by * 3) : moveBy(state, by)
}
