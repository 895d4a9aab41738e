/** One run of the UI: takes the terminal, wires state, engine and screen together, gives the terminal back. */
import { isAbsolute, relative } from 'node:path'
import { render, type Instance } from 'ink'
import { clipboardSequence, copyText } from '../actions/copy.js'
import { fileOf } from '../actions/programs.js'
import { setAmbiguousWidth, safeText } from '../cells/cells.js'
import { createCompleter } from '../complete/completer.js'
import { platformWords, type Words } from '../editor/editor.js'
import { placesOf } from '../files/places.js'
import type { Settings } from '../files/settings.js'
import { keyTable } from '../keys/bindings.js'
import { messagesFor, type Language } from '../messages/index.js'
import { initialState, type Effect } from '../state/model.js'
import type { Device } from '../terminal/device.js'
import { createPainter } from '../terminal/painter.js'
import { handleSignals, stopJob } from '../terminal/signals.js'
import { createTerminal } from '../terminal/terminal.js'
import { App } from '../view/app.js'
import { asciiChrome, unicodeChrome } from '../view/chrome.js'
import type { Look } from '../view/look.js'
import { defaultTheme, themeOf } from '../view/theme.js'
import { createInquiries } from './inquiries.js'
import { createLibrary, type BuildIndex, type OpenIndex } from './library.js'
import { programFor, runOutside } from './outside.js'
import { createReaderFiles } from './reader-files.js'
import { createStore } from './store.js'

export interface SessionOptions {
  readonly dir: string
  readonly query: string | undefined
  readonly language: Language
  readonly env: NodeJS.ProcessEnv
  readonly open: OpenIndex
  readonly build: BuildIndex | undefined
  readonly words: Words | undefined
  readonly settings: Settings
  readonly device: Device
  readonly cwd: string
}

export interface TuiResult {
  /** 0, 130 after Ctrl-C, 128 + number after a signal. */
  readonly exitCode: number
  /** Paths of marked articles, in the order of marking, as they can be opened from the working folder. */
  readonly marked: readonly string[]
}

/** @throws whatever crashed the UI, after the terminal was given back */
export function runSession(options: SessionOptions): Promise<TuiResult> {
  return new Promise((resolve, reject) => start(options, resolve, reject))
}

function lookOf({ settings, env, language }: SessionOptions): Look {
  const isAscii = settings.ascii || settings.ambiguousWidth === 2
  return {
    messages: messagesFor(language),
    chrome: isAscii ? asciiChrome : unicodeChrome,
    theme: themeOf(settings.theme ?? defaultTheme(env), settings.colours),
    bindings: settings.bindings,
  }
}

