/**
 * The terminal UI: a query line, hits while the reader types, a preview, filters, suggestions.
 *
 * Keys become events (`keys/`), events a new state (`state/`), a state rows (`view/`), rows a frame that Ink lays out
 * and the painter puts on the screen (`terminal/`). `session/` requests from the engine what a state needs.
 * Only this folder loads Ink and React, and only once a terminal is open.
 */
import type { PrintForm } from './actions/print-marks.js'
import { setEnvironmentFor } from './terminal/environment.js'
import { keepHeapSmall } from './terminal/heap.js'
import { backgroundOf } from './terminal/background.js'
import { openDevice } from './terminal/device.js'
import { placesOf } from '../settings/places.js'
import { readSettings } from './files/read-settings.js'
import type { Settings } from './files/settings.js'
import type { Words } from './editor/editor.js'
import type { Language } from '../messages/language.js'
import { messagesFor } from '../messages/tui.js'
import { depthOf } from './view/palettes.js'
import type { BuildIndex, OpenIndex } from './session/library.js'
import type { TuiResult } from './session/session.js'
import type { ColorChoice } from './view/theme.js'

export type { ColorChoice } from './view/theme.js'

export interface TuiOptions {
  /** The index folder. */
  readonly dir: string
  /** Initial text of the query line. */
  readonly query?: string
  readonly language: Language
  readonly env: NodeJS.ProcessEnv
  /**
   * `never` draws without colours, `always` also under NO_COLOR. Default: auto, which follows the settings, then the
   * environment.
   */
  readonly color?: ColorChoice
  /** Rejects with a XunzhangError; INDEX_MISSING leads to the offer to build. */
  readonly open: OpenIndex
  /** Without it, the UI does not offer to build an index. */
  readonly build?: BuildIndex
  /** What a first build would read, a line each. */
  readonly plan?: (() => Promise<readonly string[]>) | undefined
  /** The search's own word borders, for moves by words. Default: the platform's. */
  readonly words?: Words
  /** If it is not a terminal, /dev/tty is opened instead. */
  readonly stdin: NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream
  /** Marked paths inside it are given relative to it. Default: the working folder. */
  readonly cwd?: string
  /** How marked articles are printed. Default: paths, with line numbers for several articles of one file. */
  readonly print?: PrintForm | undefined
}

/**
 * Runs the UI until the reader leaves it.
 * @returns the exit status and the marked articles, a line each
 * @throws XunzhangError CONFIG_INVALID, UNAVAILABLE (no terminal); any error that crashed the UI, after the terminal
 * was restored
 */
export async function runTui(options: TuiOptions): Promise<TuiResult> {
  const settings = await readSettings(placesOf(options.env).config)
  const device = openDevice(options.stdin, options.stdout)
  keepHeapSmall()
  try {
    const [{ runSession }, background] = await Promise.all([
      setEnvironmentFor(() => import('./session/session.js')),
      isAsked(options, settings) ? backgroundOf(device, longestWaitMs) : undefined,
    ])
    return await runSession({
      ...options,
      query: options.query,
      build: options.build,
      plan: options.plan,
      words: options.words,
      color: options.color ?? 'auto',
      background,
      cwd: options.cwd ?? process.cwd(),
      print: options.print,
      settings,
      device,
    })
  } finally {
    device.close()
  }
}

/** Longer than a terminal takes to answer, shorter than anybody notices; the UI loads meanwhile. */
const longestWaitMs = 150

/**
 * Whether to query the terminal's background: only if nothing else decides the theme and the terminal understands the
 * query.
 */
function isAsked({ env, color }: TuiOptions, { theme, screenReader }: Settings): boolean {
  const isPlain = color === 'never' || (Boolean(env['NO_COLOR']) && color !== 'always')
  const isRead = screenReader || env['INK_SCREEN_READER'] === 'true'
  return (
    theme === undefined &&
    !isPlain &&
    !isRead &&
    !/^(dumb|linux|)$/.test(env['TERM'] ?? '') &&
    env['COLORFGBG'] === undefined
  )
}

/** The themes with a sample of each, as lines for a terminal. */
export async function themeLines(language: Language, env: NodeJS.ProcessEnv): Promise<string[]> {
  const { themeSamples } = await import('./view/theme-samples.js')
  return themeSamples(messagesFor(language), depthOf(env))
}
