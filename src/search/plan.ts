/**
 * From the tree of a query to what has to be done: the texts that score, the part that is demanded of every hit, and
 * the part (`soft`) of which most of the weight suffices.
 */
import type { FieldId } from '../segment/fields.js'
import { defaultFields } from '../segment/fields.js'
import type { QueryNode } from '../query/index.js'
import type { Analyzer } from '../text/analysis.js'
import { fieldsOf } from './match.js'
import { readQueryText } from './query-text.js'
import type { PlacedText, QueryTerm, QueryText, QueryWord } from './query-text.js'

export type MatchMode = 'auto' | 'all' | 'any'

/** A term with the fields it is looked for in and the factor of `x^2`. */
export interface PlannedTerm extends QueryTerm {
  readonly fields: readonly FieldId[]
  readonly boost: number
  /** Counts towards the share of weight that `auto` demands. */
  readonly soft: boolean
}

/** What passages mark: pairs that join where they overlap, Latin words where they stand whole, strings as they are. */
export interface MarkPlan {
  /** first × 65536 + second, with the pair's weight before its idf. */
  readonly pairs: ReadonlyMap<number, number>
  readonly words: ReadonlyMap<string, number>
  readonly strings: readonly { readonly text: string; readonly wordStart: boolean }[]
}

export interface Plan {
  readonly terms: readonly PlannedTerm[]
  /** Words in order, for the second stage and for marks. */
  readonly words: readonly QueryWord[]
  /** Unquoted words at the top of the query, demanded in full (`all`), in part (`auto`) or at least one (`any`). */
  readonly soft: QueryText
  /** Demanded of every hit; undefined where nothing is. */
  readonly hard: QueryNode | undefined
  /** What passages mark. */
  readonly marks: MarkPlan
  readonly match: MatchMode
}

interface Leaf {
  readonly texts: PlacedText[]
  readonly fields: readonly FieldId[]
  readonly boost: number
  readonly quoted: boolean
  readonly prefix: boolean
  readonly soft: boolean
}

export function planQuery(node: QueryNode | undefined, match: MatchMode, analyzer: Analyzer): Plan {
  const leaves: Leaf[] = []
  const soft: Leaf = { texts: [], fields: defaultFields, boost: 1, quoted: false, prefix: false, soft: true }
  const hard: QueryNode[] = []
  for (const part of topParts(node)) {
    if (part.kind === 'text') soft.texts.push(placed(part))
    else if (part.kind === 'boost' && part.operand.kind === 'text') {
      // Wished for like other words; the factor only scales the score.
      soft.texts.push(placed(part.operand))
      collectLeaves(part, defaultFields, 1, leaves)
    }
    else {
      collectLeaves(part, defaultFields, 1, leaves)
      hard.push(part)
    }
  }
  const softText = readQueryText(soft.texts, analyzer)
  const read = leaves.map((leaf) => ({ leaf, text: readQueryText(leaf.texts, analyzer, leaf.quoted) }))
  const terms = [...planned(softText, soft), ...read.flatMap(({ leaf, text }) => planned(text, leaf))]
  return {
    terms: uniqueTerms(terms),
    words: wordsInOrder([softText, ...read.filter(({ leaf }) => leaf.fields === defaultFields).map(({ text }) => text)]),
    soft: softText,
    hard: joined(hard),
    marks: planMarks(terms, leaves, softText),
    match,
  }
}

const placed = ({ text, span }: { text: string; span: readonly [number, number] }): PlacedText => ({ text, at: span[0] })

function wordsInOrder(texts: readonly QueryText[]): QueryWord[] {
  return texts.flatMap(({ words }) => words).sort((a, b) => a.run - b.run)
}

function topParts(node: QueryNode | undefined): readonly QueryNode[] {
  if (node === undefined) return []
  return node.kind === 'and' ? node.operands.flatMap(topParts) : [node]
}

function joined(parts: readonly QueryNode[]): QueryNode | undefined {
  const [first, ...rest] = parts
  if (first === undefined || rest.length === 0) return first
  return { kind: 'and', span: [first.span[0], rest.at(-1)!.span[1]], operands: parts }
}

/** What scores: everything but what is excluded and what names no text. */
function collectLeaves(node: QueryNode, fields: readonly FieldId[], boost: number, leaves: Leaf[]): void {
  switch (node.kind) {
    case 'and':
    case 'or':
      for (const operand of node.operands) collectLeaves(operand, fields, boost, leaves)
      return
    case 'boost':
      return collectLeaves(node.operand, fields, boost * node.factor, leaves)
    case 'field':
      if (node.field !== 'path') collectLeaves(node.operand, fieldsOf(node.field), boost, leaves)
      return
    case 'not':
    case 'date':
      return
    default:
      leaves.push({
        texts: [placed(node)],
        fields,
        boost,
        quoted: node.kind === 'exact' || node.kind === 'prefix',
        prefix: node.kind === 'prefix',
        soft: false,
      })
  }
}

function planned(text: QueryText, { fields, boost, soft, quoted }: Leaf): PlannedTerm[] {
  return text.terms.map((term) => ({ ...term, fields, boost, soft, marked: term.marked && !quoted }))
}

/** One term per spelling and fields: the largest boost, soft where any of them is. */
function uniqueTerms(terms: readonly PlannedTerm[]): PlannedTerm[] {
  const unique = new Map<string, PlannedTerm>()
  for (const term of terms) {
    const key = `${term.fields.join()} ${term.key}`
    const known = unique.get(key)
    if (known === undefined) unique.set(key, term)
    else {
      const weight = Math.max(known.weight, term.weight)
      const boost = Math.max(known.boost, term.boost)
      unique.set(key, { ...known, weight, boost, soft: known.soft || term.soft, required: known.required || term.required })
    }
  }
  return [...unique.values()]
}

function planMarks(terms: readonly PlannedTerm[], leaves: readonly Leaf[], soft: QueryText): MarkPlan {
  const pairs = new Map<number, number>()
  const words = new Map<string, number>()
  for (const { marked, first, second, text, weight } of terms) {
    if (!marked) continue
    if (first >= 0) pairs.set(first * 65536 + second, weight)
    else words.set(text, weight)
  }
  const strings = leaves.filter(({ quoted }) => quoted).flatMap(({ texts, prefix }) => texts.map(({ text }) => ({ text, wordStart: prefix })))
  const singles = soft.units.filter(({ text, latin }) => !latin && text.length === 1)
  return { pairs, words, strings: [...strings, ...singles.map(({ text }) => ({ text, wordStart: false }))] }
}
