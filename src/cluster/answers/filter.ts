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
