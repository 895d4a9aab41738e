import { asciiShape, isEscapable } from './characters.js'
import { fieldAt } from './field.js'
import { isTextualMinus } from './minus.js'
import type { DateNode, OwnNode, NearNode, QueryNode } from './node.js'

/** Binding strength of a node; a weaker node inside a stronger one needs brackets. */
const TIGHTNESS = {
  or: 0,
  and: 1,
  not: 2,
  near: 3,
  boost: 4,
  field: 5,
  date: 5,
  own: 5,
  text: 6,
  exact: 6,
  prefix: 6,
  fuzzy: 6,
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
      return printNot(within(node.operand, TIGHTNESS.near))
    case 'boost':
      return `${within(node.operand, TIGHTNESS.field)}^${node.factor}`
    case 'field':
      return `${node.field}:${within(node.operand, TIGHTNESS.text)}`
    case 'date':
      return printDate(node)
    case 'own':
      return printOwn(node)
    case 'near':
      return node.ordered ? printOrdered(node) : printNear(node)
    case 'exact':
      return `"${quoted(node.text)}"`
    case 'text':
      return printText(node.text)
    case 'prefix':
      return `${printText(node.text)}*`
    case 'fuzzy':
      return `${printText(node.text)}~${node.edits === 1 ? '' : node.edits}`
  }
}

function printNot(operand: string): string {
  const printed = `-${operand}`
  return isTextualMinus(asciiShape(printed), 0) ? `NOT ${operand}` : printed
}

const OPERATORS = { sentence: 'SENTENCE', paragraph: 'PARAGRAPH' } as const

function printNear({ operands, within: reach }: NearNode): string {
  const operator = typeof reach === 'number' ? `NEAR/${reach}` : OPERATORS[reach]
  // Left-associative.
  return operands.map((operand, i) => within(operand, i === 0 ? TIGHTNESS.near : TIGHTNESS.boost)).join(` ${operator} `)
}

/**
 * Alternatives that were not typed have no notation between quotes. They are printed in brackets, so that different
 * nodes still print differently.
 */
function printOrdered({ operands, within: reach }: NearNode): string {
  const texts = operands.map((operand) => (operand.kind === 'text' ? operand.text : `(${printQuery(operand)})`))
  return `"${quoted(texts.join(' '))}"~${reach}`
}

function quoted(text: string): string {
  return text.replace(/[\\＼"＂]/g, '\\$&')
}

function within(node: QueryNode, tightness: number): string {
  return tightnessOf(node) < tightness ? `(${printQuery(node)})` : printQuery(node)
}

/** An ordered proximity is written as one part: `"a b"~10`. */
function tightnessOf(node: QueryNode): number {
  return node.kind === 'near' && node.ordered ? TIGHTNESS.exact : TIGHTNESS[node.kind]
}

function printOwn({ field, type, value, range }: OwnNode): string {
  if (value !== undefined) return `${field}:${within(value, TIGHTNESS.text)}`
  const bound = (end: number): string => {
    if (!Number.isFinite(end)) return ''
    return type === 'date' ? new Date(end * 86_400_000).toISOString().slice(0, 10) : String(end)
  }
  return `${field}:${bound(range!.from)}..${bound(range!.to)}`
}

function printDate({ from = '', to = '' }: DateNode): string {
  return `date:${from}..${to}`
}

/** Escapes the characters that would have a meaning where they occur. The x stands for whatever may follow the text. */
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
