/**
 * Translates a query's tree to a query of the server. It matches the same articles as the sets that the operators of a
 * local search make. Words and strings become phrases over the texts for exact strings (see terms.ts).
 */
import type { FieldId } from '../../storage/segment/fields.js'
import type { QueryNode } from '../../query/index.js'
import { operators } from '../../search/operators/index.js'
import type { ServerConditions } from '../../search/operators/operator.js'
import { readOneText, type QueryUnit } from '../../search/planning/query-text.js'
import type { RankingParameters } from '../../search/parameters.js'
import type { WeightedTerm } from '../../search/scoring/statistics.js'
import type { Analyzer } from '../../text/analysis/analysis.js'
import { normalize } from '../../text/normalize.js'
import { all, any, between, equals, none, nothing, phrase, withIds, type Query } from '../query.js'
import { pathPhrases, pathText, phraseTokens, rankedTerms, scopeOf, termToken } from '../terms.js'
import type { PlannedTerm } from '../../search/planning/plan.js'
import type { Weighing } from '../../search/planning/weighing.js'

/*
 * The share of a query's weight that an article must contain, as a filter: every combination of terms that weighs
 * enough, written as a tree of conditions. Short queries have few such combinations. For long queries the server adds
 * up the weights (see candidates.ts).
 */

/** A filter of more conditions costs the server more than adding weights up. */
const mostConditions = 120

/** Matches articles that contain a term. */
export const termCondition = (term: Pick<PlannedTerm, 'kind' | 'text' | 'fields'>): Query =>
  equals(rankedTerms, termToken(term))

/** Matches articles that contain the demanded share; undefined if the filter would be too large. */
export function shareCondition({ terms, demandedShare: demanded }: Weighing): Query | undefined {
  const soft = terms.filter(({ term }) => term.soft)
  const rest = new Float64Array(soft.length + 1)
  for (let i = soft.length - 1; i >= 0; i--) rest[i] = rest[i + 1]! + soft[i]!.weight
  let conditions = 0
  const choose = (from: number, need: number): Query[] | undefined => {
    const choices: Query[] = []
    for (let i = from; i < soft.length && rest[i]! >= need; i++) {
      const { term, weight } = soft[i]!
      if (++conditions > mostConditions) return undefined
      if (weight >= need) choices.push(termCondition(term))
      else {
        const others = choose(i + 1, need - weight)
        if (others === undefined) return undefined
        if (others.length > 0) choices.push(all([termCondition(term), any(others)]))
      }
    }
    return choices
  }
  const choices = choose(0, demanded)
  return choices && any(choices)
}

/** Scores articles by the weight of the soft terms that they contain, and matches those that reach a share. */
export function shareAbove({ terms }: Weighing, least: number): Query {
  const soft = terms.filter(({ term }) => term.soft)
  const should = soft.map(({ term, weight }: WeightedTerm) => {
    return { constant_score: { filter: termCondition(term), boost: weight } }
  })
  return { function_score: { query: { bool: { should, minimum_should_match: 1 } }, min_score: least } }
}

export interface FilterContext extends Pick<ServerConditions<Query>, 'fuzzy' | 'value' | 'checked'> {
  readonly analyzer: Analyzer
  readonly parameters: RankingParameters
  readonly fields: readonly FieldId[]
  /** Keeps Han texts that occur in the collection as they are, and replaces the others by their parts. */
  resolve(units: readonly QueryUnit[], fields: readonly FieldId[]): Promise<readonly QueryUnit[]>
}

export const conditions = { every: all, some: any, none }

export function nodeCondition(node: QueryNode, context: FilterContext): Promise<Query> {
  const server: ServerConditions<Query> = {
    ...conditions,
    words: async (text, fields) => {
      const { units } = readOneText(text, context.analyzer, context.parameters)
      return units.length === 0 ? stringCondition(text, fields) : allUnits(await context.resolve(units, fields), fields)
    },
    string: stringCondition,
    fuzzy: context.fuzzy,
    days: (from, to) => between('day', from, to === Infinity ? undefined : to),
    value: context.value,
    checked: context.checked,
  }
  return operators.condition(node, server, context.fields)
}

export const allUnits = (units: readonly QueryUnit[], fields: readonly FieldId[]): Query =>
  all(units.map((unit) => unitCondition(unit, fields)))

export function anyUnit(units: readonly QueryUnit[], fields: readonly FieldId[]): Query {
  const words = units.flatMap((unit) => (unit.parts.length > 0 ? unit.parts : [unit]))
  return any(words.map((unit) => unitCondition(unit, fields)))
}

const unitCondition = ({ text, latin }: QueryUnit, fields: readonly FieldId[]): Query =>
  stringCondition(text, fields, latin, latin)

/** Matches articles that contain a string in one of the fields. @param wholeStart, wholeEnd as in `planPhrase` */
export function stringCondition(
  source: string,
  fields: readonly FieldId[],
  wholeStart = false,
  wholeEnd = false,
): Query {
  const text = normalize(source).text.trim()
  return text === '' ? nothing : phrase(scopeOf(fields).text, phraseTokens(text, wholeStart, wholeEnd))
}

export function pathCondition(node: QueryNode): Query | undefined {
  if (!('text' in node)) return undefined
  const isPrefix = node.kind === 'prefix'
  const text = isPrefix ? normalize(node.text).text : normalize(node.text).text.trim()
  return text === '' ? all([]) : any(pathPhrases(text, isPrefix).map((tokens) => phrase(pathText, tokens)))
}

/** Matches exactly these articles. */
export const exactly = (ids: readonly string[]): Query => (ids.length === 0 ? nothing : withIds(ids))
