import { asciiShape, isEscapable } from './characters.js'
import { fieldAt } from './field.js'
import type { DateNode, QueryNode } from './node.js'

/** Binding strength of a node; a weaker node inside a stronger one needs brackets. */
const TIGHTNESS = {
  or: 0,
  and: 1,
  not: 2,
  boost: 3,
  field: 4,
  date: 4,
  text: 5,
  exact: 5,
  prefix: 5,
  fuzzy: 5,
} as const

/**
 * Writes a tree as a query that parses to the same tree (except for spans). Holds for every tree from `parseQuery`.
 * @example printQuery(parseQuery('标题 OR title:（a b）')!) // '标题 | title:(a b)'
 */
export function printQuery(node: QueryNode): string {
  switch (node.kind) {
    case 'or':
      return node.operands.map((operand) => within(operand, TIGHTNESS.and)).join(' | ')
    case 'and':
      return node.operands.map((operand) => within(operand, TIGHTNESS.not)).join(' ')
    case 'not':
      return `-${within(node.operand, TIGHTNESS.boost)}`
    case 'boost':
      return `${within(node.operand, TIGHTNESS.field)}^${node.factor}`
    case 'field':
      return `${node.field}:${within(node.operand, TIGHTNESS.text)}`
    case 'date':
      return printDate(node)
    case 'exact':
      return `"${node.text.replace(/[\\＼"＂]/g, '\\$&')}"`
    case 'text':
      return printText(node.text)
    case 'prefix':
      return `${printText(node.text)}*`
    case 'fuzzy':
      return `${printText(node.text)}~${node.edits === 1 ? '' : node.edits}`
  }
}

function within(node: QueryNode, tightness: number): string {
  return TIGHTNESS[node.kind] < tightness ? `(${printQuery(node)})` : printQuery(node)
}

function printDate({ from = '', to = '' }: DateNode): string {
  return `date:${from}..${to}`
}

/** Escapes characters that could have a meaning in their place. The x stands for whatever may follow the text. */
function printText(text: string): string {
  const shape = asciiShape(text)
  const colon = fieldAt(`${text}x`, `${shape}x`, 0)?.end
  let printed = ''
  for (let at = 0; at < text.length; at++) {
    const unit = shape.charAt(at)
    const means = unit === ':' ? at + 1 === colon : unit === '-' || unit === "'" ? at === 0 : isEscapable(unit)
    printed += means ? `\\${text.charAt(at)}` : text.charAt(at)
  }
  return printed
}
