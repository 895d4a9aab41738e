/** What just happened, above the keys: a message or the progress of an update; else a rule if there is room. */
import { fitRow, span, type Row } from '../../cells/spans.js'
import { layoutOf, noticeLines } from '../../state/layout.js'
import type { State } from '../../state/model.js'
import type { Look } from '../look.js'
import { progressText } from '../progress.js'
import { plainRule } from './rule-row.js'

/** @returns as many rows as the layout reserves; an ellipsis in the last one shows that the message was cut */
export function noticeRows(state: State, look: Look): Row[] {
  const { noticeRows: count } = layoutOf(state)
  const { building, phase, notice } = state
  const isBuilding = building !== undefined && phase.kind === 'ready'
  const lines = isBuilding ? [progressText(building, look)] : noticeLines(state)
  const style = isBuilding ? 'accent' : (notice?.tone ?? 'good')
  if (lines.length === 0) return Array.from({ length: count }, () => plainRule(state.columns, look))
  const cut = lines.length > count ? look.chrome.ellipsis : ''
  return lines.slice(0, count).map((line, i) => {
    const text = i === count - 1 ? line + cut : line
    return fitRow([span(` ${text}`, style)], state.columns, look.chrome.ellipsis)
  })
}
