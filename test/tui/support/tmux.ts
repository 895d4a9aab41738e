/** A real terminal for the tests: a tmux server of its own, driven as a person would. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { eventually } from '../../support/eventually.js'

/** Why the terminal tests can't run here, or undefined. */
export function missingTmux(): string | undefined {
  const answer = spawnSync('tmux', ['-V'], { encoding: 'utf8' })
  return answer.status === 0 ? undefined : 'tmux is not installed (apt-get install tmux)'
}

export interface Pane {
  /** Keys by tmux's names, texts as they are. */
  keys(...keys: readonly string[]): void
  /** Text as it is, in one piece, as an input method commits it. */
  type(text: string): void
  paste(text: string): void
  screen(): string
  /** The screen with its colour codes. */
  colours(): string
  /** What the last OSC 52 put into the clipboard. */
  clipboard(): string
  cursor(): { x: number; y: number; isShown: boolean }
  isAlternate(): boolean
  resize(columns: number, rows: number): void
  /** Waits until the screen satisfies and nothing more is drawn; fails with the last screen. */
  until(holds: string | RegExp | ((screen: string) => boolean), what?: string): Promise<string>
  close(): void
}

const betweenLooksMs = 25
const looksForStillness = 20

export interface PaneOptions {
  readonly columns?: number
  readonly rows?: number
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
}

/** A pane that runs an interactive bash with the prompt `$ `, so that jobs stop and continue as they do for people. */
export async function openPane({
  columns = 110,
  rows = 32,
  env = {},
  cwd = process.cwd(),
}: PaneOptions = {}): Promise<Pane> {
  const folder = mkdtempSync(join(tmpdir(), 'xunzhang-tmux-'))
  const tmux = (...args: readonly string[]): string =>
    execFileSync('tmux', ['-S', join(folder, 'socket'), '-f', '/dev/null', ...args], { encoding: 'utf8', cwd })
  const variables = {
    PS1: '$ ',
    LC_ALL: 'C.UTF-8',
    HISTFILE: '',
    HOME: folder,
    XDG_STATE_HOME: join(folder, 'state'),
    ...env,
  }
  const settings = Object.entries(variables).map(([name, value]) => `${name}=${value}`)
  const command = [
    'env',
    '-u',
    'CI',
    '-u',
    'NO_COLOR',
    '-u',
    'TMUX',
    ...settings,
    'bash',
    '--noprofile',
    '--norc',
    '-i',
  ]
  tmux('-u', 'new-session', '-d', '-x', String(columns), '-y', String(rows), ...command)
  tmux('set-option', '-g', 'set-clipboard', 'on')
  tmux('set-option', '-g', 'escape-time', '0')

  const pane: Pane = {
    keys: (...keys) => void tmux('send-keys', ...keys),
    type: (text) => void tmux('send-keys', '-l', text),
    paste: (text) => {
      tmux('set-buffer', '-b', 'given', text)
      tmux('paste-buffer', '-p', '-b', 'given')
    },
    screen: () => tmux('capture-pane', '-p'),
    colours: () => tmux('capture-pane', '-p', '-e'),
    clipboard: () => tmux('show-buffer'),
    cursor: () => {
      const [x, y, isShown] = tmux('display-message', '-p', '#{cursor_x} #{cursor_y} #{cursor_flag}').trim().split(' ')
      return { x: Number(x), y: Number(y), isShown: isShown === '1' }
    },
    isAlternate: () => tmux('display-message', '-p', '#{alternate_on}').trim() === '1',
    resize: (nextColumns, nextRows) => void tmux('resize-window', '-x', String(nextColumns), '-y', String(nextRows)),
    until: (holds, what) => waitFor(() => pane.screen(), holds, what),
    close: () => {
      spawnSync('tmux', ['-S', join(folder, 'socket'), 'kill-server'])
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
    },
  }
  await pane.until(/^\$/m, 'the shell')
  return pane
}

async function waitFor(
  screen: () => string,
  holds: string | RegExp | ((screen: string) => boolean),
  what = String(holds),
): Promise<string> {
  const test =
    typeof holds === 'function'
      ? holds
      : (text: string) => (typeof holds === 'string' ? text.includes(holds) : holds.test(text))
  let text = ''
  const look = (): string | undefined => (test((text = screen())) ? text : undefined)
  return whole(screen, test, await eventually(look, { what: () => `${what}\n${text}`, pauseMs: betweenLooksMs }))
}

/**
 * The screen once it stays as it is: a frame reaches the terminal in several pieces, and the first may satisfy.
 * What flashes by, or never stands still, is the last screen that satisfied.
 */
async function whole(screen: () => string, test: (text: string) => boolean, first: string): Promise<string> {
  let text = first
  for (let look = 0; look < looksForStillness; look++) {
    await sleep(betweenLooksMs)
    const next = screen()
    if (next === text || !test(next)) return text
    text = next
  }
  return text
}
