/**
 * The tree of a query with alternatives beside its texts. What stands in quotes, after a minus or in a path stays as it
 * was typed.
 */
import { mapOperands } from '../query/index.js'
import type { QueryNode, Span, TextNode } from '../query/index.js'

/** Another string for a text of the query. */
export interface AlternativeText {
  /** How it was found. */
  readonly by: 'pinyin' | 'initials' | 'synonym' | 'variant'
  readonly text: string
  /** Factor of its score, above 0, at most 1. */
  readonly weight: number
  /** Articles that hold it, where that was counted. */
  readonly articles?: number
}

/** What stands for a text. */
export interface Alternatives {
  /** Best first. */
  readonly list: readonly AlternativeText[]
  /** Whether the text itself is looked for, too. */
  readonly keepsText: boolean
  /** Whether articles with the text, or with the first alternative where the text goes, rank before the others. */
  readonly mode: 'after' | 'beside'
}

/** A text of the query that got alternatives. */
export interface QueryExpansion {
  readonly text: string
  readonly alternatives: readonly AlternativeText[]
}

export interface ExpandedQuery {
  readonly node: QueryNode
  readonly expansions: readonly QueryExpansion[]
}

/** Finds what stands for a text; undefined for nothing. @param parts words that stand side by side, at least one */
export type Expander = (parts: readonly string[]) => Alternatives | undefined

/** Most neighbouring words that are read as one: `tuo ka ye fu`; more side by side are a sentence. */
const longestJoin = 8
/** Different texts of a query, alone or joined, that get alternatives at most: each may add ten to what is looked for. */
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
        return node.field === 'path' ? node : mapOperands(node, walk)
      default:
        return mapOperands(node, walk)
    }
  }
  return { node: walk(node), expansions }
}

/** Longer stretches of neighbouring texts first. */
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

/** The longest stretch of texts from the first operand on, two at least, that has alternatives as one. */
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
