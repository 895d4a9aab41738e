/** The help as rows: in two blocks from 100 columns on, with a heading that shows how far the reader has scrolled. */
import { fitRow, justify, span, type Row } from '../cells/spans.js'
import { widthOf } from '../cells/cells.js'
import { wrap } from '../cells/wrap.js'
import { layoutOf } from '../state/layout.js'
import type { Focus, State } from '../state/model.js'
import { fill } from './rows/hits-rows.js'
import { type Look, label } from './look.js'
import { QUERY_FIELDS } from '../../../library/types.js'
import { type Command, keyLabel } from '../keys/bindings.js'

const twoColumnsFrom = 100
const widestKeys = 26

export function helpRows(state: State, look: Look): Row[] {
  const { messages, chrome } = look
  const room = layoutOf(state).bodyRows - 1
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

/** Rows of the help below its heading. */
export function helpLength(look: Look, columns: number, from: Focus): number {
  return helpBody(look, columns, from).length
}

function helpBody(look: Look, columns: number, from: Focus): Row[] {
  const sections = helpSections(look, from)
  if (columns < twoColumnsFrom) return sections.flatMap((section) => sectionRows(section, columns, look))
  const width = Math.floor(columns / 2)
  const blocks = sections.map((section) => sectionRows(section, width, look))
  const [left, right] = balanced(blocks)
  const height = Math.max(left.length, right.length)
  return fill(left, height).map((row, i) => [...fitRow(row, width, look.chrome.ellipsis), ...(right[i] ?? [])])
}

/** Sections in their order, cut into two columns of about the same height. */
function balanced(blocks: readonly Row[][]): [Row[], Row[]] {
  const total = blocks.reduce((sum, block) => sum + block.length, 0)
  let height = 0
  let count = 0
  while (count < blocks.length && height + blocks[count]!.length / 2 <= total / 2) height += blocks[count++]!.length
  return [blocks.slice(0, count).flat(), blocks.slice(count).flat()]
}

/** A heading, its lines, wrapped if they are too long for one row, and an empty row. */
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

/** @param from the pane from which help was opened */
export function helpSections(look: Look, from: Focus): HelpSection[] {
  const { messages: m } = look
  const all = (command: Command): string =>
    look.bindings[command].map((key) => keyLabel(key, look.chrome.keys)).join(', ')
  const first = (...commands: Command[]): string => commands.map((command) => label(look, command)).join(', ')
  const { enter, left, right } = look.chrome.keys
  const preview: HelpSection = {
    title: m.helpPreviewTitle,
    lines: [
      ['n, N', m.helpNextMatch],
      ['j k Space b d u g G', m.helpScroll],
      ['J, K', m.helpNextHit],
      ['z', m.helpRead],
      ['#', m.helpLineNumbers],
      ['e, v, w', m.helpOpenWays],
      ['m, M, c, x', m.helpTake],
      ['o, t', m.helpViews],
      ['q, Esc', m.helpBack],
    ],
  }
  const filters: HelpSection = {
    title: m.facetsTitle,
    lines: [
      [`${enter}, Space`, m.helpToggle],
      ['PgUp, PgDn', m.helpNextField],
      ['x', m.helpClearFilters],
      ['Backspace', m.helpDropFilter],
      ['q, Esc', m.helpBack],
    ],
  }
  const times: HelpSection = {
    title: m.helpTimesTitle,
    lines: [
      [`${left} ${right}, PgUp PgDn`, m.helpTimesMove],
      [`Space, Shift-${left} ${right}`, m.helpTimesRange],
      [enter, m.helpTimesChoose],
      ['x', m.helpTimesClear],
    ],
  }
  const queries: HelpSection = {
    title: m.helpQueryTitle,
    lines: [
      ['气候 变化', m.helpQueryWords],
      ['"气候变化"', m.helpQueryExact],
      ['长江 | 黄河', m.helpQueryOr],
      ['水 -污染', m.helpQueryNot],
      [textFields, m.helpQueryField],
      ['date:2022..2024', m.helpQueryDate],
      ['covid*', m.helpQueryPrefix],
      ['长江 NEAR/10 生态', m.helpQueryNear],
    ],
  }
  const hits: HelpSection = {
    title: m.helpHitsTitle,
    lines: [
      [`${all('up')}, ${all('down')}`, m.helpMove],
      [all('open'), m.helpOpen],
      [all('view'), m.helpView],
      [all('browser'), m.helpBrowser],
      [all('read'), m.helpRead],
      [all('mark'), m.helpMark],
      [all('unmarkAll'), m.helpUnmarkAll],
      [all('occurrences'), m.helpOccurrences],
      [all('density'), m.helpDensity],
      [all('unfold'), m.helpUnfold],
      [all('copyPath'), m.helpCopyPath],
      [all('copyMenu'), m.helpCopyMenu],
      [all('export'), m.helpExport],
      [first('previewUp', 'previewDown', 'previewHalfDown'), m.helpPreview],
      [all('togglePreview'), m.helpTogglePreview],
      [all('focusPreview'), m.helpFocusPreview],
      [first('nextMatch', 'previousMatch'), m.helpNextMatch],
      [all('lineNumbers'), m.helpLineNumbers],
    ],
  }
  const narrowing: HelpSection = {
    title: m.helpNarrowTitle,
    lines: [
      [all('facets'), m.helpFacets],
      [all('times'), m.helpTimes],
      ['Backspace', m.helpDropFilter],
      [all('matchMode'), m.helpMatchMode],
      [all('sort'), m.helpSort],
    ],
  }
  const line: HelpSection = {
    title: m.helpLineTitle,
    lines: [
      [all('complete'), m.helpComplete],
      [all('takeSuggestion'), m.helpTakeSuggestion],
      [all('nextSuggestion'), m.helpNextSuggestion],
      [all('history'), m.helpHistory],
      [first('olderQuery', 'newerQuery'), m.helpOlder],
      [all('save'), m.helpSave],
      [first('wordLeft', 'wordRight'), m.helpEditWords],
      [first('killWordLeft', 'killWordRight', 'killToEnd'), m.helpKill],
      [all('clear'), m.helpClear],
      [all('yank'), m.helpYank],
    ],
  }
  const program: HelpSection = {
    title: m.helpProgramTitle,
    lines: [
      [`${all('help')}, ?`, m.helpHelp],
      [all('update'), m.helpUpdate],
      [all('redraw'), m.helpRedraw],
      [all('cancel'), m.helpCancel],
      [all('quit'), m.helpQuit],
      [all('abort'), m.helpAbort],
    ],
  }
  const here = { preview, facets: filters, times }[from as string]
  const general = [queries, hits, narrowing, line, program]
  const others = [preview, filters, times].filter((section) => section !== here)
  return here === undefined ? [...general, ...others] : [here, ...general, ...others]
}
