/** One run of the UI: wires state, engine and screen together, and ends it in one place. */
import { type PrintForm } from '../actions/copy.js'
import { setAmbiguousWidth } from '../cells/cells.js'
import { createCompleter } from '../complete/completer.js'
import { longestQuery, platformWords, type Words } from '../editor/editor.js'
import { placesOf } from '../../settings/settings.js'
import { type Settings } from '../files/settings.js'
import { keyTable } from '../keys/bindings.js'
import { type Language, tuiMessages } from '../../messages/languages.js'
import { type Effect, type EffectOf, type Event } from '../state/event.js'
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
  return new Promise((resolve, reject) => new Session(options, resolve, reject).start())
}

class Session {
  readonly #look: Look
  readonly #store: Store
  readonly #library: Library
  readonly #requests: Requests
  readonly #files: ReaderFiles
  readonly #stage: Stage
  readonly #actions: Actions
  readonly #resolve: (result: TuiResult) => void
  readonly #reject: (error: unknown) => void
  #hasEnded = false
  #releaseSignals = (): void => undefined

  constructor(options: SessionOptions, resolve: (result: TuiResult) => void, reject: (error: unknown) => void) {
    const { device, settings, env, words = platformWords, cwd = process.cwd() } = options
    this.#resolve = resolve
    this.#reject = reject
    setAmbiguousWidth(settings.ambiguousWidth)
    const look = (this.#look = lookOf(options))
    const { messages } = look
    const isRead = settings.screenReader || env['INK_SCREEN_READER'] === 'true' || env['TERM'] === 'dumb'
    const tools: Tools = { keys: keyTable(settings.bindings), programs: settings.programs, words }
    const store = (this.#store = new Store(firstState(options, isRead, look), tools, (effect) =>
      this.#carryOut(effect),
    ))
    const tell = (event: Event): void => store.send([event])
    const completer = createCompleter(words)
    const library = (this.#library = new Library({ ...options, messages, completer, tell }))
    this.#requests = new Requests(store, { completer, ask: library.ask, messages })
    this.#files = new ReaderFiles(placesOf(env), messages, tell)
    const stage = (this.#stage = new Stage({ device, settings, store, look, isRead, onCrash: this.#crash }))
    this.#actions = new Actions({ ...options, library, stage, store, messages, cwd, notice: this.#notice })
    device.onGone(() => void this.#finish(hungUp))
  }

  start(): void {
    const stage = this.#stage
    this.#releaseSignals = handleSignals({
      onEnd: (code) => {
        const isForAnotherProgram = stage.isLent && (code === 130 || code === 131)
        if (!isForAnotherProgram) void this.#finish(code)
      },
      onCrash: this.#crash,
      onStop: stage.stop,
      onContinue: stage.goOn,
      onResize: () => stage.redraw(),
      onExit: () => stage.close(),
    })
    this.#store.subscribe(this.#requests.check)
    stage.open()
    void this.#files.load()
    void this.#library.open()
  }

  readonly #crash = (error: unknown): void => void this.#finish(2, error)

  readonly #notice = (text: string, tone: Notice['tone']): void =>
    this.#store.send([{ type: 'noticed', notice: { text, tone } }])

  async #finish(code: number, crash?: unknown): Promise<void> {
    if (this.#hasEnded) return
    this.#hasEnded = true
    this.#stage.close()
    const marked = code === 0 ? await this.#actions.printedLines() : []
    // Ink's packages send a signal again if there is no other listener for it, which ends the program at once.
    await Promise.all([this.#files.settled(), this.#library.close()]).finally(this.#releaseSignals)
    const found = code === 0 && marked.length === 0 && this.#store.latest().printing !== undefined ? 1 : code
    if (crash === undefined) this.#resolve({ exitCode: found, marked })
    else this.#reject(crash)
  }

  #carryOut(effect: Effect): void {
    const act = this.#effects[effect.type] as (effect: Effect) => unknown
    void act(effect)
  }

  readonly #effects: { readonly [T in Effect['type']]: (effect: EffectOf<T>) => unknown } = {
    open: (effect) => this.#actions.open(effect),
    export: (effect) => this.#actions.export(effect),
    copy: (effect) => this.#actions.copy(effect),
    offerCopies: (effect) => this.#actions.offerCopies(effect),
    unfold: (effect) => this.#actions.unfold(effect),
    rememberDensity: ({ density }) => this.#files.rememberDensity(density),
    remember: ({ query }) => this.#files.remember(query),
    notifyCut: () => this.#notice(this.#look.messages.queryCut(longestQuery), 'error'),
    notifyUnmarked: ({ count }) =>
      this.#notice(this.#look.messages.unmarked(count, label(this.#look, 'unmarkAll')), 'good'),
    notifyLeaving: () => this.#notice(this.#look.messages.leaving(this.#store.latest().marked.length), 'good'),
    notifyUnfound: ({ text }) => this.#notice(this.#look.messages.notHere(text), 'error'),
    notifyNoTimes: () => this.#notice(this.#look.messages.noTimes, 'error'),
    notifyEnd: ({ at }) => this.#notice(this.#look.messages[at === 'last' ? 'lastHit' : 'firstHit'], 'good'),
    build: () => this.#library.build(),
    cancelBuild: () => this.#library.cancelBuild(),
    redraw: () => this.#stage.redraw(),
    suspend: () => this.#stage.stop(),
    quit: ({ code }) => this.#finish(code),
  }
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
