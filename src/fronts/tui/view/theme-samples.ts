/** Every theme on a few rows, for `xunzhang tui --themes`. */
import { fitRow, grounded, span, type Row } from '../cells/spans.js'
import type { Messages } from '../../messages/tui.js'
import { unicodeChrome } from './chrome.js'
import type { ColourDepth } from './palettes.js'
import { paintRow, themeNames, themeOf } from './theme.js'

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
    span(`   [${m.matchAuto} ${dot} ${m.sortScore}] `, 'key'),
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
