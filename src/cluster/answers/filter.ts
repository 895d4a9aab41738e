/**
 * Translates a query's tree to a filter of the server, node by node. The filter matches the same articles as the sets
 * of search/matching/match.ts. Words and strings become phrases over the texts for exact strings (see terms.ts).
 */
import { XunzhangError } from '../../errors.js'
import { noDate } from '../../segment/columns.js'
import type { FieldId } from '../../segment/fields.js'
import { operandsOf, printQuery } from '../../query/index.js'
import type { DateNode, FieldNode, FuzzyNode, QueryNode } from '../../query/index.js'
import { fieldsOf } from '../../search/matching/match.js'
import type { RankingParameters } from '../../search/parameters.js'
import { readQueryText } from '../../search/planning/query-text.js'
import type { QueryUnit } from '../../search/planning/query-text.js'
import type { Analyzer } from '../../text/analysis/analysis.js'
import { normalize } from '../../text/normalize.js'
import type { Condition } from '../condition.js'
import { pathPhrases, pathText, phraseTokens, scopeOf } from '../terms.js'

export interface FilterContext {
  readonly analyzer: Analyzer
  readonly parameters: RankingParameters
  readonly fields: readonly FieldId[]
  /** Keeps Han texts that occur in the collection as they are, and replaces the others by their parts. */
  resolve(units: readonly QueryUnit[], fields: readonly FieldId[]): Promise<readonly QueryUnit[]>
  /** The condition that a fuzzy word stands for. */
  fuzzy(node: FuzzyNode, fields: readonly FieldId[]): Promise<Condition>
}

const everything: Condition = { must: [] }
/** Matches no point. */
const nothing: Condition = { has_id: [] }

export async function nodeCondition(node: QueryNode, context: FilterContext): Promise<Condition> {
  switch (node.kind) {
    case 'and':
      return { must: await Promise.all(node.operands.map((operand) => nodeCondition(operand, context))) }
    case 'or':
      return { should: await Promise.all(node.operands.map((operand) => nodeCondition(operand, context))) }
    case 'not':
      return { must_not: [await nodeCondition(node.operand, context)] }
    case 'boost':
      return nodeCondition(node.operand, context)
    case 'text':
      return textCondition(node.text, context)
    case 'exact':
      return stringCondition(node.text, context.fields)
    case 'prefix':
      return stringCondition(node.text, context.fields, true)
    case 'fuzzy':
      return context.fuzzy(node, context.fields)
    case 'field':
      return fieldCondition(node, context)
    case 'date':
      return dateCondition(node)
    // A collection on a cluster has no fields of its own, so no query contains this node.
    case 'own':
      return everything
    case 'near':
      throw new XunzhangError('PROXIMITY_ON_CLUSTER', { operator: printQuery(node) })
  }
}

async function fieldCondition(node: FieldNode, context: FilterContext): Promise<Condition> {
  if (node.field === 'path') return pathCondition(node.operand)
  if (node.field === 'site') throw new XunzhangError('SITE_ON_CLUSTER', {})
  const fields = fieldsOf(node.field)
  if (fields === undefined) return facetCondition(node.field, node.operand)
  return nodeCondition(node.operand, { ...context, fields })
}

/** The server compares whole values of facets. */
function facetCondition(key: string, node: QueryNode): Condition {
  const each = operandsOf(node).map((operand) => facetCondition(key, operand))
  if (node.kind === 'or') return { should: each }
  if (node.kind === 'not') return { must_not: each }
  return 'text' in node ? { key, match: { value: node.text } } : { must: each }
}

async function textCondition(text: string, context: FilterContext): Promise<Condition> {
  const { units } = readQueryText([{ text, at: 0, boost: 1 }], context.analyzer, context.parameters)
  if (units.length === 0) return stringCondition(text, context.fields)
  return allUnits(await context.resolve(units, context.fields), context.fields)
}

export function allUnits(units: readonly QueryUnit[], fields: readonly FieldId[]): Condition {
  return { must: units.map((unit) => unitCondition(unit, fields)) }
}

export function anyUnit(units: readonly QueryUnit[], fields: readonly FieldId[]): Condition {
  const words = units.flatMap((unit) => (unit.parts.length > 0 ? unit.parts : [unit]))
  return words.length === 0 ? nothing : { should: words.map((unit) => unitCondition(unit, fields)) }
}

const unitCondition = ({ text, latin }: QueryUnit, fields: readonly FieldId[]): Condition =>
  stringCondition(text, fields, latin, latin)

/** Matches articles that contain a string in one of the fields. @param wholeStart, wholeEnd as in `planPhrase` */
export function stringCondition(
  source: string,
  fields: readonly FieldId[],
  wholeStart = false,
  wholeEnd = false,
): Condition {
  const text = normalize(source).text.trim()
  if (text === '') return nothing
  return { key: scopeOf(fields).text, match: { phrase: phraseTokens(text, wholeStart, wholeEnd) } }
}

function pathCondition(node: QueryNode): Condition {
  switch (node.kind) {
    case 'or':
      return { should: node.operands.map(pathCondition) }
    case 'not':
      return { must_not: [pathCondition(node.operand)] }
    case 'date':
    case 'own':
      return everything
    default: {
      if (!('text' in node)) return { must: operandsOf(node).map(pathCondition) }
      const isPrefix = node.kind === 'prefix'
      const text = isPrefix ? normalize(node.text).text : normalize(node.text).text.trim()
      if (text === '') return everything
      return { should: pathPhrases(text, isPrefix).map((phrase) => ({ key: pathText, match: { phrase } })) }
    }
  }
}

const dayMs = 86_400_000

function dateCondition({ from, to }: DateNode): Condition {
  const gte = from === undefined ? noDate + 1 : Math.floor(Date.parse(from) / dayMs)
  return { key: 'day', range: { gte, ...(to !== undefined && { lte: Math.floor(Date.parse(to) / dayMs) }) } }
}
