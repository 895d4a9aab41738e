/** The sets of rules, by the part of the page to which they apply. */
import { AROUND } from './around.js'
import { FOOT } from './foot.js'
import { HEAD } from './head.js'
import { INSIDE } from './inside.js'
import { ruleSet } from './rule.js'
import { TAIL } from './tail.js'

/** Furniture at any position. The first match wins, so rules for the inside of texts precede those for their ends. */
export const LINE_RULES = ruleSet([...INSIDE, ...AROUND])
export const TAIL_RULES = ruleSet(TAIL)
export const HEAD_RULES = ruleSet(HEAD)
export const FOOT_RULES = ruleSet(FOOT)
