/** `中国^2`: the operand counts for more; it matches the same articles. */
import type { BoostNode } from '../../query/index.js'
import type { Operator } from './operator.js'

export const boost: Operator<BoostNode> = (all) => ({
  texts: ({ operand, factor }, fields, boost) => all.texts(operand, fields, times(boost, factor)),
})

/** Bounds nested boosts to a range that floating point can represent. */
export function times(boost: number, factor: number): number {
  return Math.min(1e6, Math.max(1e-6, boost * factor))
}
