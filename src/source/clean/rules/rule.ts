/**
 * What page furniture looks like: data, no code. To add a rule, add an entry to the file of its place, and its examples
 * to test/source/rules.
 */
import type { Reason } from '../../block.js'
import { simplified } from '../../lines.js'

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

/*
 * Finds the rule that matches a line. Nearly every line of an article matches none, so lines that are too long for any
 * rule are skipped at once.
 */

/** Longer lines match no rule, even if zero-width characters are removed. UTF-16 units. */
const LONGEST = 2000
const LONGEST_DECORATED = 100
const SIGNS = '▼▽▲△◆◇■□●○★☆▶►→↓⬇✦※*＊·•|｜👇👉'
const LEADING = /^(?:[\s▼▽▲△◆◇■□●○★☆▶►→↓⬇✦※*＊·•|｜]|👇|👉)+/
const TRAILING = /[\s▼▽▲△◆◇■□●○★☆↓⬇✦*＊|｜\u{1f447}]/u
const BETWEEN_BRACKETS = /(?<=[】\]）)])\s*(?=[【[（(])/
const ZERO_WIDTH = /[\u200b-\u200f\u2060\ufeff]/g

/** A line as rules see it: Simplified, without zero-width characters. Lines too long for any rule are unchanged. */
export function plainLine(line: string): string {
  return line.length > LONGEST ? line : simplified(line.replace(ZERO_WIDTH, ''))
}

/**
 * The first rule of a set that matches a line: as it is, without the signs around it, or bracket by bracket.
 * @param plain the line, converted by {@link plainLine}
 */
export function ruleFor(plain: string, rules: RuleSet): LineRule | undefined {
  if (plain.length > rules.longest) return undefined
  const found = match(plain, rules)
  if (found !== undefined || plain.length > LONGEST_DECORATED) return found
  if (SIGNS.includes(plain.charAt(0)) || SIGNS.includes(plain.charAt(plain.length - 1))) {
    const bare = withoutTrailing(plain.replace(LEADING, ''))
    if (bare !== '') return match(bare, rules)
  }
  return '【[（('.includes(plain.charAt(0)) ? byBrackets(plain, rules) : undefined
}

/** By index, because a pattern anchored at the end takes quadratic time on a run of signs. */
function withoutTrailing(line: string): string {
  let end = line.length
  while (end > 0) {
    const width = line.codePointAt(end - 2) === 0x1f447 ? 2 : 1
    if (!TRAILING.test(line.slice(end - width, end))) break
    end -= width
  }
  return line.slice(0, end)
}

function byBrackets(line: string, set: RuleSet): LineRule | undefined {
  const each = line.split(BETWEEN_BRACKETS).map((piece) => match(piece, set))
  return each.includes(undefined) ? undefined : each.at(-1)
}

function match(line: string, set: RuleSet): LineRule | undefined {
  const { length } = line
  const stop = line.indexOf('。')
  const isSentences = stop >= 0 && stop < length - 2
  if (!isSentences && !isAny(line, set.any)) return undefined
  const rules = isSentences ? set.sentences : set.all
  for (let i = 0; i < rules.length; i++) {
    const rule = rules[i]!
    if (length <= rule.longest && rule.pattern.test(line)) return rule
  }
  return undefined
}

/** One combined pattern takes half the time of 40 single ones. */
function isAny(line: string, patterns: readonly RegExp[]): boolean {
  for (let i = 0; i < patterns.length; i++) if (patterns[i]!.test(line)) return true
  return false
}
