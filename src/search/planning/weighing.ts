/** The weights of a query's plan in a collection: everything that scoring a segment needs. */
import { defaultFields } from '../../storage/segment/fields.js'
import type { RankingParameters } from '../parameters.js'
import type { Plan } from './plan.js'
import { weighTerms, type CollectionStatistics, type WeightedTerm } from '../scoring/statistics.js'

export interface Weighing {
  /** Heaviest first. */
  readonly terms: readonly WeightedTerm[]
  readonly statistics: CollectionStatistics
  readonly parameters: RankingParameters
  /** Sum of all weights, or 1: scores are given as shares of it. */
  readonly total: number
  /** Weight of soft terms that an article must contain; 0 if any term suffices. */
  readonly demandedShare: number
  /** Number of terms that an article must contain to contain all words; 0 if such articles aren't ranked first. */
  readonly required: number
  /** Whether none of the query's words occurs. */
  readonly hopeless: boolean
}

export function weighPlan(plan: Plan, statistics: CollectionStatistics, parameters: RankingParameters): Weighing {
  const terms = weighTerms(plan.terms, statistics, parameters)
  const sum = (counts: (term: WeightedTerm['term']) => boolean): number =>
    terms.reduce((total, { term, weight }) => total + (counts(term) ? weight : 0), 0)
  const all = sum(() => true)
  // Alternatives replace terms that the query already has; they count for themselves only if it has nothing else.
  const total = sum((term) => term.alternative === undefined) || all
  const own = sum((term) => term.soft && term.alternative === undefined)
  // An article with one alternative, even the lightest, contains enough.
  const others = alternativeWeights(terms)
  const soft = others.length === 0 ? own : others.reduce((least, weight) => Math.min(least, weight), own || Infinity)
  // Terms that are required anyway, such as a quoted string, count towards the share; a filter by field doesn't.
  const given = sum((term) => !term.soft && term.onlyScores !== true && term.fields === defaultFields)
  // Of one occurrence: an article with the heaviest term contains enough, although the query repeats others.
  const heaviest = terms.reduce((most, { term, single }) => (term.soft && single > most ? single : most), 0)
  const demandedShare =
    plan.match === 'auto' && soft > 0 ? Math.min((soft + given) * parameters.share, heaviest) - given : 0
  const isKeywords = plan.match !== 'all' && !plan.soft.isQuestion
  return {
    terms,
    statistics,
    parameters,
    total: total === 0 ? 1 : total,
    // Slightly less, so that rounding never loses an article that contains exactly the share.
    demandedShare: Math.max(0, demandedShare) * (1 - 1e-9),
    required: isKeywords ? terms.filter(({ term }) => term.soft && term.required).length : 0,
    hopeless: plan.match === 'auto' && plan.soft.words.length > 0 && soft === 0 && given === 0,
  }
}

/** Weights of the alternatives that occur. */
function alternativeWeights(terms: readonly WeightedTerm[]): number[] {
  const weights = new Map<number, number>()
  for (const { term, weight } of terms) {
    if (term.alternative !== undefined && term.soft)
      weights.set(term.alternative, (weights.get(term.alternative) ?? 0) + weight)
  }
  return [...weights.values()]
}