function start(options: SessionOptions, resolve: (result: TuiResult) => void, reject: (error: unknown) => void): void {
  const { device, settings, env, dir, cwd } = options
  const look = lookOf(options)
  const { messages } = look
  setAmbiguousWidth(settings.ambiguousWidth)
  const size = device.size()
  const initial = initialState({
    ...size,
    query: options.query,
    canBuild: options.build !== undefined,
    previewShown: settings.preview,
    facetsShown: settings.facets,
    match: settings.match,
    sort: settings.sort,
  })

  let isAway = false
  let ended = false
  let ink: Instance | undefined

  const store = createStore(initial, { keys: keyTable(settings.bindings), words: options.words ?? platformWords }, carryOut)
  const completer = createCompleter()
  const tell = (event: Parameters<typeof store.send>[0][number]): void => store.send([event])
  const library = createLibrary({ dir, open: options.open, build: options.build, messages, completer, tell })
  const inquiries = createInquiries(store, completer, library.use)
  const files = createReaderFiles(placesOf(env), messages, tell)
  const terminal = createTerminal({ device, alternateScreen: true, mouse: settings.mouse, onInput: (events) => store.send(events) })
  const painter = createPainter(terminal.write, size.columns, size.rows)

  /** Draws everything anew at the window's present size; at a new size the next frame does, the old one is too wide. */
  const redraw = (): void => {
    const next = device.size()
    const { columns, rows } = store.latest()
    if (next.columns === columns && next.rows === rows) return painter.repaint()
    painter.resize(next.columns, next.rows)
    store.send([{ type: 'resized', ...next }])
  }

  const stepAside = (): void => {
    painter.pause(true)
    terminal.leave()
  }
  const comeBack = (): void => {
    terminal.enter()
    painter.pause(false)
    redraw()
  }

  const stop = (): void => {
    if (isAway) return
    stepAside()
    stopJob(stop, () => {
      if (!isAway && !ended) comeBack()
    })
  }

  const releaseSignals = handleSignals({
    onEnd: (code) => {
      if (!(isAway && code === 130)) void finish(code)
    },
    onCrash: (error) => void finish(2, error),
    onStop: stop,
    onContinue: () => {
      if (!isAway && !ended) comeBack()
    },
    onResize: () => {
      if (!isAway) redraw()
    },
    onExit: () => terminal.leave(),
  })

  async function finish(code: number, crash?: unknown): Promise<void> {
    if (ended) return
    ended = true
    stepAside()
    ink?.unmount()
    releaseSignals()
    const marked = code === 0 ? await markedPaths() : []
    await library.close()
    if (crash === undefined) resolve({ exitCode: code, marked })
    else reject(crash)
  }

  async function markedPaths(): Promise<string[]> {
    const paths = new Set<string>()
    for (const id of store.latest().marked) {
      const article = await library.use((index) => index.get(id)).catch(() => undefined)
      if (article !== undefined) paths.add(fromHere(fileOf(article)))
    }
    return [...paths]
  }

  function fromHere(file: string): string {
    const path = relative(cwd, file)
    return path.startsWith('..') || isAbsolute(path) ? file : path
  }

  function notice(text: string, tone: 'good' | 'error'): void {
    tell({ type: 'noticed', notice: { text, tone } })
  }

  async function openOutside({ hit, how }: Effect & { type: 'open' }): Promise<void> {
    const query = store.latest().results?.query ?? ''
    const marked = await library.use((index) => index.mark(hit.id, query))
    if (marked === undefined) return notice(messages.fileGone(hit.path), 'error')
    const program = programFor({ hit, marked, how: settings.open === 'pager' ? 'pager' : how, env }, messages)
    if ('problem' in program) return notice(program.problem, 'error')
    isAway = true
    process.off('SIGTSTP', stop)
    stepAside()
    const problem = await runOutside(program, device, env)
    process.on('SIGTSTP', stop)
    isAway = false
    if (ended) return
    comeBack()
    if (problem !== undefined) notice(messages.openFailed(program.command, problem), 'error')
  }

  async function copy({ hit, what }: Effect & { type: 'copy' }): Promise<void> {
    const article = await library.use((index) => index.get(hit.id))
    const text = copyText(hit, what, article === undefined ? hit.path : fromHere(fileOf(article)))
    if (text === '') return notice(messages.nothingToCopy, 'error')
    terminal.write(clipboardSequence(text, env))
    notice(messages.copied(safeText(text)), 'good')
  }

  function carryOut(effect: Effect): void {
    switch (effect.type) {
      case 'open':
        return void openOutside(effect)
      case 'copy':
        return void copy(effect)
      case 'remember':
        return void files.remember(effect.query)
      case 'toggleSaved':
        return void files.toggleSaved(effect.query)
      case 'build':
        return void library.build()
      case 'cancelBuild':
        return library.cancelBuild()
      case 'redraw':
        return redraw()
      case 'suspend':
        return stop()
      case 'quit':
        return void finish(effect.code)
    }
  }

  store.subscribe(inquiries.check)
  terminal.enter()
  ink = render(<App store={store} look={look} onCursor={painter.setCursor} />, {
    stdout: painter.stream,
    stdin: device.stdin,
    debug: true,
    patchConsole: false,
    exitOnCtrlC: false,
  })
  ink.waitUntilExit().catch((error: unknown) => void finish(2, error))
  void files.load()
  void library.open()
}
