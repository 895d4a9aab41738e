/**
 * Turns the tree of a query into a plan: the texts that score, the part that is required of every hit, and the `soft`
 * part, for which the minimum should match suffices.
 */
import { defaultFields, type FieldId } from '../../storage/segment/fields.js'
import { operandsOf, type QueryNode } from '../../query/index.js'
import type { Analyzer } from '../../text/analysis/analysis.js'
import { normalize } from '../../text/normalize.js'
import { times } from '../operators/boost.js'
import { operators } from '../operators/index.js'
import { nodesWithPlaces } from '../operators/near.js'
import type { ScoringText } from '../operators/operator.js'
import type { RankingParameters } from '../parameters.js'
import { createTermTable, mergeTerms, readQueryText } from './query-text.js'
import type { QueryTerm, QueryText, TermTable, PlacedText, QueryWord } from './query-text.js'
import { XunzhangError } from '../../base/errors.js'

/** Quoted strings, prefixes, filters, excluded words and alternatives. */
const mostParts = 500
/** Each may scan every word of a collection. */
const mostFuzzy = 20

/** @throws XunzhangError QUERY_TOO_LONG */
function refuseTooMany(nodes: readonly QueryNode[]): void {
  const leaves = nodes.flatMap(leavesOf)
  refuse(leaves.length, mostParts, 'parts')
  refuse(leaves.filter(({ kind }) => kind === 'fuzzy').length, mostFuzzy, 'fuzzy')
}

function leavesOf(node: QueryNode): readonly QueryNode[] {
  const operands = operandsOf(node)
  return operands.length === 0 ? [node] : operands.flatMap(leavesOf)
}

function refuse(count: number, most: number, what: 'parts' | 'fuzzy'): void {
  if (count > most) throw new XunzhangError('QUERY_TOO_LONG', { what, count, most })
}

/** How many of a query's words an article must contain. */
export type MatchMode = 'auto' | 'all' | 'any'

export interface PlannedTerm extends QueryTerm {
  readonly fields: readonly FieldId[]
  /** Counts towards the minimum should match of `auto`. */
  readonly soft: boolean
  /**
   * The alternative of a soft text that the term belongs to, numbered from 0. Such a term counts towards the share but
   * doesn't raise the minimum.
   */
  readonly alternative?: number
}

/** What passages highlight besides the marked terms: strings, anywhere. */
export interface MarkedString {
  readonly text: string
  /** Not highlighted if it begins inside a Latin word. */
  readonly wordStart: boolean
  /** Typed as an exact string; otherwise a single character among words. */
  readonly quoted: boolean
}

export interface Plan {
  readonly terms: readonly PlannedTerm[]
  /** Words in order, for the second stage. */
  readonly words: readonly QueryWord[]
  /** Number of characters of the texts that `words` are from. */
  readonly length: number
  /** Unquoted words at the top of the query: all required (`all`), a share (`auto`) or at least one (`any`). */
  readonly soft: QueryText
  /** Required of every hit; undefined if nothing is. */
  readonly hard: QueryNode | undefined
  readonly strings: readonly MarkedString[]
  /** Proximities and regular expressions, which passages highlight as they are found. */
  readonly near: readonly QueryNode[]
  readonly match: MatchMode
}

/**
 * Plans a query; `node` is undefined for an empty query, which matches nothing.
 * @throws XunzhangError QUERY_TOO_LONG
 */
export function planQuery(
  node: QueryNode | undefined,
  match: MatchMode,
  analyzer: Analyzer,
  parameters: RankingParameters,
): Plan {
  const { texts, parts, alternatives, textsWithEqualAlternatives } = splitTop(node, match)
  const read = (leaf: ScoringText): QueryText => readQueryText(leaf.texts, analyzer, parameters, leaf.quoted)
  const softLeaf: ScoringText = { texts, fields: defaultFields, quoted: false, prefix: false, soft: true }
  const soft = read(softLeaf)
  // Symbols are not words, but a query that has nothing else searches for them.
  const hard = soft.words.length > 0 ? parts : [...parts, ...texts.flatMap(asExact)]
  refuseTooMany(hard.map((part) => part.node))
  const leaves = scoringTexts(hard)
  const readLeaves = leaves.map((leaf) => ({ leaf, text: read(leaf) }))
  const alternativeLeaves = scoringTexts(alternatives).map(asAlternative)
  const readAlternatives = alternativeLeaves.map((leaf) => ({ leaf, text: read(leaf) }))
  const own = withAlternatives(
    planned(soft, softLeaf),
    textsWithEqualAlternatives.length === 0 ? [] : read({ ...softLeaf, texts: textsWithEqualAlternatives }).terms,
  )
  const more = [...readLeaves, ...readAlternatives].flatMap(({ leaf, text }) => planned(text, leaf))
  const texted = readLeaves.filter(({ leaf }) => leaf.fields === defaultFields)
  const whole = [soft, ...texted.map(({ text }) => text)]
  return {
    terms: heaviestKinds(more.length === 0 ? own : uniqueTerms([...own, ...more]), parameters.mostLookedUp),
    words: whole.flatMap(({ words }) => words).sort((a, b) => a.run - b.run),
    length: whole.reduce((sum, { length }) => sum + length, 0),
    soft:
      match === 'any'
        ? { ...soft, units: [...soft.units, ...readAlternatives.flatMap(({ text }) => text.units)] }
        : soft,
    hard: joined(hard.map((part) => part.node)),
    strings: markedStrings([...leaves, ...alternativeLeaves], soft),
    near: hard.flatMap(({ node }) => nodesWithPlaces(node)),
    match,
  }
}

