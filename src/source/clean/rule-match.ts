/**
 * Which rule a line falls under. Nearly every line of an article falls under none, so that is asked first, of one pattern
 * that joins those of all rules that look at lines so long: one call instead of thirty, and the engine tells most
 * alternatives apart by their first character.
 */
import type { LineRule } from '../rules.js'
import { simplified } from '../simplified.js'

interface Groups {
  readonly longest: number
  readonly line: readonly LineRule[]
  /** Those that look at lines of several sentences. */
  readonly sentences: readonly LineRule[]
}

/** Longer than any rule looks at, even with its zero-width characters. */
const LONGEST = 2000
const LONGEST_DECORATED = 100
const SIGNS = '▼▽▲△◆◇■□●○★☆▶►→↓⬇✦※*＊·•|｜👇👉'
const LEADING = /^(?:[\s▼▽▲△◆◇■□●○★☆▶►→↓⬇✦※*＊·•|｜]|👇|👉)+/
const TRAILING = /[\s▼▽▲△◆◇■□●○★☆↓⬇✦*＊|｜\u{1f447}]/u
const BETWEEN_BRACKETS = /(?<=[】\]）)])\s*(?=[【[（(])/
const ZERO_WIDTH = /[\u200b-\u200f\u2060\ufeff]/g
const groupsOf = new Map<readonly LineRule[], Groups>()

/** A line as rules see it; those that none looks at stay as they are. */
export function plainLine(line: string): string {
  if (line.length > LONGEST) return line
  return simplified(holdsZeroWidth(line) ? line.replace(ZERO_WIDTH, '') : line)
}

function holdsZeroWidth(line: string): boolean {
  for (let i = 0; i < line.length; i++) {
    const unit = line.charCodeAt(i)
    if (unit >= 0x200b && (unit <= 0x200f || unit === 0x2060 || unit === 0xfeff)) return true
  }
  return false
}

/**
 * The first rule of a set that a line falls under: as it is, without the signs around it, or bracket by bracket.
 * @param plain the line by {@link plainLine}
 */
export function ruleFor(plain: string, rules: readonly LineRule[]): LineRule | undefined {
  const groups = groupsOf.get(rules) ?? group(rules)
  if (plain.length > groups.longest) return undefined
  const found = match(plain, groups)
  if (found !== undefined || plain.length > LONGEST_DECORATED) return found
  if (SIGNS.includes(plain.charAt(0)) || SIGNS.includes(plain.charAt(plain.length - 1))) {
    const bare = withoutTrailing(plain.replace(LEADING, ''))
    if (bare !== '') return match(bare, groups)
  }
  return '【[（('.includes(plain.charAt(0)) ? byBrackets(plain, groups) : undefined
}

/** By index: a pattern anchored at the end takes the square of a run of signs. */
function withoutTrailing(line: string): string {
  let end = line.length
  while (end > 0) {
    const width = line.codePointAt(end - 2) === 0x1f447 ? 2 : 1
    if (!TRAILING.test(line.slice(end - width, end))) break
    end -= width
  }
  return line.slice(0, end)
}

function byBrackets(line: string, groups: Groups): LineRule | undefined {
  const each = line.split(BETWEEN_BRACKETS).map((piece) => match(piece, groups))
  return each.includes(undefined) ? undefined : each.at(-1)
}

function match(line: string, groups: Groups): LineRule | undefined {
  const { length } = line
  const stop = line.indexOf('。')
  const rules = stop >= 0 && stop < length - 2 ? groups.sentences : groups.line
  for (let i = 0; i < rules.length; i++) {
    const rule = rules[i]!
    if (length <= rule.longest && rule.pattern.test(line)) return rule
  }
  return undefined
}

function group(rules: readonly LineRule[]): Groups {
  const sentences = rules.filter((rule) => rule.sentences)
  // eslint-disable-next-line no-restricted-syntax -- of fixed size: the rules, which are part of the program
  const groups = { longest: Math.max(...rules.map((rule) => rule.longest)), line: rules, sentences }
  groupsOf.set(rules, groups)
  return groups
}
