import { describe, expect, it } from 'vitest'
import { plainLine, ruleFor } from '../../src/source/clean/rule-match.js'
import { FOOT_RULES, HEAD_RULES, LINE_RULES, TAIL_RULES } from '../../src/source/rules.js'

const SETS = { LINE_RULES, TAIL_RULES, HEAD_RULES, FOOT_RULES }

describe.each(Object.entries(SETS))('%s', (_name, rules) => {
  describe.each(rules)('$name', (rule) => {
    it.each(rule.catches)('catches %s', (line) => {
      expect(ruleFor(plainLine(line), [rule])?.name).toBe(rule.name)
    })
    it.each(rule.leaves)('leaves %s', (line) => {
      expect(ruleFor(plainLine(line), rules)).toBeUndefined()
    })
    it('has examples of both kinds', () => {
      expect(Math.min(rule.catches.length, rule.leaves.length)).toBeGreaterThan(0)
    })
    it('is quick on a long run of its own beginning', () => {
      const start = performance.now()
      for (const line of rule.catches) rule.pattern.test(line.repeat(40).slice(0, rule.longest))
      expect(performance.now() - start).toBeLessThan(1000)
    })
  })
})

it('names of rules are unique', () => {
  const names = Object.values(SETS).flatMap((rules) => rules.map((rule) => rule.name))
  expect(new Set(names).size).toBe(names.length)
})
