/** Evaluates the required part of a query: every node as a set of articles of a segment. */
import type { StoredFacet } from '../../segment/facet-fields.js'
import type { FieldId } from '../../segment/fields.js'
import { Field } from '../../segment/fields.js'
import type { Leaf } from '../leaf.js'
import { dayNumber, noDate } from '../../segment/columns.js'
import { printQuery } from '../../query/index.js'
import type { DateNode, FieldNode, QueryNode, TextField } from '../../query/index.js'
import type { Analyzer } from '../../text/analysis/analysis.js'
import type { Bitset } from './bitset.js'
import { createBitset, fullBitset, intersect, isEmpty, setBit, subtract, unite } from './bitset.js'
import { fuzzySet } from './fuzzy.js'
import { termSet } from './lists.js'
import type { RankingParameters } from '../parameters.js'
import { nearSet } from './near.js'
import { ownSet } from './own-set.js'
import { facetSet, pathSet, siteSet } from './value-set.js'
import { planPhrase } from './phrase-plan.js'
import type { Phrase } from './phrase-plan.js'
import { candidatesOf, hasLists, phraseSet, stringSet } from './phrase.js'
import type { Candidates } from './phrase.js'
import { readOneText } from '../planning/query-text.js'
import type { QueryUnit } from '../planning/query-text.js'

export interface MatchContext {
  readonly analyzer: Analyzer
  readonly parameters: RankingParameters
  readonly fields: readonly FieldId[]
  /** Which Han texts are required as a whole in this collection, and which by their parts: see createResolver. */
  resolve(units: readonly QueryUnit[], fields: readonly FieldId[]): readonly QueryUnit[]
}

/**
 * Articles that a node matches, deleted ones included.
 * @param within if given, the result may be wrong for articles outside of it; the caller filters them out
 */
export function nodeSet(leaf: Leaf, node: QueryNode, context: MatchContext, within?: Bitset): Bitset {
  switch (node.kind) {
    case 'and':
      return allNodes(leaf, distinctNodes(node.operands), context, within)
    case 'or':
      return any(leaf, distinctNodes(node.operands), (operand, set) => nodeSet(leaf, operand, context, set), within)
    case 'not': {
      const set = fullBitset(leaf.reader.articles)
      subtract(set, nodeSet(leaf, node.operand, context, within))
      return set
    }
    case 'boost':
      return nodeSet(leaf, node.operand, context, within)
    case 'text':
      return textSet(leaf, node.text, context, within)
    case 'exact':
      return stringSet(leaf, context.fields, node.text, within)
    case 'prefix':
      return stringSet(leaf, context.fields, node.text, within, true)
    case 'fuzzy':
      return fuzzySet(leaf, context.fields, node.text, node.edits, within)
    case 'near':
      return nearSet(leaf, context.fields, node, within)
    case 'field':
      return fieldSet(leaf, node, context, within)
    case 'date':
      return dateSet(leaf, node)
    case 'own':
      return ownSet(leaf, node)
  }
}

/** A required node; for an exact string whose candidates come from posting lists, also the candidates. */
interface Required {
  readonly node: QueryNode
  readonly string?: { readonly phrase: Phrase; readonly among: Candidates }
}

/**
 * The candidates of all strings are intersected before the first text is read: most articles that may contain one
 * string lack another. Strings without lists take a scan of a dictionary, so they come last.
 */
function allNodes(leaf: Leaf, nodes: readonly QueryNode[], context: MatchContext, within?: Bitset): Bitset {
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
      ? nodeSet(leaf, node, context, set)
      : phraseSet(leaf, context.fields, string.phrase, set, string.among)
  return all(leaf, [...listed, ...unlisted], setOf, left)
}

/** A node that occurs twice is evaluated once. */
function distinctNodes(nodes: readonly QueryNode[]): readonly QueryNode[] {
  return [...new Map(nodes.map((node) => [printQuery(node), node])).values()]
}

/** The intersection of the parts: each is searched only where those before it matched, until nothing is left. */
function all<T>(
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
function any<T>(
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

/** Articles with all words of a text; a text without any word is matched exactly. */
function textSet(leaf: Leaf, text: string, context: MatchContext, within?: Bitset): Bitset {
  const { units } = readOneText(text, context.analyzer, context.parameters)
  if (units.length === 0) return stringSet(leaf, context.fields, text, within)
  return allUnits(leaf, units, context, within)
}

/** Articles that contain all of the units. */
export function allUnits(leaf: Leaf, units: readonly QueryUnit[], context: MatchContext, within?: Bitset): Bitset {
  const { fields } = context
  const setOf = (unit: QueryUnit, set: Bitset | undefined): Bitset => {
    // Units are resolved one at a time: most units of a long text need not be, because the set is soon empty.
    const parts = unit.parts.length === 0 ? [unit] : context.resolve([unit], fields)
    return all(leaf, parts, (part, left) => unitSet(leaf, part, fields, left), set)
  }
  return all(leaf, distinct(units), setOf, within)
}

function distinct(units: readonly QueryUnit[]): QueryUnit[] {
  return [...new Map(units.map((unit) => [unit.text, unit])).values()]
}

/** Articles that contain at least one of the units' words. */
export function anyUnit(leaf: Leaf, units: readonly QueryUnit[], fields: readonly FieldId[]): Bitset {
  const words = units.flatMap((unit) => (unit.parts.length > 0 ? unit.parts : [unit]))
  return any(leaf, distinct(words), (word, left) => unitSet(leaf, word, fields, left), undefined)
}

function unitSet(leaf: Leaf, { text, latin }: QueryUnit, fields: readonly FieldId[], within?: Bitset): Bitset {
  // A compound (3.14, COVID-19) is segmented differently inside a longer one, so the text decides.
  if (latin)
    return isOneWord(text)
      ? termSet(leaf.reader, fields, 'term', text)
      : stringSet(leaf, fields, text, within, true, true)
  if (text.length === 2) return termSet(leaf.reader, fields, 'pair', text)
  return stringSet(leaf, fields, text, within)
}

export const isOneWord = (text: string): boolean => /^[\p{L}\p{N}\p{M}]+$/u.test(text)

const textFields: Readonly<Partial<Record<TextField, FieldId>>> = {
  title: Field.title,
  author: Field.author,
  tag: Field.tags,
}

/** The fields that a name stands for; undefined for origins and facets, which have no posting lists. */
export function fieldsOf(name: TextField): readonly FieldId[] | undefined {
  const field = textFields[name]
  return field === undefined ? undefined : [field]
}

function fieldSet(leaf: Leaf, node: FieldNode, context: MatchContext, within?: Bitset): Bitset {
  if (node.field === 'path') return pathSet(leaf, node.operand)
  if (node.field === 'site') return siteSet(leaf, node.operand)
  const fields = fieldsOf(node.field)
  if (fields === undefined) return facetSet(leaf, node.field as StoredFacet, node.operand)
  return nodeSet(leaf, node.operand, { ...context, fields }, within)
}

function dateSet(leaf: Leaf, { from, to }: DateNode): Bitset {
  const first = from === undefined ? noDate + 1 : dayNumber(from)
  const last = to === undefined ? Infinity : dayNumber(to)
  const set = createBitset(leaf.reader.articles)
  const { days } = leaf.reader
  for (let article = 0; article < days.length; article++) {
    if (days[article]! >= first && days[article]! <= last) setBit(set, article)
  }
  return set
}
