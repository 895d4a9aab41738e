/**
 * Quotation marks are an operator, but people who ask in sentences, or paste a paragraph, use them as punctuation; and
 * pasted pages hold lines such as 作者：甲 and dashes before words. Where no article holds everything that such a query
 * requires, its quoted strings, what follows a field's Chinese name and what stands behind a dash are searched as words
 * instead.
 */
import type { ExactNode, FieldNode, NotNode, QueryNode } from '../../query/index.js'
import type { Analyzer } from '../../text/analysis/analysis.js'
import { ranking } from '../parameters.js'
import { readQueryText } from './query-text.js'

export interface Relaxation {
  /** The query with its quoted strings, pasted fields and exclusions as texts. */
  readonly node: QueryNode
  /** The quoted strings, fields and exclusions that no longer count as such, as typed. */
  readonly strings: readonly string[]
}

/** Up to this many words beside the quoted strings, a query is a list of words; unless one is a function word. */
const fewWords = 4

/**
 * @param query what was typed, which `node` was read from
 * @returns undefined for a query without quotes, of quotes only, with operators, other filters or boosts, and for one of
 * a few words that isn't a question
 */
export function relaxQuotes(node: QueryNode | undefined, query: string, analyzer: Analyzer): Relaxation | undefined {
  if (node?.kind !== 'and') return undefined
  const parts = partsOf(node)
  const isDemand = (part: QueryNode): part is ExactNode | FieldNode | NotNode =>
    part.kind === 'exact' || isPastedField(part, query) || isPastedDash(part, query)
  const demands = parts.filter(isDemand)
  if (demands.length === 0 || hasOperator(parts, query)) return undefined
  if (!parts.every((part) => isPlain(part) || isDemand(part))) return undefined
  if (demands.length === parts.length || !isSentence(parts, demands.length, analyzer)) return undefined
  const strings = demands.map((part) => (part.kind === 'exact' ? part.text : typed(part, query)))
  return { node: { ...node, operands: joinTouching(parts.map((part) => softened(part, query))) }, strings }
}

const typed = ({ span }: QueryNode, query: string): string => query.slice(span[0], span[1])

/** Shorter queries are written by hand: their fields are meant. */
const shortestPasted = 60

/** A field named in Chinese, before a single word: 作者：甲. */
function isPastedField(node: QueryNode, query: string): node is FieldNode {
  if (query.length < shortestPasted) return false
  return node.kind === 'field' && node.operand.kind === 'text' && /^\p{Script=Han}/u.test(typed(node, query))
}

/** A word behind a dash, in sentences: - 完 -关注我们. */
function isPastedDash(node: QueryNode, query: string): node is NotNode {
  if (query.length < shortestPasted || !/[。！？；]/.test(query)) return false
  return node.kind === 'not' && node.operand.kind === 'text' && typed(node, query).startsWith('-')
}

/** A question, or more than a few words, beside the quoted strings; these stand as one word each. */
function isSentence(parts: readonly QueryNode[], quoted: number, analyzer: Analyzer): boolean {
  const text = parts.map((part) => (part.kind === 'text' ? part.text : 'x')).join(' ')
  const { words, isQuestion } = readQueryText([{ text, at: 0, boost: 1 }], analyzer, ranking)
  return isQuestion || words.length - quoted > fewWords
}

/** 什么是“商标”的定义 reads as it does without its quotation marks. */
function joinTouching(parts: readonly QueryNode[]): QueryNode[] {
  const joined: QueryNode[] = []
  for (const part of parts) {
    const last = joined.at(-1)
    const touches = last?.kind === 'text' && part.kind === 'text' && last.span[1] === part.span[0]
    if (!touches) joined.push(part)
    else joined[joined.length - 1] = { ...last, text: last.text + part.text, span: [last.span[0], part.span[1]] }
  }
  return joined
}

/** Brackets only group. */
function partsOf(node: QueryNode): readonly QueryNode[] {
  return node.kind === 'and' ? node.operands.flatMap(partsOf) : [node]
}

/** A text, also one with other readings that were found for it, or a quoted string. */
function isPlain(node: QueryNode): boolean {
  return node.kind === 'text' || node.kind === 'exact' || (node.kind === 'or' && node.alternatives !== undefined)
}

/** The tree doesn't tell AND from a space; between two parts it is what has letters. */
function hasOperator(parts: readonly QueryNode[], query: string): boolean {
  return parts.some((part, i) => i > 0 && /\p{L}/u.test(query.slice(parts[i - 1]!.span[1], part.span[0])))
}

function softened(node: QueryNode, query: string): QueryNode {
  if (node.kind === 'exact') return { ...node, kind: 'text' }
  if (node.kind === 'field') return { kind: 'text', span: node.span, text: typed(node, query) }
  return node.kind === 'not' ? node.operand : node
}
