/** What page furniture looks like: data, no code. To add a rule, add an entry to the file of its place, and its examples to test/source/rules. */
import type { Reason } from '../../block.js'

/**
 * A rule for one line: trimmed, without zero-width characters, Traditional characters converted to Simplified. A line is
 * also tried without the signs around it, and bracket by bracket.
 */
export interface LineRule {
  readonly name: string
  readonly reason: Reason
  readonly pattern: RegExp
  /** Longer lines are never touched, UTF-16 units. */
  readonly longest: number
  /** True where it also looks at lines of several sentences; no other rule sees those. */
  readonly sentences?: true
  /** Of a foot: true for what headings and asides say too, which ends a text only where no sentence follows. */
  readonly weak?: true
}

/** Rules that are tried together, the first that matches wins. */
export interface RuleSet {
  readonly all: readonly LineRule[]
  /** Those that look at lines of several sentences. */
  readonly sentences: readonly LineRule[]
  /** What all rules look for, in one pattern for each set of flags: nearly every line falls under none of them. */
  readonly any: readonly RegExp[]
  /** No rule looks at longer lines, UTF-16 units. */
  readonly longest: number
}

export function ruleSet(all: readonly LineRule[]): RuleSet {
  return {
    all,
    sentences: all.filter((rule) => rule.sentences),
    any: anyOf(all),
    longest: all.reduce((most, { longest }) => Math.max(most, longest), 0),
  }
}

function anyOf(all: readonly LineRule[]): RegExp[] {
  const flags = [...new Set(all.map(({ pattern }) => pattern.flags))]
  return flags.map((one) => {
    const patterns = all.map(({ pattern }) => pattern).filter((pattern) => pattern.flags === one)
    return new RegExp(patterns.map(({ source }) => `(?:${source})`).join('|'), one)
  })
}
