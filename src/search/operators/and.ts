/** All operands: the meaning of `and`, and of every kind that says nothing else (a boost, a bracket). */
import { operandsOf, printQuery, type OrNode, type QueryNode } from '../../query/index.js'
import type { Leaf } from '../leaf.js'
import { createBitset, fullBitset, intersect, isEmpty, subtract, unite, type Bitset } from '../matching/bitset.js'
import { everyTest, someTest } from '../matching/hit-tests.js'
import { candidatesOf, hasLists, phraseSet, type Candidates } from '../matching/phrase.js'
import { planPhrase, type Phrase } from '../matching/needle.js'
import { near, united } from '../occurrences/nearby.js'
import type { MatchContext, Meaning, Operator } from './operator.js'

export const and = (all: Meaning): Omit<Meaning, 'value'> => ({
  match: (leaf, node, context, within) => allNodes(all, leaf, distinctNodes(operandsOf(node)), context, within),
  texts: (node, fields, boost) => operandsOf(node).flatMap((operand) => all.texts(operand, fields, boost)),
  find: (node) => {
    const [first, ...others] = operandsOf(node).map(all.find)
    if (first === undefined) return () => []
    return (units) => others.reduce((found, find) => near(found, find(units), Infinity, units), first(units))
  },
  places: (node, fields, context, isTop) =>
    operandsOf(node).flatMap((operand) => all.places(operand, fields, context, isTop)),
  demand: (node, fields, read) => everyTest(operandsOf(node).map((operand) => all.demand(operand, fields, read))),
  condition: async (node, server, fields) => {
    const [first, ...others] = operandsOf(node).map((operand) => all.condition(operand, server, fields))
    if (first !== undefined && others.length === 0) return first
    return server.every(first === undefined ? [] : await Promise.all([first, ...others]))
  },
})

/** A required node; for an exact string whose candidates come from posting lists, also the candidates. */
interface Required {
  readonly node: QueryNode
  readonly string?: { readonly phrase: Phrase; readonly among: Candidates }
}

/**
 * The candidates of all strings are intersected before the first text is read: most articles that may contain one
 * string lack another. Strings without lists take a scan of a dictionary, so they come last.
 */
function allNodes(
  all: Meaning,
  leaf: Leaf,
  nodes: readonly QueryNode[],
  context: MatchContext,
  within?: Bitset,
): Bitset {
  const listed: Required[] = []
  const unlisted: Required[] = []
  let left = within
  for (const node of nodes) {
    const phrase = node.kind === 'exact' ? planPhrase(node.text) : undefined
    if (phrase === undefined) listed.push({ node })
    else if (!hasLists(phrase)) unlisted.push({ node })
    else {
      const among = candidatesOf(leaf, context.fields, phrase)
      const set = createBitset(leaf.reader.articles)
      for (const candidates of among) unite(set, candidates.set)
      if (left !== undefined) intersect(set, left)
      if (isEmpty(set)) return set
      left = set
      listed.push({ node, string: { phrase, among } })
    }
  }
  const setOf = ({ node, string }: Required, set: Bitset | undefined): Bitset =>
    string === undefined
      ? all.match(leaf, node, context, set)
      : phraseSet(leaf, context.fields, string.phrase, set, string.among)
  return intersection(leaf, [...listed, ...unlisted], setOf, left)
}

/** A node that occurs twice is evaluated once. */
export function distinctNodes(nodes: readonly QueryNode[]): readonly QueryNode[] {
  return nodes.length < 2 ? nodes : [...new Map(nodes.map((node) => [printQuery(node), node])).values()]
}

/* Sets of articles combined lazily: a part is evaluated only for articles that it can still decide. */

/** The intersection of the parts: each is searched only where those before it matched, until nothing is left. */
export function intersection<T>(
  leaf: Leaf,
  parts: readonly T[],
  setOf: (part: T, within: Bitset | undefined) => Bitset,
  within: Bitset | undefined,
): Bitset {
  let found: Bitset | undefined
  for (const part of parts) {
    const set = setOf(part, found ?? within)
    if (found !== undefined) intersect(set, found)
    else if (within !== undefined) intersect(set, within)
    found = set
    if (isEmpty(found)) break
  }
  return found ?? fullBitset(leaf.reader.articles)
}

/** The union of the parts: each is searched only where none before it matched. */
export function union<T>(
  leaf: Leaf,
  parts: readonly T[],
  setOf: (part: T, within: Bitset) => Bitset,
  within: Bitset | undefined,
): Bitset {
  const found = createBitset(leaf.reader.articles)
  const left = within?.slice() ?? fullBitset(leaf.reader.articles)
  for (const part of parts) {
    const set = setOf(part, left)
    intersect(set, left)
    unite(found, set)
    subtract(left, set)
    if (isEmpty(left)) break
  }
  return found
}

export const or: Operator<OrNode> = (all) => ({
  match: (leaf, { operands }, context, within) =>
    union(leaf, distinctNodes(operands), (operand, set) => all.match(leaf, operand, context, set), within),
  find: ({ operands }) => {
    const finders = operands.map(all.find)
    return (units) => united(finders.map((find) => find(units)))
  },
  places: ({ operands }, fields, context) => operands.flatMap((operand) => all.places(operand, fields, context, false)),
  demand: ({ operands }, fields, read) => someTest(operands.map((operand) => all.demand(operand, fields, read))),
  condition: async ({ operands }, server, fields) =>
    server.some(await Promise.all(operands.map((operand) => all.condition(operand, server, fields)))),
})
