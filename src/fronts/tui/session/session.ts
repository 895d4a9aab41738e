/** One run of the UI: wires state, engine and screen together, and ends it in one place. */
import type { PrintForm } from '../actions/print-marks.js'
import { setAmbiguousWidth } from '../cells/cells.js'
import { createCompleter } from '../complete/completer.js'
import { longestQuery, platformWords, type Words } from '../editor/editor.js'
import { placesOf } from '../../settings/places.js'
import type { Settings } from '../files/settings.js'
import { keyTable } from '../keys/bindings.js'
import type { Language } from '../../messages/language.js'
import { messagesFor } from '../../messages/tui.js'
import type { Effect } from '../state/effect.js'
import type { Event } from '../state/event.js'
import { initialState } from '../state/initial-state.js'
import type { Notice, State } from '../state/model.js'
import type { Tools } from '../state/update.js'
import type { Device } from '../terminal/device.js'
import type { Background } from '../terminal/background.js'
import { handleSignals, hungUp } from '../terminal/signals.js'
import { asciiChrome, unicodeChrome } from '../view/chrome.js'
import { helpLength } from '../view/rows/help-rows.js'
import { label, type Look } from '../view/look.js'
import { themeFor, type ColorChoice } from '../view/theme.js'
import { createActions } from './actions.js'
import { createRequests } from './requests.js'
import { createLibrary, type BuildIndex, type OpenIndex } from './library.js'
import { createReaderFiles } from './reader-files.js'
import { createStage } from './stage.js'
import { createStore } from './store.js'
import { layoutOf, leftOfList } from '../state/layout.js'
import type { Target } from '../state/mouse.js'
import { facetEntries } from '../state/panes/facets.js'
import { timeBars } from '../state/panes/times.js'
import { firstEntry } from '../view/rows/facet-rows.js'
import { filterRow } from '../view/rows/filter-row.js'
import { placedHints } from '../view/rows/status-row.js'

export interface SessionOptions {
  readonly dir: string
  readonly query: string | undefined
  readonly language: Language
  readonly env: NodeJS.ProcessEnv
  readonly color: ColorChoice
  /** The background that the terminal reported. */
  readonly background?: Background | undefined
  readonly open: OpenIndex
  readonly build: BuildIndex | undefined
  readonly plan: (() => Promise<readonly string[]>) | undefined
  readonly words: Words | undefined
  readonly settings: Settings
  readonly device: Device
  readonly cwd: string
  readonly print: PrintForm | undefined
}

export interface TuiResult {
  /** 0, 130 after Ctrl-C, 128 + number after a signal. */
  readonly exitCode: number
  /** Marked articles in the order of marking, one line each, in the form `print`. */
  readonly marked: readonly string[]
}

/** @throws any error that crashed the UI, after the terminal was restored */
export function runSession(options: SessionOptions): Promise<TuiResult> {
  return new Promise((resolve, reject) => start(options, resolve, reject))
}

