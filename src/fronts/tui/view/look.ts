/** What every view needs besides the state: language, signs, colours, the names of keys. */
import { type Bindings, type Command, keyLabel, type KeySigns } from '../keys/bindings.js'
import type { TuiMessages as Messages } from '../../messages/languages.js'
import { themeOf, themeNames, paintRow, type Theme } from './theme.js'
import { type BuildProgress } from '../../../library/types.js'
import { fitRow, type Row, span, grounded } from '../cells/spans.js'
import { type ColourDepth } from './palettes.js'

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
  readonly cross: string
  /** Heights of a bar, from none to full. */
  readonly bars: readonly string[]
  /** The scroll bar: what is shown, what is not, a row with a match. */
  readonly thumb: string
  readonly track: string
  readonly tick: string
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

export function progressText(progress: BuildProgress | 'starting', { messages, chrome }: Look): string {
  if (progress === 'starting') return messages.building
  return `${messages.building} ${chrome.dot} ${messages.stages[progress.stage]} ${chrome.dot} ${amount(progress, messages)}`
}

function amount({ done, total, unit }: BuildProgress, messages: Look['messages']): string {
  return unit === 'files'
    ? messages.progressFiles(done, total)
    : messages.progressBytes(megabytes(done), megabytes(total))
}

/** 0 to 100; 0 while the total isn't known. */
export function percentOf(progress: BuildProgress | 'starting'): number {
  if (progress === 'starting' || progress.total <= 0) return 0
  return Math.max(0, Math.min(100, Math.round((100 * progress.done) / progress.total)))
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}

/* Every theme on a few rows, for `xunzhang tui --themes`. */

const columns = 64

/** @returns painted lines, ready for a terminal of that many colours */
export function themeSamples(messages: Messages, depth: ColourDepth): string[] {
  return themeNames.flatMap((name) => {
    const theme = themeOf(name, {}, depth)
    return [name, ...sampleRows(messages).map((row) => paintRow(fitRow(row, columns, '…'), theme)), '']
  })
}

function sampleRows(m: Messages): Row[] {
  const { chosen, prompt, dot, bars, cross } = unicodeChrome
  const head: Row = [
    span(` ${prompt} `, 'accent'),
    span('河流'),
    span(`   [${m.matches.auto} ${dot} ${m.sorts.score}] `, 'key'),
    span(m.hits(1234), 'dim'),
  ]
  const chip: Row = [
    span(' '),
    span(` 2024 ${cross} `, 'chip'),
    span('  '),
    span(bars.join(''), 'bar'),
    span('  '),
    span(m.saved('河流'), 'good'),
  ]
  const title: Row = [
    span(chosen, 'accent'),
    span(' '),
    span('河流', 'match'),
    span('如何塑造平原', 'title'),
    span(`      ${m.facets.author} ${dot} 2024-05-21`, 'dim'),
  ]
  const text: Row = [
    span(chosen, 'accent'),
    span(' '),
    span('河流', 'current'),
    span('从山地带来泥沙，'),
    span('河流', 'match'),
    span('在下游变慢。'),
  ]
  return [
    head,
    chip,
    grounded(fitRow(title, columns, '…')),
    grounded(fitRow(text, columns, '…')),
    [span('  '), span(m.nothingFound, 'error')],
  ]
}
