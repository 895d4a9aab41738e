/** Adds alternatives to the texts of a query tree. Quoted texts, excluded texts and paths stay as typed. */
import { isOrigin, mapOperands, type QueryNode, type Span, type TextNode } from '../../query/index.js'

/** Another string for a text of the query. */
export interface AlternativeText {
  /** How it was found. */
  readonly by: 'pinyin' | 'initials' | 'synonym' | 'variant'
  readonly text: string
  /** Factor of its score, above 0, at most 1. */
  readonly weight: number
  /** Number of articles that contain it, if counted. */
  readonly articles?: number
}

/** The expansion of a text. */
export interface Alternatives {
  /** Best first. */
  readonly list: readonly AlternativeText[]
  /** Whether the text itself is searched as well. */
  readonly keepsText: boolean
  /** Whether articles with the text, or with the first alternative if the text is replaced, rank before the others. */
  readonly mode: 'after' | 'beside'
}

/** A text of the query that received alternatives. */
export interface QueryExpansion {
  readonly text: string
  readonly alternatives: readonly AlternativeText[]
}

export interface ExpandedQuery {
  readonly node: QueryNode
  readonly expansions: readonly QueryExpansion[]
}

/** Finds the expansion of a text; undefined if there is none. @param parts adjacent words, at least one */
export type Expander = (parts: readonly string[]) => Alternatives | undefined

/** Most adjacent words that are read as one: `tuo ka ye fu`; a longer sequence is a sentence. */
const longestJoin = 8
/** Most distinct texts of a query, alone or joined, that get alternatives: each may add ten strings to the search. */
const mostExpanded = 24

export function expandQuery(node: QueryNode, expand: Expander): ExpandedQuery {
  const expansions: QueryExpansion[] = []
  const known = new Map<string, Alternatives | undefined>()
  let expanded = 0
  const lookUp = (texts: readonly TextNode[]): Alternatives | undefined => {
    const parts = texts.map(({ text }) => text)
    const key = parts.join(' ')
    if (!known.has(key)) {
      const found = expanded < mostExpanded ? expand(parts) : undefined
      if (found !== undefined) expanded++
      known.set(key, found)
    }
    return known.get(key)
  }
  const expandTexts = (texts: readonly TextNode[]): QueryNode | undefined => {
    const found = lookUp(texts)
    if (found === undefined || found.list.length === 0) return undefined
    expansions.push({ text: texts.map(({ text }) => text).join(' '), alternatives: found.list })
    return withAlternatives(texts, found)
  }
  const walk = (node: QueryNode): QueryNode => {
    switch (node.kind) {
      case 'text':
        return expandTexts([node]) ?? node
      case 'and':
        return { ...node, operands: walkSideBySide(node.operands, walk, expandTexts) }
      case 'not':
        return node
      case 'field':
        return isOrigin(node.field) ? node : mapOperands(node, walk)
      default:
        return mapOperands(node, walk)
    }
  }
  return { node: walk(node), expansions }
}

/** Longer sequences of adjacent texts first. */
function walkSideBySide(
  operands: readonly QueryNode[],
  walk: (node: QueryNode) => QueryNode,
  expandTexts: (texts: readonly TextNode[]) => QueryNode | undefined,
): QueryNode[] {
  const walked: QueryNode[] = []
  for (let at = 0; at < operands.length;) {
    const joined = joinFrom(operands.slice(at, at + longestJoin + 1), expandTexts)
    walked.push(joined?.node ?? walk(operands[at]!))
    at += joined?.count ?? 1
  }
  return walked
}

/** The longest sequence of at least two texts from the first operand on that has alternatives as a unit. */
function joinFrom(
  operands: readonly QueryNode[],
  expandTexts: (texts: readonly TextNode[]) => QueryNode | undefined,
): { node: QueryNode; count: number } | undefined {
  const end = operands.findIndex(({ kind }) => kind !== 'text')
  const texts = operands.slice(0, end < 0 ? operands.length : end) as TextNode[]
  if (texts.length > longestJoin) return undefined
  for (let count = texts.length; count > 1; count--) {
    const node = expandTexts(texts.slice(0, count))
    if (node !== undefined) return { node, count }
  }
  return undefined
}

function withAlternatives(texts: readonly TextNode[], { list, keepsText, mode }: Alternatives): QueryNode {
  const span: Span = [texts[0]!.span[0], texts.at(-1)!.span[1]]
  const own: QueryNode = texts.length === 1 ? texts[0]! : { kind: 'and', span, operands: texts }
  const others = list.map((alternative) => asNode(alternative, span))
  const operands = keepsText ? [own, ...others] : others
  if (operands.length === 1) return operands[0]!
  return { kind: 'or', span, operands, alternatives: mode }
}

function asNode({ text, weight }: AlternativeText, span: Span): QueryNode {
  const node: QueryNode = /\s/.test(text) ? { kind: 'exact', span, text } : { kind: 'text', span, text }
  return weight === 1 ? node : { kind: 'boost', span, factor: weight, operand: node }
}
