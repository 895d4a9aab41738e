/**
 * The terminal UI: a query line, hits while the reader types, a preview, filters, suggestions.
 *
 * Keys become events (`keys/`), events a new state (`state/`), a state rows (`view/`), rows a frame that Ink lays out
 * and the painter puts on the screen (`terminal/`). `session/` requests from the engine what a state needs.
 * Only this folder loads Ink and React, and only once a terminal is open.
 */
import { backgroundOf, openDevice } from './terminal/device.js'
import { placesOf, settingsText } from '../settings/settings.js'
import { type SessionOptions, type TuiResult } from './session/session.js'
import { setFlagsFromString } from 'node:v8'
import { defaultSettings, type Settings } from './files/settings.js'

export type { ColorChoice } from './view/theme.js'

export interface TuiOptions extends Omit<SessionOptions, 'settings' | 'device' | 'background'> {
  /** If it is not a terminal, /dev/tty is opened instead. */
  readonly stdin: NodeJS.ReadStream
  readonly stdout: NodeJS.WriteStream
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
    return await runSession({ ...options, background, settings, device })
  } finally {
    device.close()
  }
}

/** Longer than a terminal takes to answer, shorter than anybody notices; the UI loads meanwhile. */
const longestWaitMs = 150

/** Whether to query the background: if nothing else decides the theme and the terminal understands the query. */
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

/** Variables that Ink and React read while they load. */
const wanted: NodeJS.ProcessEnv = {
  NODE_ENV: 'production',
  CI: undefined,
  CONTINUOUS_INTEGRATION: undefined,
  DEV: undefined,
}

/**
 * Loads a module with the variables of an interactive terminal: React leaves out its checks (half the time of a frame),
 * and Ink does not assume a build server, where it would draw nothing before the end. The variables are then restored.
 */
export async function setEnvironmentFor<T>(load: () => Promise<T>): Promise<T> {
  const before = Object.keys(wanted).map((name) => [name, process.env[name]] as const)
  assign(Object.entries(wanted))
  try {
    return await load()
  } finally {
    assign(before)
  }
}

function assign(variables: readonly (readonly [string, string | undefined])[]): void {
  for (const [name, value] of variables) {
    if (value === undefined) delete process.env[name]
    else process.env[name] = value
  }
}

/**
 * The old generation is collected once it has grown by this share since its last collection. By default V8 lets it grow
 * up to fourfold: with 20,000 news, 456 MB were resident after 1,600 queries, of which 63 MB were live heap. With this
 * limit 293 MB are resident, and a query costs the same CPU time.
 */
const growingPercent = 30

/** Flags apply to the whole process, so this is only for programs that end with the screen. */
export function keepHeapSmall(): void {
  setFlagsFromString(`--heap-growing-percent=${growingPercent}`)
}

/** @throws XunzhangError CONFIG_INVALID, with the file and line */
export async function readSettings(path: string): Promise<Settings> {
  const text = settingsText(path)
  if (text === undefined) return defaultSettings
  // Loaded here: most readers have no settings file, and it needs a YAML parser.
  const { parseSettings } = await import('./files/parse-settings.js')
  return parseSettings(text, path)
}
