/** One run of the UI: wires state, engine and screen together, and ends it in one place. */
import { type PrintForm } from '../actions/copy.js'
import { setAmbiguousWidth } from '../cells/cells.js'
import { createCompleter } from '../complete/completer.js'
import { longestQuery, platformWords, type Words } from '../editor/editor.js'
import { placesOf } from '../../settings/settings.js'
import { type Settings } from '../files/settings.js'
import { keyTable } from '../keys/bindings.js'
import { type Language, tuiMessages } from '../../messages/languages.js'
import { type Effect, type EffectOf, type Event, type NoticeKind } from '../state/event.js'
import { initialState, type Notice, type State } from '../state/model.js'
import { Store, type Tools } from '../state/update.js'
import { type Device, type Background } from '../terminal/device.js'
import { handleSignals, hungUp } from '../terminal/signals.js'
import { asciiChrome, unicodeChrome, label, type Look } from '../view/look.js'
import { helpLength } from '../view/help.js'
import { themeFor, type ColorChoice } from '../view/theme.js'

import { Library, type BuildIndex, type OpenIndex } from './library.js'

import { Actions } from './actions.js'
import { ReaderFiles } from './reader-files.js'
import { Requests } from './requests.js'
import { Stage } from './stage.js'

export interface SessionOptions {
  readonly dir: string
  readonly query?: string
  readonly language: Language
  readonly env: NodeJS.ProcessEnv
  /** `always`: colours also under NO_COLOR. Default: auto, which follows the settings, then the environment. */
  readonly color?: ColorChoice
  /** Rejects with a XunzhangError; INDEX_MISSING leads to the offer to build. */
  readonly open: OpenIndex
  /** Without it, the UI does not offer to build an index. */
  readonly build?: BuildIndex
  readonly plan?: (() => Promise<readonly string[]>) | undefined
  /** The search's own word borders, for moves by words. Default: the platform's. */
  readonly words?: Words
  /** Marked paths inside it are given relative to it. Default: the working folder. */
  readonly cwd?: string
  /** How marked articles are printed. Default: paths, with line numbers for several articles of one file. */
  readonly print?: PrintForm | undefined
  /** For scripts: Enter prints the marked articles, or the chosen one, and ends. */
  readonly select?: boolean | undefined
  readonly settings: Settings
  readonly device: Device
  readonly background: Background | undefined
}

export interface TuiResult {
  /**
   * 0, 130 after Ctrl-C, 128 + number after a signal. With `select` or `print`: 1 if there is nothing to print, 130 also
   * if the reader leaves with Esc and without marks.
   */
  readonly exitCode: number
  /** Marked articles in the order of marking, or with `select` or `print` the chosen one; a line each, as `print` says. */
  readonly marked: readonly string[]
}

/** @throws any error that crashed the UI, after the terminal was restored */
export function runSession(options: SessionOptions): Promise<TuiResult> {
  return new Promise((resolve, reject) => openSession(options, resolve, reject))
}

