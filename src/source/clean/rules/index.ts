/** The sets of rules, by the place of a page where they hold. */
import { AROUND } from './around.js'
import { FOOT } from './foot.js'
import { HEAD } from './head.js'
import { INSIDE } from './inside.js'
import { ruleSet } from './rule.js'
import { TAIL } from './tail.js'

/** Furniture wherever the line stands. What stands inside texts comes before what stands at their ends. */
export const LINE_RULES = ruleSet([...INSIDE, ...AROUND])
export const TAIL_RULES = ruleSet(TAIL)
export const HEAD_RULES = ruleSet(HEAD)
export const FOOT_RULES = ruleSet(FOOT)
