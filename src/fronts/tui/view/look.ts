/** What every view needs besides the state: language, signs, colours, the names of keys. */
import { type Bindings, type Command, keyLabel } from '../keys/bindings.js'
import type { TuiMessages as Messages } from '../../messages/languages.js'
import { type Theme } from './theme.js'
import { type BuildProgress } from '../../../library/types.js'

export interface Look {
  readonly messages: Messages
  readonly chrome: Chrome
  readonly theme: Theme
  readonly bindings: Bindings
}

/** The first key of a command, as people write it. */
export function label(look: Look, command: Command): string {
  return keyLabel(look.bindings[command][0] ?? '', look.chrome.keys)
}

export function labels(look: Look, ...commands: readonly Command[]): string {
  return commands.map((command) => label(look, command)).join(' ')
}

export const unicodeChrome = {
  vertical: '│',
  horizontal: '─',
  prompt: '❯',
  chosen: '▌',
  marked: '●',
  ellipsis: '…',
  dot: '·',
  box: '☐',
  checked: '☑',
  cross: '×',
  /** Heights of a bar, from none to full. */
  bars: [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
  /** The scroll bar: what is shown, what is not, a row with a match. */
  thumb: '┃',
  track: '│',
  tick: '◆',
  done: '█',
  left: '░',
  keys: { up: '↑', down: '↓', left: '←', right: '→', enter: '↵', backspace: '⌫' },
}

type Chrome = Readonly<typeof unicodeChrome>

export const asciiChrome: Chrome = {
  vertical: '|',
  horizontal: '-',
  prompt: '>',
  chosen: '>',
  marked: '*',
  ellipsis: '..',
  dot: '-',
  box: '[ ]',
  checked: '[x]',
  cross: 'x',
  bars: [' ', '.', ':', '#'],
  thumb: '#',
  track: '|',
  tick: '*',
  done: '#',
  left: '-',
  keys: { up: 'Up', down: 'Down', left: 'Left', right: 'Right', enter: 'Enter', backspace: 'Backspace' },
}

export function progressText(progress: BuildProgress | 'starting', { messages, chrome }: Look): string {
  if (progress === 'starting') return messages.building
  const { stage, done, total, unit } = progress
  const megabytes = (bytes: number): string => `${(bytes / 1_000_000).toFixed(1)} MB`
  const amount =
    unit === 'files' ? messages.progressFiles(done, total) : messages.progressBytes(megabytes(done), megabytes(total))
  return [messages.building, messages.stages[stage], amount].join(` ${chrome.dot} `)
}

/** 0 to 100; 0 while the total isn't known. */
export function percentOf(progress: BuildProgress | 'starting'): number {
  if (progress === 'starting' || progress.total <= 0) return 0
  return Math.max(0, Math.min(100, Math.round((100 * progress.done) / progress.total)))
}
