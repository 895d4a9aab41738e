/** The help as rows: in two blocks from 100 columns on, with a heading that shows how far the reader has scrolled. */
import { fitRow, justify, span, type Row } from '../cells/spans.js'
import { widthOf } from '../cells/cells.js'
import { wrap } from '../cells/wrap.js'
import { type Focus, type State } from '../state/model.js'
import { type Look, label } from './look.js'
import { QUERY_FIELDS } from '../../../library/types.js'
import { type Command, keyLabel } from '../keys/bindings.js'

const twoColumnsFrom = 100
const widestKeys = 26

export function helpRows(state: State, look: Look): Row[] {
  const { messages, chrome } = look
  const room = state.panes.body.rows - 1
  const lines = helpBody(look, state.columns, state.helpFrom)
  const first = Math.max(0, Math.min(state.helpScroll, lines.length - room))
  const seen = Math.min(lines.length, first + room)
  const position = lines.length <= room ? '' : messages.percent(Math.floor((100 * seen) / lines.length))
  const heading = justify(
    [span(` ${messages.helpTitle}`, 'title'), span(`  ${messages.helpClose}`, 'dim')],
    [span(`${position} `, 'dim')],
    state.columns,
    chrome.ellipsis,
  )
  return [heading, ...lines.slice(first, first + room)]
}

export function helpLength(look: Look, columns: number, from: Focus): number {
  return helpBody(look, columns, from).length
}

function helpBody(look: Look, columns: number, from: Focus): Row[] {
  const sections = helpSections(look, from)
  if (columns < twoColumnsFrom) return sections.flatMap((section) => sectionRows(section, columns, look))
  const width = Math.floor(columns / 2)
  const [left, right] = balanced(sections.map((section) => sectionRows(section, width, look)))
  const longer = left.length < right.length ? right : left
  return longer.map((_, i) => [...fitRow(left[i] ?? [], width, look.chrome.ellipsis), ...(right[i] ?? [])])
}

/** Sections in their order, cut into two columns of about the same height. */
function balanced(blocks: readonly Row[][]): [Row[], Row[]] {
  const total = blocks.reduce((sum, block) => sum + block.length, 0)
  let height = 0
  let count = 0
  while (count < blocks.length && height + blocks[count]!.length / 2 <= total / 2) height += blocks[count++]!.length
  return [blocks.slice(0, count).flat(), blocks.slice(count).flat()]
}

function sectionRows({ title, lines }: HelpSection, columns: number, { chrome }: Look): Row[] {
  const widest = lines.reduce((most, [key]) => Math.max(most, widthOf(key)), 0)
  const keyColumns = Math.min(widest + 1, widestKeys, Math.floor(columns * 0.48))
  const rows = lines.flatMap(([key, text]) => {
    const texts = wrap(text, Math.max(4, columns - keyColumns - 3))
    return texts.map(({ start, end }, i): Row => {
      const left = fitRow([span(i === 0 ? key : '', 'key')], keyColumns, chrome.ellipsis)
      return [span('  '), ...left, span(` ${text.slice(start, end)}`)]
    })
  })
  return [[span(` ${title}`, 'title')], ...rows, []]
}

/* What the help lists: the keys of the pane it was opened from, the query language, every command with its keys. */

export interface HelpSection {
  readonly title: string
  readonly lines: readonly (readonly [key: string, text: string])[]
}

const textFields = QUERY_FIELDS.filter((name) => name !== 'date')
  .map((name) => `${name}:`)
  .join(' ')

/** A line lists all keys of one command, or the first key of each of several. */
type CommandLine = Command | readonly [Command, ...Command[]]

const ofHits: readonly CommandLine[] = [
  'open', 'browser', 'read', 'mark', 'unmarkAll', 'occurrences', 'density', 'unfold', 'copyPath', 'copyMenu', 'export',
  ['previewUp', 'previewDown', 'previewHalfDown'], 'togglePreview', 'focusPreview', ['widerPreview', 'narrowerPreview'],
  ['nextMatch', 'previousMatch'],
] // prettier-ignore
const ofLine: readonly CommandLine[] = [
  'complete', 'takeSuggestion', 'nextSuggestion', 'history', ['olderQuery', 'newerQuery'], ['wordLeft', 'wordRight'],
  ['killWordLeft', 'killWordRight', 'killToEnd'], ['undo', 'transpose'], 'clear', 'yank',
] // prettier-ignore

