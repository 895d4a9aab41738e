/** Rules across a pane. */
import { rowWidth, span, type Row, type Style } from '../../cells/spans.js'
import type { Look } from '../look.js'

export function plainRule(columns: number, { chrome }: Look): Row {
  return [span(chrome.horizontal.repeat(columns), 'border')]
}

/** A rule with a few words at its beginning. */
export function ruleRow(text: string, style: Style, { chrome }: Look, columns: number): Row {
  const head = [span(` ${text} `, style)]
  return [...head, span(chrome.horizontal.repeat(Math.max(0, columns - rowWidth(head) - 1)), 'border')]
}
