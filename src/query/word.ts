import type { WordLexeme } from './lexemes.js'
import type { QueryNode } from './node.js'
import { hint, report, type QueryProblem } from './problem.js'

const NUMBER = /^[\d.,]+$/

/**
 * A word with the meaning of its suffix: `x*` is a prefix; `x~`, `x~1` and `x~2` are fuzzy (`3~5` is a range of
 * numbers: text).
 */
export function wordNode({ span, text, shape }: WordLexeme, problems: QueryProblem[]): QueryNode {
  // Most words have no suffix. Regular expressions with \p{L} take 0.25 ms to create and 0.5 ms to compile.
  if (!shape.includes('*') && !shape.includes('~')) return { kind: 'text', span, text }
  if (/[\p{L}\p{N}]\*$/u.test(shape)) return { kind: 'prefix', span, text: text.slice(0, -1) }
  if (hasStarInside(shape)) hint(problems, span, 'STAR_INSIDE', { text })
  const suffix = /[\p{L}\p{N}](~\d*)$/u.exec(shape)?.[1]
  if (suffix === undefined) return { kind: 'text', span, text }
  const base = text.slice(0, -suffix.length)
  if (suffix === '~' || suffix === '~1' || suffix === '~2') {
    if (suffix === '~' || !NUMBER.test(base)) return { kind: 'fuzzy', span, text: base, edits: suffix === '~2' ? 2 : 1 }
  } else if (!NUMBER.test(base)) report(problems, span, 'DISTANCE_INVALID', { text: suffix })
  return { kind: 'text', span, text }
}

/** A star before or between letters: `托*夫`, `*ing`. */
const hasStarInside = (shape: string): boolean => /(?:^|[\p{L}\p{N}])[*]+[\p{L}\p{N}]/u.test(shape)
