/**
 * What page furniture looks like: data, no code. To add a rule, add an entry to the file of its place, and its examples
 * to test/source/rules.
 */
import type { Reason } from '../../block.js'

/**
 * A rule for one line: trimmed, without zero-width characters, Traditional characters converted to Simplified. A line
 * is also tried without the signs around it, and bracket by bracket.
 */
export interface LineRule {
  readonly name: string
  readonly reason: Reason
  readonly pattern: RegExp
  /** Longer lines never match, UTF-16 units. */
  readonly longest: number
  /** True if the rule also applies to lines of several sentences; other rules do not. */
  readonly sentences?: true
  /** In a foot: true if headings and asides match too, so that a match ends the text only if no sentence follows. */
  readonly weak?: true
}

/** Rules that are tried together; the first that matches wins. */
export interface RuleSet {
  readonly all: readonly LineRule[]
  /** The rules that apply to lines of several sentences. */
  readonly sentences: readonly LineRule[]
  /** All patterns combined into one for each set of flags, because nearly every line matches none of them. */
  readonly any: readonly RegExp[]
  /** Longer lines match no rule, UTF-16 units. */
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
