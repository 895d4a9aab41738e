import { asciiShape, isEscapable, fieldAt, isTextualMinus } from './field.js'
import type { OwnNode, NearNode, QueryNode } from './node.js'

type Notation = {
  readonly [K in QueryNode['kind']]: {
    /** Binding strength; a weaker node inside a stronger one needs brackets. */
    readonly tightness: number
    readonly print: (node: Extract<QueryNode, { kind: K }>) => string
  }
}

const OR = 0
const AND = 1
const NOT = 2
const NEAR = 3
const BOOST = 4
const FIELD = 5
const TEXT = 6

const NOTATION: Notation = {
  or: { tightness: OR, print: ({ operands }) => operands.map((operand) => within(operand, AND)).join(' | ') },
  and: { tightness: AND, print: ({ operands }) => operands.map((operand) => within(operand, NOT)).join(' ') },
  not: { tightness: NOT, print: ({ operand }) => printNot(within(operand, NEAR)) },
  near: { tightness: NEAR, print: (node) => (node.ordered ? printOrdered(node) : printNear(node)) },
  boost: { tightness: BOOST, print: ({ operand, factor }) => `${within(operand, FIELD)}^${factor}` },
  field: { tightness: FIELD, print: ({ field, operand }) => `${field}:${within(operand, TEXT)}` },
  date: { tightness: FIELD, print: ({ from = '', to = '' }) => `date:${from}..${to}` },
  own: { tightness: FIELD, print: printOwn },
  text: { tightness: TEXT, print: ({ text }) => printText(text) },
  exact: { tightness: TEXT, print: ({ text }) => `"${quoted(text)}"` },
  prefix: { tightness: TEXT, print: ({ text }) => `${printText(text)}*` },
  fuzzy: { tightness: TEXT, print: ({ text, edits }) => `${printText(text)}~${edits === 1 ? '' : edits}` },
}

/**
 * Writes a tree as a query that parses to the same tree (except for spans). Holds for every tree from `parseQuery`.
 * @example printQuery(parseQuery('标题 OR title:（a b）')!) // '标题 | title:(a b)'
 */
export function printQuery(node: QueryNode): string {
  return (NOTATION[node.kind].print as (node: QueryNode) => string)(node)
}

function printNot(operand: string): string {
  const printed = `-${operand}`
  return isTextualMinus(asciiShape(printed), 0) ? `NOT ${operand}` : printed
}

const OPERATORS = { sentence: 'SENTENCE', paragraph: 'PARAGRAPH' } as const

function printNear({ operands, within: reach }: NearNode): string {
  const operator = typeof reach === 'number' ? `NEAR/${reach}` : OPERATORS[reach]
  // Left-associative.
  return operands.map((operand, i) => within(operand, i === 0 ? NEAR : BOOST)).join(` ${operator} `)
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
  // ＼ and ＂ as well.
  return text.replace(/[\\\uff3c"\uff02]/g, '\\$&')
}

function within(node: QueryNode, tightness: number): string {
  return tightnessOf(node) < tightness ? `(${printQuery(node)})` : printQuery(node)
}

/** An ordered proximity is written as one part: `"a b"~10`. */
function tightnessOf(node: QueryNode): number {
  return node.kind === 'near' && node.ordered ? TEXT : NOTATION[node.kind].tightness
}

function printOwn({ field, type, value, range }: OwnNode): string {
  if (value !== undefined) return `${field}:${within(value, TEXT)}`
  const bound = (end: number): string => {
    if (!Number.isFinite(end)) return ''
    return type === 'date' ? new Date(end * 86_400_000).toISOString().slice(0, 10) : String(end)
  }
  return `${field}:${bound(range!.from)}..${bound(range!.to)}`
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
