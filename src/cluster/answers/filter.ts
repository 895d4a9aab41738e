/**
 * Translates a query's tree to a filter of the server. The filter matches the same articles as the sets that the
 * operators of a local search make. Words and strings become phrases over the texts for exact strings (see terms.ts).
 */
import { XunzhangError } from '../../base/errors.js'
import type { FieldId } from '../../storage/segment/fields.js'
import { combine, type QueryNode, type TextField } from '../../query/index.js'
import { operators } from '../../search/operators/index.js'
import type { ServerConditions } from '../../search/operators/operator.js'
import { readOneText, type QueryUnit } from '../../search/planning/query-text.js'
import type { RankingParameters } from '../../search/parameters.js'
import { isDerived } from '../../text/facets/index.js'
import type { Analyzer } from '../../text/analysis/analysis.js'
import { normalize } from '../../text/normalize.js'
import type { Condition } from '../generations.js'
import { pathPhrases, pathText, phraseTokens, scopeOf } from '../terms.js'
import { CharClass } from '../../text/characters/char-class.js'
import { classAt } from '../../text/characters/char-table.js'
import { unitsOf } from '../../text/units.js'
import type { PlannedTerm } from '../../search/planning/plan.js'
import type { Weighing } from '../../search/planning/weighing.js'

/*
 * The share of a query's weight that an article must contain, as a filter: every combination of terms that weighs
 * enough, written as a tree of conditions. Short queries have few such combinations. Long queries get no filter; for
 * them the server adds up the weights (see share-rows.ts).
 */

/** A filter of more conditions costs the server more than adding weights up. */
const mostConditions = 120

/** Matches articles that contain a term; undefined if the texts can't decide it: for segmented words and compounds. */
export function termCondition({
  kind,
  text,
  fields,
}: Pick<PlannedTerm, 'kind' | 'text' | 'fields'>): Condition | undefined {
  const isWord = kind === 'term' && isAlnum(text)
  if (kind === 'term' && !isWord && !isSymbol(text)) return undefined
  return { key: scopeOf(fields).text, match: { phrase: phraseTokens(text, isWord, isWord) } }
}

const isAlnum = (text: string): boolean => /^[\p{L}\p{N}\p{M}]+$/u.test(text) && classOf(text) === CharClass.alnum
const isSymbol = (text: string): boolean => [...text].length === 1 && classOf(text) === CharClass.symbol

function classOf(text: string): number {
  const units = unitsOf(text)
  return classAt(units, 0, units.length)
}

/** Matches articles that contain the demanded share; undefined if the filter would be too large. */
export function shareCondition({ terms, demandedShare }: Weighing): Condition | undefined {
  const soft = terms.filter(({ term }) => term.soft)
  const filterable = soft.flatMap(({ term, weight }) => {
    const condition = termCondition(term)
    return condition === undefined ? [] : [{ text: term.text, weight, condition }]
  })
  for (const { term } of soft.filter((other) => termCondition(other.term) === undefined)) {
    // An article with the word contains its pairs, too. If these weigh enough by themselves, the word changes nothing.
    const implied = filterable.reduce((sum, { text, weight }) => sum + (term.text.includes(text) ? weight : 0), 0)
    if (implied < demandedShare) return undefined
  }
  return chooseFrom(filterable, demandedShare)
}

interface FilterableTerm {
  readonly weight: number
  readonly condition: Condition
}

/** @param terms heaviest first */
function chooseFrom(terms: readonly FilterableTerm[], demanded: number): Condition | undefined {
  const rest = new Float64Array(terms.length + 1)
  for (let i = terms.length - 1; i >= 0; i--) rest[i] = rest[i + 1]! + terms[i]!.weight
  let conditions = 0
  const choose = (from: number, need: number): Condition[] | undefined => {
    const choices: Condition[] = []
    for (let i = from; i < terms.length && rest[i]! >= need; i++) {
      const { weight, condition } = terms[i]!
      if (++conditions > mostConditions) return undefined
      if (weight >= need) choices.push(condition)
      else {
        const others = choose(i + 1, need - weight)
        if (others === undefined) return undefined
        if (others.length > 0) choices.push({ must: [condition, { should: others }] })
      }
    }
    return choices
  }
  const choices = choose(0, demanded)
  if (choices === undefined) return undefined
  return choices.length === 0 ? { has_id: [] } : { should: choices }
}

export interface FilterContext extends Pick<ServerConditions<Condition>, 'fuzzy'> {
  readonly analyzer: Analyzer
  readonly parameters: RankingParameters
  readonly fields: readonly FieldId[]
  /** Keeps Han texts that occur in the collection as they are, and replaces the others by their parts. */
  resolve(units: readonly QueryUnit[], fields: readonly FieldId[]): Promise<readonly QueryUnit[]>
}

/** Matches no point. */
const nothing: Condition = { has_id: [] }

const conditions = {
  every: (parts: readonly Condition[]): Condition => ({ must: parts }),
  some: (parts: readonly Condition[]): Condition => ({ should: parts }),
  none: (part: Condition): Condition => ({ must_not: [part] }),
}

export function nodeCondition(node: QueryNode, context: FilterContext): Promise<Condition> {
  const server: ServerConditions<Condition> = {
    ...conditions,
    words: async (text, fields) => {
      const { units } = readOneText(text, context.analyzer, context.parameters)
      return units.length === 0 ? stringCondition(text, fields) : allUnits(await context.resolve(units, fields), fields)
    },
    string: stringCondition,
    fuzzy: context.fuzzy,
    days: (gte, lte) => ({ key: 'day', range: { gte, ...(lte !== Infinity && { lte }) } }),
    value: valueCondition,
  }
  return operators.condition(node, server, context.fields)
}

function valueCondition(field: TextField, node: QueryNode): Condition {
  if (isDerived(field)) throw new XunzhangError('NOT_ON_CLUSTER', { what: 'facet', facet: field })
  return combine(node, conditions, field === 'path' ? pathCondition : (part) => facetCondition(field, part))
}

/** The server compares whole values of facets. */
function facetCondition(key: string, node: QueryNode): Condition | undefined {
  return 'text' in node ? { key, match: { value: node.text } } : undefined
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

function pathCondition(node: QueryNode): Condition | undefined {
  if (!('text' in node)) return undefined
  const isPrefix = node.kind === 'prefix'
  const text = isPrefix ? normalize(node.text).text : normalize(node.text).text.trim()
  if (text === '') return conditions.every([])
  return { should: pathPhrases(text, isPrefix).map((phrase) => ({ key: pathText, match: { phrase } })) }
}