function allKeys({ bindings, chrome }: Look, command: Command): string {
  return bindings[command].map((key) => keyLabel(key, chrome.keys)).join(', ')
}

function commandLines(look: Look, lines: readonly CommandLine[]): HelpSection['lines'] {
  const texts: Readonly<Partial<Record<Command, string>>> = look.messages.commands
  return lines.map((line) => {
    if (typeof line === 'string') return [allKeys(look, line), texts[line] ?? '']
    return [line.map((command) => label(look, command)).join(', '), texts[line[0]] ?? '']
  })
}

const section = (title: string, ...lines: HelpSection['lines']): HelpSection => ({ title, lines })

/** Sections about the panes that have keys of their own; first, if help was opened there. */
function paneSections({ messages: m, chrome }: Look): Readonly<Partial<Record<Focus, HelpSection>>> {
  const { enter, left, right } = chrome.keys
  return {
    preview: section(
      m.helpPreviewTitle,
      ['n, N', m.commands.nextMatch],
      ['/', m.helpFind],
      ['j k Space b d u g G', m.helpScroll],
      ['J, K', m.helpNextHit],
      ['z', m.commands.read],
      ['e, w', m.helpOpenWays],
      ['m, M, c, x', m.helpTake],
      ['o, t', m.helpViews],
      ['q, Esc', m.helpBack],
    ),
    facets: section(
      m.facetsTitle,
      [`${enter}, Space`, m.helpToggle],
      ['PgUp, PgDn', m.helpNextField],
      ['x', m.helpClearFilters],
      ['Backspace', m.helpDropFilter],
      ['q, Esc', m.helpBack],
    ),
    times: section(
      m.helpTimesTitle,
      [`${left} ${right}, PgUp PgDn`, m.helpTimesMove],
      [`Space, Shift-${left} ${right}`, m.helpTimesRange],
      [enter, m.helpTimesChoose],
      ['x', m.helpTimesClear],
    ),
  }
}

function generalSections(look: Look): HelpSection[] {
  const { messages: m } = look
  const move = [`${allKeys(look, 'up')}, ${allKeys(look, 'down')}`, m.commands.up] as const
  const choose = commandLines(look, ['facets', 'times'])
  const dropFilter = ['Backspace', m.helpDropFilter] as const
  const order = commandLines(look, ['matchMode', 'sort'])
  const help = [`${allKeys(look, 'help')}, ?`, m.commands.help] as const
  const program = commandLines(look, ['update', 'redraw', 'cancel', 'quit', 'abort'])
  return [
    section(
      m.helpQueryTitle,
      ['气候 变化', m.helpQueryWords],
      ['"气候变化"', m.helpQueryExact],
      ['长江 | 黄河', m.helpQueryOr],
      ['水 -污染', m.helpQueryNot],
      [textFields, m.helpQueryField],
      ['date:2022..2024', m.helpQueryDate],
      ['covid*', m.helpQueryPrefix],
      ['长江 NEAR/10 生态', m.helpQueryNear],
    ),
    { title: m.helpHitsTitle, lines: [move, ...commandLines(look, ofHits)] },
    { title: m.helpNarrowTitle, lines: [...choose, dropFilter, ...order] },
    { title: m.helpLineTitle, lines: commandLines(look, ofLine) },
    { title: m.helpProgramTitle, lines: [help, ...program] },
  ]
}

/** @param from the pane from which help was opened */
export function helpSections(look: Look, from: Focus): HelpSection[] {
  const { [from]: here, ...others } = paneSections(look)
  return [...(here === undefined ? [] : [here]), ...generalSections(look), ...Object.values<HelpSection>(others)]
}
