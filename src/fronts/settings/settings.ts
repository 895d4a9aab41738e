/** The settings of all front ends: where they lie (https://specifications.freedesktop.org/basedir-spec), their text, their names. */
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'
import { readFileSync } from 'node:fs'
import { XunzhangError } from '../../base/errors.js'

export interface Places {
  readonly config: string
  readonly history: string
  /** File with the rows that a hit takes in the terminal UI, as last chosen. */
  readonly density: string
}

export function placesOf(env: NodeJS.ProcessEnv): Places {
  const home = env['HOME'] ?? homedir()
  const state = join(base(env['XDG_STATE_HOME'], join(home, '.local', 'state')), 'xunzhang')
  const config = join(base(env['XDG_CONFIG_HOME'], join(home, '.config')), 'xunzhang')
  return {
    config: join(config, 'config.yaml'),
    history: join(state, 'history'),
    density: join(state, 'density'),
  }
}

/** The specification says that relative paths in these variables are ignored. */
function base(value: string | undefined, fallback: string): string {
  return value !== undefined && isAbsolute(value) ? value : fallback
}

/** The text of the file; undefined if there is no file. @throws XunzhangError CONFIG_INVALID */
export function settingsText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined
    throw new XunzhangError('SETTINGS_FILE', { what: 'unreadable' }, { where: path, cause: error })
  }
}

/** The names that a settings file may have. Each front end reads its own and ignores the others. */
export const screenSettings = [
  'theme',
  'preview',
  'facets',
  'editor',
  'match',
  'sort',
  'mouse',
  'ascii',
  'screenReader',
  'ambiguousWidth',
  'colours',
  'keys',
  'programs',
] as const

export type ScreenSetting = (typeof screenSettings)[number]

export const commandSettings = 'commands'
