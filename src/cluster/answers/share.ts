/**
 * The share of a query's weight that an article must contain, as a filter: every combination of terms that weighs
 * enough, written as a tree of conditions. Short queries have few such combinations. Long queries get no filter; for
 * them the server adds up the weights (see share-rows.ts).
 */
import { CharClass } from '../../text/characters/char-class.js'
import { classAt } from '../../text/characters/char-table.js'
import { unitsOf } from '../../text/units.js'
import type { PlannedTerm } from '../../search/planning/plan.js'
import type { Weighing } from '../../search/planning/weighing.js'
import type { Condition } from '../generations.js'
import { phraseTokens, scopeOf } from '../terms.js'

/** A filter of more conditions costs the server more than adding weights up. */
const mostConditions = 120

/** Matches articles that contain a term; undefined if the texts can't decide it: for segmented words and compounds. */
export function termCondition({ kind, text, fields }: PlannedTerm): Condition | undefined {
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
