/**
 * Quotation marks are an operator, but people who ask in sentences, or paste a paragraph, use them as punctuation. Where
 * no article holds everything that such a query requires, its quoted strings are searched as words instead.
 */
import type { ExactNode, QueryNode } from '../../query/index.js'
import type { Analyzer } from '../../text/analysis.js'
import { ranking } from '../parameters.js'
import { readQueryText } from './query-text.js'

export interface Relaxation {
  /** The query with its quoted strings as texts. */
  readonly node: QueryNode
  /** The quoted strings that are no longer required, as typed. */
  readonly strings: readonly string[]
}

/** Up to this many words beside the quoted strings, a query is a list of words; unless one is a function word. */
const fewWords = 4

/**
 * @param query what was typed, which `node` was read from
 * @returns undefined for a query without quotes, of quotes only, with operators, filters or boosts, and for one of a few
 * words that isn't a question
 */
export function relaxQuotes(node: QueryNode | undefined, query: string, analyzer: Analyzer): Relaxation | undefined {
  if (node?.kind !== 'and') return undefined
  const parts = partsOf(node)
  const quoted = parts.filter((part): part is ExactNode => part.kind === 'exact')
  if (quoted.length === 0 || !parts.every(isPlain) || hasOperator(parts, query)) return undefined
  if (quoted.length === parts.length || !isSentence(parts, quoted.length, analyzer)) return undefined
  return { node: { ...node, operands: joinTouching(parts.map(softened)) }, strings: quoted.map(({ text }) => text) }
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

function softened(node: QueryNode): QueryNode {
  return node.kind === 'exact' ? { ...node, kind: 'text' } : node
}