/** Terms that stand in alternatives, too, aren't required. */
function withAlternatives(own: readonly PlannedTerm[], alike: readonly QueryTerm[]): readonly PlannedTerm[] {
  if (alike.length === 0) return own
  const keyOf = ({ kind, text }: QueryTerm): string => `${kind} ${text}`
  const keys = new Set(alike.map(keyOf))
  return own.map((term) => (keys.has(keyOf(term)) ? { ...term, required: false } : term))
}

interface BoostedNode {
  readonly node: QueryNode
  readonly boost: number
}

interface TopOfQuery {
  readonly texts: PlacedText[]
  readonly parts: BoostedNode[]
  /** Alternatives of texts; if all words are required, they are required parts instead, and one of them must match. */
  readonly alternatives: BoostedNode[]
  /** Texts that rank no higher than their alternatives. */
  readonly textsWithEqualAlternatives: PlacedText[]
}

/** The adjacent texts at the top of a query, and the parts that are not texts. */
function splitTop(node: QueryNode | undefined, match: MatchMode): TopOfQuery {
  const top: TopOfQuery = { texts: [], parts: [], alternatives: [], textsWithEqualAlternatives: [] }
  for (const part of topParts(node, 1)) {
    if (part.node.kind === 'text') top.texts.push(placed(part.node, part.boost))
    else if (part.node.kind === 'or' && part.node.alternatives !== undefined && match !== 'all') {
      const [first, ...others] = part.node.operands.map((operand) => ({ node: operand, boost: part.boost }))
      const { texts, parts } = splitTop(first!.node, match)
      const boosted = texts.map((text) => ({ ...text, boost: times(text.boost, part.boost) }))
      for (const text of boosted) top.texts.push(text)
      for (const inner of parts) top.parts.push(inner)
      for (const other of others) top.alternatives.push(other)
      if (part.node.alternatives === 'beside') for (const text of boosted) top.textsWithEqualAlternatives.push(text)
    } else top.parts.push(part)
  }
  return top
}

function topParts(node: QueryNode | undefined, boost: number): readonly BoostedNode[] {
  if (node === undefined) return []
  if (node.kind === 'and') return node.operands.flatMap((operand) => topParts(operand, boost))
  if (node.kind === 'boost') return topParts(node.operand, times(boost, node.factor))
  return [{ node, boost }]
}

function placed({ text, span }: { text: string; span: readonly [number, number] }, boost: number): PlacedText {
  return { text, at: span[0], boost }
}

function asExact({ text, at, boost }: PlacedText): BoostedNode[] {
  if (normalize(text).text.trim() === '') return []
  return [{ node: { kind: 'exact', text, span: [at, at + text.length] }, boost }]
}

function joined(parts: readonly QueryNode[]): QueryNode | undefined {
  const [first, ...rest] = parts
  if (first === undefined || rest.length === 0) return first
  return { kind: 'and', span: [first.span[0], rest.at(-1)!.span[1]], operands: parts }
}

function scoringTexts(parts: readonly BoostedNode[]): readonly ScoringText[] {
  return parts.flatMap(({ node, boost }) => operators.texts(node, defaultFields, boost))
}

function asAlternative(leaf: ScoringText, alternative: number): ScoringText {
  return { ...leaf, soft: true, alternative }
}

function planned(text: QueryText, { fields, soft, quoted, alternative }: ScoringText): PlannedTerm[] {
  return text.terms.map((term) => {
    const own = { ...term, marked: term.marked && !quoted, fields, soft: soft && term.onlyScores !== true }
    return alternative === undefined ? own : { ...own, required: false, alternative }
  })
}

/** One term for each spelling and set of fields: the largest weight, soft if any of them is. */
function uniqueTerms(terms: readonly PlannedTerm[]): PlannedTerm[] {
  const all: PlannedTerm[] = []
  const tables = new Map<string, TermTable<PlannedTerm>>()
  for (const term of terms) {
    const name = nameOf(term.fields)
    const table = tables.get(name) ?? createTermTable(mergePlanned, all)
    tables.set(name, table)
    table.add(term)
  }
  return all
}

const mergePlanned = (a: PlannedTerm, b: PlannedTerm): PlannedTerm => ({ ...mergeTerms(a, b), soft: a.soft || b.soft })

/**
 * Limits a very long text to its heaviest kinds of terms, because their rarity isn't known before they are looked up.
 */
function heaviestKinds(terms: readonly PlannedTerm[], most: number): readonly PlannedTerm[] {
  return terms.length <= most ? terms : [...terms].sort((a, b) => b.weight - a.weight).slice(0, most)
}

/** A bigram that is searched in title and body, among others. */
export const isPairOfTexts = ({ kind, fields }: PlannedTerm): boolean => kind === 'pair' && fields === defaultFields

/** By fields, kind and spelling. */
export function compareTerms(a: PlannedTerm, b: PlannedTerm): number {
  if (a.fields !== b.fields && nameOf(a.fields) !== nameOf(b.fields))
    return nameOf(a.fields) < nameOf(b.fields) ? -1 : 1
  if (a.kind !== b.kind) return a.kind < b.kind ? -1 : 1
  return a.text < b.text ? -1 : 1
}

const nameOf = (fields: readonly FieldId[]): string => (fields === defaultFields ? nameOfDefaults : fields.join())
const nameOfDefaults = defaultFields.join()

function markedStrings(leaves: readonly ScoringText[], soft: QueryText): MarkedString[] {
  const quoted = leaves.filter((leaf) => leaf.quoted && leaf.near !== true)
  const strings = quoted.flatMap(({ texts, prefix }) =>
    texts.map(({ text }) => ({ text, wordStart: prefix, quoted: true })),
  )
  const singles = soft.units.filter(({ text, latin }) => !latin && text.length === 1)
  return [...strings, ...singles.map(({ text }) => ({ text, wordStart: false, quoted: false }))]
}
