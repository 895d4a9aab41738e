/** A search that treats quotation marks as punctuation if no article contains everything that a sentence quotes. */
import type { QueryNode, ExactNode, FieldNode, NotNode } from '../query/index.js'
import type { InPieces, SearchAnswer, Searcher, SearchRequest } from './searcher.js'
import type { Analyzer } from '../text/analysis/analysis.js'
import { ranking } from './parameters.js'
import { readOneText } from './planning/query-text.js'

/*
 * Quotation marks are an operator, but people who ask in sentences or paste a paragraph use them as punctuation. Pasted
 * pages also contain lines such as 作者：甲 and dashes before words. If no article contains everything that such a query
 * requires, its quoted strings, its fields with Chinese names and its words after a dash are searched as plain words.
 */

interface Relaxation {
  /** The query with its quoted strings, pasted fields and exclusions as texts. */
  readonly node: QueryNode
  /** The quoted strings, fields and exclusions that no longer count as such, as typed. */
  readonly strings: readonly string[]
}

/** With at most this many words outside quotes, a query is a list of words, unless one is a function word. */
const fewWords = 4

/**
 * @param query the typed query, from which `node` was parsed
 * @returns undefined if the query has nothing to relax or nothing else, if it has operators, other filters or boosts,
 * or if it has few words and isn't a question
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

/** Shorter queries were typed by hand, so their fields and exclusions are intended. */
const shortestPasted = 60

/** A field named in Chinese, before a single word: 作者：甲. */
function isPastedField(node: QueryNode, query: string): node is FieldNode {
  if (query.length < shortestPasted) return false
  return node.kind === 'field' && node.operand.kind === 'text' && /^\p{Script=Han}/u.test(typed(node, query))
}

/** A word after a dash, in a query with the end of a clause (。！？；): - 完 -关注我们. */
function isPastedDash(node: QueryNode, query: string): node is NotNode {
  if (query.length < shortestPasted || !/[\u3002\uff01\uff1f\uff1b]/.test(query)) return false
  return node.kind === 'not' && node.operand.kind === 'text' && typed(node, query).startsWith('-')
}

/** Whether the query is a question or has more than a few words outside quotes. A quoted string counts as one word. */
function isSentence(parts: readonly QueryNode[], quoted: number, analyzer: Analyzer): boolean {
  const text = parts.map((part) => (part.kind === 'text' ? part.text : 'x')).join(' ')
  const { words, isQuestion } = readOneText(text, analyzer, ranking)
  return isQuestion || words.length - quoted > fewWords
}

/** Joins adjacent texts, so that 什么是“商标”的定义 is segmented as it would be without quotation marks. */
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

function isPlain(node: QueryNode): boolean {
  return node.kind === 'text' || node.kind === 'exact' || (node.kind === 'or' && node.alternatives !== undefined)
}

/** The tree doesn't distinguish AND from a space, so the query is searched for letters between two parts. */
function hasOperator(parts: readonly QueryNode[], query: string): boolean {
  return parts.some((part, i) => i > 0 && /\p{L}/u.test(query.slice(parts[i - 1]!.span[1], part.span[0])))
}

function softened(node: QueryNode, query: string): QueryNode {
  if (node.kind === 'exact') return { ...node, kind: 'text' }
  if (node.kind === 'field') return { kind: 'text', span: node.span, text: typed(node, query) }
  return node.kind === 'not' ? node.operand : node
}

type Asked = Pick<Searcher, 'search' | 'searching' | 'analyzer'>

export interface RelaxedAnswer extends SearchAnswer {
  /** Quoted strings that the hits need not contain; absent if all are required. */
  readonly relaxed?: readonly string[]
  /** Present if hits were also ranked by vectors. */
  readonly embedded?: EmbeddedFigures
}

export interface EmbeddedFigures {
  /** How many of the best hits were ranked by both scores. */
  readonly candidates: number
  /** Articles that the words alone don't match; `total` counts them. */
  readonly added: number
}

/** @param query the typed query, from which the request's node was parsed */
export function* searchRelaxing(searcher: Asked, request: SearchRequest, query: string): InPieces<RelaxedAnswer> {
  const answer = yield* searcher.searching(request)
  if (answer.total > 0 || request.match !== 'auto') return answer
  const relaxation = relaxQuotes(request.node, query, searcher.analyzer)
  if (relaxation === undefined) return answer
  const relaxed = yield* searcher.searching({ ...request, node: relaxation.node })
  return relaxed.total === 0 ? answer : { ...relaxed, relaxed: relaxation.strings }
}

/** The node that {@link searchRelaxing} answers by default, for previews of its hits. */
export function relaxedNode(searcher: Asked, node: QueryNode | undefined, query: string): QueryNode | undefined {
  const relaxation = relaxQuotes(node, query, searcher.analyzer)
  if (relaxation === undefined) return node
  return searcher.search(countingRequest(node)).total > 0 ? node : relaxation.node
}

export function countingRequest(node: QueryNode | undefined): SearchRequest {
  return { node, match: 'auto', sort: 'score', offset: 0, limit: 0, facets: [] }
}
