/** The locations of settings and history (https://specifications.freedesktop.org/basedir-spec). */
import { homedir } from 'node:os'
import { isAbsolute, join } from 'node:path'

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
