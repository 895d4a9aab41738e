/** Signs of the frame. Terminals that draw ambiguous characters two columns wide, or don't draw UTF-8, get ASCII. */
import type { KeySigns } from '../keys/bindings.js'

export interface Chrome {
  readonly vertical: string
  readonly horizontal: string
  readonly prompt: string
  readonly chosen: string
  readonly marked: string
  readonly ellipsis: string
  readonly dot: string
  readonly box: string
  readonly checked: string
  readonly star: string
  /** Removes a filter. */
  readonly cross: string
  /** Heights of a bar, from none to full. */
  readonly bars: readonly string[]
  /** The scroll bar: what is shown, what is not, a row with a match. */
  readonly thumb: string
  readonly track: string
  readonly tick: string
  /** A progress bar: what is done, what is left. */
  readonly done: string
  readonly left: string
  readonly keys: KeySigns
}

export const unicodeChrome: Chrome = {
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
  bars: [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
  thumb: '┃',
  track: '│',
  tick: '◆',
  star: '★',
  done: '█',
  left: '░',
  keys: { up: '↑', down: '↓', left: '←', right: '→', enter: '↵', backspace: '⌫' },
}

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
  star: '*',
  done: '#',
  left: '-',
  keys: { up: 'Up', down: 'Down', left: 'Left', right: 'Right', enter: 'Enter', backspace: 'Backspace' },
}