/** Long because it is the wiring: each part is named once, here, and nothing else happens. */
function start(options: SessionOptions, resolve: (result: TuiResult) => void, reject: (error: unknown) => void): void {
  const { device, settings, env, dir, cwd, print, language } = options
  const messages = messagesFor(language)
  const look = lookOf(options)
  const tools: Tools = {
    keys: keyTable(settings.bindings),
    words: options.words ?? platformWords,
    targetAt: (at, x, y) => targetAt(at, look, x, y),
  }
  setAmbiguousWidth(settings.ambiguousWidth)

  const isRead = settings.screenReader || env['INK_SCREEN_READER'] === 'true' || env['TERM'] === 'dumb'
  const store = createStore(firstState(options, isRead, look), tools, carryOut)
  const tell = (event: Event): void => store.send([event])
  const notice = (text: string, tone: Notice['tone']): void => tell({ type: 'noticed', notice: { text, tone } })
  const completer = createCompleter()
  const library = createLibrary({
    dir,
    open: options.open,
    build: options.build,
    plan: options.plan,
    messages,
    completer,
    tell,
  })
  const requests = createRequests(store, { completer, ask: library.ask, messages })
  const files = createReaderFiles(placesOf(env), messages, tell)
  const stage = createStage({
    device,
    settings,
    store,
    look,
    isRead,
    onInput: (events) => store.send(events),
    onCrash: (error) => void finish(2, error),
  })
  const state = (): State => store.latest()
  const actions = createActions({ library, stage, device, settings, messages, env, cwd, print, state, tell, notice })
  let hasEnded = false

  const releaseSignals = handleSignals({
    onEnd: (code) => {
      const isForAnotherProgram = stage.isLent() && (code === 130 || code === 131)
      if (!isForAnotherProgram) void finish(code)
    },
    onCrash: (error) => void finish(2, error),
    onStop: stage.stop,
    onContinue: stage.goOn,
    onResize: stage.redraw,
    onExit: stage.close,
  })

  device.onGone(() => void finish(hungUp))

  async function finish(code: number, crash?: unknown): Promise<void> {
    if (hasEnded) return
    hasEnded = true
    stage.close()
    const marked = code === 0 ? await actions.markedLines() : []
    // Ink's packages send a signal again if there is no other listener for it, which ends the program at once.
    await Promise.all([files.settled(), library.close()]).finally(releaseSignals)
    if (crash === undefined) resolve({ exitCode: code, marked })
    else reject(crash)
  }

  function carryOut(effect: Effect): void {
    switch (effect.type) {
      case 'open':
        return void actions.open(effect)
      case 'nameExport':
        return actions.nameExport(effect)
      case 'export':
        return void actions.export(effect)
      case 'rememberDensity':
        return void files.rememberDensity(effect.density)
      case 'copy':
        return void actions.copy(effect)
      case 'offerCopies':
        return void actions.offerCopies(effect)
      case 'unfold':
        return void actions.unfold(effect)
      case 'remember':
        return void files.remember(effect.query)
      case 'toggleSaved':
        return void files.toggleSaved(effect.query)
      case 'notifyCut':
        return notice(messages.queryCut(longestQuery), 'error')
      case 'notifyUnmarked':
        return notice(messages.unmarked(effect.count, label(look, 'unmarkAll')), 'good')
      case 'notifyLeaving':
        return notice(messages.leaving(state().marked.length), 'good')
      case 'notifyNoTimes':
        return notice(messages.noTimes, 'error')
      case 'notifyEnd':
        return notice(effect.at === 'last' ? messages.lastHit : messages.firstHit, 'good')
      case 'build':
        return void library.build()
      case 'cancelBuild':
        return library.cancelBuild()
      case 'redraw':
        return stage.redraw()
      case 'suspend':
        return stage.stop()
      case 'quit':
        return void finish(effect.code)
    }
  }

  store.subscribe(requests.check)
  stage.open()
  void files.load()
  void library.open()
}

/** Lines for a screen reader scroll out of any window, so no window is too small for a list. */
const readerSize = { columns: 80, rows: 24 }

function firstState(options: SessionOptions, isRead: boolean, look: Look): State {
  const { device, settings, query, build } = options
  return initialState({
    ...(isRead ? readerSize : device.size()),
    query,
    canBuild: build !== undefined,
    previewShown: settings.preview,
    facetsShown: settings.facets,
    lineNumbers: settings.lineNumbers,
    match: settings.match,
    sort: settings.sort,
    helpLength: (columns, from) => helpLength(look, columns, from),
  })
}

function lookOf({ settings, env, color, background, language }: SessionOptions): Look {
  const isAscii = settings.ascii || settings.ambiguousWidth === 2
  return {
    messages: messagesFor(language),
    chrome: isAscii ? asciiChrome : unicodeChrome,
    theme: themeFor(color, settings, env, background),
    bindings: settings.bindings,
  }
}

/**
 * What is at the place of a click, other than hits and preview: a hint, a chosen filter, a value to filter by, a bar of
 * the timeline.
 */
export function targetAt(state: State, look: Look, x: number, y: number): Target | undefined {
  const layout = layoutOf(state)
  if (layout.tiny) return undefined
  const within = <T extends { readonly start: number; readonly end: number }>(parts: readonly T[]): T | undefined =>
    parts.find(({ start, end }) => x >= start && x < end)
  if (y === state.rows - 1) {
    const hint = within(placedHints(state, look))
    return hint && { kind: 'command', command: hint.command }
  }
  if (y === layout.filtersTop) {
    const chip = within(filterRow(state, look).chips)
    return chip && { kind: 'filter', filter: chip.filter }
  }
  if (x < layout.facetColumns && y > layout.bodyTop) return facetTarget(state, y - layout.bodyTop - 1)
  const listLeft = leftOfList(layout)
  const isTime = y >= layout.bodyTop && y < layout.bodyTop + layout.timesRows
  return isTime && x < listLeft + layout.listColumns
    ? timeTarget(state, x - listLeft - 1, layout.listColumns)
    : undefined
}

function facetTarget(state: State, row: number): Target | undefined {
  const entry = facetEntries(state)[firstEntry(state) + row]
  return entry?.value === undefined ? undefined : { kind: 'facet', entry }
}

function timeTarget(state: State, column: number, columns: number): Target | undefined {
  let end = 0
  for (const { first, last, width } of timeBars(state, columns)) {
    end += width
    if (column < end) return column < 0 ? undefined : { kind: 'time', first, last }
  }
  return undefined
}
