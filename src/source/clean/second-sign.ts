/**
 * Lines of prose in posts that look like furniture: «重要提示：…», «编辑 /etc/hosts». Inside a text one sign is not
 * enough, because authors write such lines as well.
 */
import type { Reason } from '../block.js'
import { settingOf } from './captions.js'
import type { LineRule } from './rules/rule.js'
import { LINE_RULES } from './rules/index.js'
import { ruleFor } from './rule-match.js'
import { isFixed, isMostlyLink } from './state.js'
import type { State } from './state.js'

/** Reasons whose rules also match what authors write. */
const DOUBTFUL: ReadonlySet<Reason> = new Set<Reason>(['promotion', 'disclaimer', 'editor'])
/** Rules for bylines that match sentences as well. */
const OF_SENTENCES: ReadonlySet<string> = new Set([
  'about the author',
  'origin of the article',
  'where it appeared',
  'address of the page',
])
/** A label and nothing but names. */
const CREDIT =
  /^[（(【[]?\p{Script=Han}{2,6}\s*[:：丨|｜/／]\s*\p{Script=Han}{2,4}(?:[\s、]+\p{Script=Han}{2,4}){0,6}[）)】\]]?$/u
/** Furniture of a post is among its first and last blocks. */
const EDGE = 5

export interface Edges {
  /** Blocks before `head` and from `foot` on are at an edge. */
  readonly head: number
  readonly foot: number
  readonly isCentred: boolean
  readonly isStyled: boolean
}

/** Where the edges of a post are, and how its text is set. */
export function createEdges({ blocks }: State): Edges {
  const { centred, styled } = settingOf(blocks)
  return { head: EDGE, foot: blocks.length - EDGE, isCentred: centred, isStyled: styled }
}

/** True for a line inside a post that has no other sign of furniture than the rule that it matches. */
export function isDoubtful(rule: LineRule, i: number, state: State, edges: Edges): boolean {
  if (state.options.kind !== 'post') return false
  if (!DOUBTFUL.has(rule.reason) && !OF_SENTENCES.has(rule.name)) return false
  if (i < edges.head || i >= edges.foot) return false
  const block = state.blocks[i]!
  if (rule.reason === 'editor' && block.kind !== 'item' && CREDIT.test(state.plain[i]!)) return false
  if (block.centred && !edges.isCentred) return false
  if (block.styled && !edges.isStyled) return false
  return !isMostlyLink(block) && !isFurniture(state, i - 1) && !isFurniture(state, i + 1)
}

/** A neighbour that a rule matches as well. */
function isFurniture(state: State, i: number): boolean {
  return i >= 0 && i < state.blocks.length && !isFixed(state, i) && ruleFor(state.plain[i]!, LINE_RULES) !== undefined
}