function openSession(
  options: SessionOptions,
  resolve: (result: TuiResult) => void,
  reject: (error: unknown) => void,
): void {
  const { device, settings, env, words = platformWords, cwd = process.cwd() } = options
  setAmbiguousWidth(settings.ambiguousWidth)
  const look = lookOf(options)
  const { messages } = look
  const isRead = settings.screenReader || env['INK_SCREEN_READER'] === 'true' || env['TERM'] === 'dumb'
  const tools: Tools = { keys: keyTable(settings.bindings), programs: settings.programs, words }
  const store = new Store(firstState(options, isRead, look), tools, (effect) => {
    const act = effects[effect.type] as (effect: Effect) => unknown
    void act(effect)
  })
  const tell = (event: Event): void => store.send([event])
  const notice = (text: string, tone: Notice['tone']): void => tell({ type: 'noticed', notice: { text, tone } })
  let hasEnded = false
  const finish = async (code: number, crash?: unknown): Promise<void> => {
    if (hasEnded) return
    hasEnded = true
    stage.close()
    const marked = code === 0 ? await actions.printedLines() : []
    // Ink's packages send a signal again if there is no other listener for it, which ends the program at once.
    await Promise.all([files.settled(), library.close()]).finally(releaseSignals)
    const isNothing = code === 0 && marked.length === 0 && store.latest().printing !== undefined
    if (crash === undefined) resolve({ exitCode: isNothing ? 1 : code, marked })
    else reject(crash)
  }
  const onCrash = (error: unknown): void => void finish(2, error)
  const completer = createCompleter(words)
  const library = new Library({ ...options, messages, completer, tell })
  const files = new ReaderFiles(placesOf(env), messages, tell)
  const stage = new Stage({ device, settings, store, look, isRead, onCrash })
  const actions = new Actions({ ...options, library, stage, store, messages, cwd, notice })
  const effects = effectsOf({ library, files, stage, actions, look, notice, finish })
  const releaseSignals = handleSignals(stage, (code) => void finish(code), onCrash)
  device.onGone(() => void finish(hungUp))
  store.subscribe(new Requests(store, { completer, ask: library.ask, messages }).check)
  stage.open()
  void files.load()
  void library.open()
}

interface Parts {
  readonly library: Library
  readonly files: ReaderFiles
  readonly stage: Stage
  readonly actions: Actions
  readonly look: Look
  readonly notice: (text: string, tone: Notice['tone']) => void
  readonly finish: (code: number) => Promise<void>
}

type Effects = { readonly [T in Effect['type']]: (effect: EffectOf<T>) => unknown }

function effectsOf({ library, files, stage, actions, look, notice, finish }: Parts): Effects {
  return {
    open: (effect) => actions.open(effect),
    export: (effect) => actions.export(effect),
    copy: (effect) => actions.copy(effect),
    offerCopies: (effect) => actions.offerCopies(effect),
    unfold: (effect) => actions.unfold(effect),
    rememberDensity: ({ density }) => files.rememberDensity(density),
    remember: ({ query }) => files.remember(query),
    notify: ({ what, value }) => {
      const [text, tone] = notices[what](look, value)
      notice(text, tone)
    },
    build: () => library.build(),
    cancelBuild: () => library.cancelBuild(),
    redraw: () => stage.redraw(),
    suspend: () => stage.stop(),
    quit: ({ code }) => finish(code),
  }
}

const notices: Readonly<Record<NoticeKind, (look: Look, value?: number | string) => [string, Notice['tone']]>> = {
  cut: ({ messages }) => [messages.queryCut(longestQuery), 'error'],
  unmarked: (look, count) => [look.messages.unmarked(Number(count), label(look, 'unmarkAll')), 'good'],
  leaving: ({ messages }, marked) => [messages.leaving(Number(marked)), 'good'],
  unfound: ({ messages }, text) => [messages.notHere(String(text)), 'error'],
  noTimes: ({ messages }) => [messages.noTimes, 'error'],
  firstHit: ({ messages }) => [messages.firstHit, 'good'],
  lastHit: ({ messages }) => [messages.lastHit, 'good'],
}

/** Lines for a screen reader scroll out of any window, so no window is too small for a list. */
const readerSize = { columns: 80, rows: 24 }

function firstState(
  { device, settings, query, build, select, print }: SessionOptions,
  isRead: boolean,
  look: Look,
): State {
  return initialState({
    ...(isRead ? readerSize : device.size()),
    query,
    canBuild: build !== undefined,
    printing: select === true ? 'on Enter' : print === undefined ? undefined : 'on leaving',
    previewShown: settings.preview,
    facetsShown: settings.facets,
    ...{ match: settings.match, sort: settings.sort },
    helpLength: (columns, from) => helpLength(look, columns, from),
  })
}

function lookOf({ settings, env, color = 'auto', background, language }: SessionOptions): Look {
  const isAscii = settings.ascii || settings.ambiguousWidth === 2
  return {
    messages: tuiMessages[language],
    chrome: isAscii ? asciiChrome : unicodeChrome,
    theme: themeFor(color, settings, env, background),
    bindings: settings.bindings,
  }
}
