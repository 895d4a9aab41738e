import { describe, expect, it } from 'vitest'
import { plainLine, ruleFor, ruleSet, type LineRule } from '../../../src/source/clean/rules/rule.js'
import { FOOT_RULES, HEAD_RULES, LINE_RULES, TAIL_RULES } from '../../../src/source/clean/rules/index.js'
import { AROUND_EXAMPLES } from './around.js'
import { FOOT_EXAMPLES } from './foot.js'
import { HEAD_EXAMPLES } from './head.js'
import { INSIDE_EXAMPLES } from './inside.js'
import { TAIL_EXAMPLES } from './tail.js'
import { slowLines } from '../support/slow-lines.js'

const SETS = [
  { place: 'anywhere', rules: LINE_RULES, examples: { ...INSIDE_EXAMPLES, ...AROUND_EXAMPLES } },
  { place: 'tail', rules: TAIL_RULES, examples: TAIL_EXAMPLES },
  { place: 'head', rules: HEAD_RULES, examples: HEAD_EXAMPLES },
  { place: 'foot', rules: FOOT_RULES, examples: FOOT_EXAMPLES },
]

describe.each(SETS)('$place', ({ rules, examples }) => {
  it('every rule has examples of both kinds, and every example a rule', () => {
    expect(Object.keys(examples)).toEqual(rules.all.map((rule) => rule.name))
    for (const { catches, leaves } of Object.values(examples))
      expect(Math.min(catches.length, leaves.length)).toBeGreaterThan(0)
  })
  describe.each(rules.all)('$name', (rule) => {
    const { catches, leaves } = examples[rule.name] ?? { catches: [], leaves: [] }
    it.each(catches)('catches %s', (line) => {
      expect(ruleFor(plainLine(line), ruleSet([rule]))?.name).toBe(rule.name)
    })
    it.each(leaves)('leaves %s', (line) => {
      expect(ruleFor(plainLine(line), rules)).toBeUndefined()
    })
    it('is quick on a long run of its own beginning', async () => {
      expect(
        await slowLines(
          rule.pattern,
          catches.map((line) => line.repeat(40).slice(0, rule.longest)),
        ),
      ).toEqual([])
    })
    it('is quick on lines of its own words', async () => {
      expect(await slowLines(rule.pattern, ownLines(rule))).toEqual([])
    })
  })
})

const BETWEEN = [' ', ' | ', '|', '、', ' / ', '：', ' > ', '】【', '（', '']

/** Each word of a rule over and over, with a last one that falls under no rule. */
function ownLines({ pattern, longest }: LineRule): string[] {
  const words = pattern.source.replace(/\\[a-z]/gi, ' ').match(/[\p{Script=Han}\w]{1,8}/gu) ?? []
  return [...new Set(words)].flatMap((word) =>
    BETWEEN.map((sign) => `${(word + sign).repeat(longest).slice(0, longest - 1)}吗`),
  )
}

it('names of rules are unique', () => {
  const names = SETS.flatMap(({ rules }) => rules.all.map((rule) => rule.name))
  expect(new Set(names).size).toBe(names.length)
})
