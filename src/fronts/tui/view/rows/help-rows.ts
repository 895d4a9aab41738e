/** The help as rows: in two blocks from 100 columns on, with a heading that shows how far the reader has scrolled. */
import { fitRow, justify, span, type Row } from '../../cells/spans.js'
import { widthOf } from '../../cells/cells.js'
import { wrap } from '../../cells/wrap.js'
import { layoutOf } from '../../state/layout.js'
import type { Focus, State } from '../../state/model.js'
import { fill } from './hits-rows.js'
import { helpSections, type HelpSection } from '../help-lines.js'
import type { Look } from '../look.js'

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
