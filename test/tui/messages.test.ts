import { describe, expect, it } from 'vitest'
import { tuiMessages } from '../../src/fronts/messages/languages.js'

const [en, zh] = [tuiMessages.en, tuiMessages.zh]
const sample = (value: unknown): string => {
  if (typeof value !== 'function') return JSON.stringify(value)
  for (const table of [en, zh]) if (value === table.relaxed) return table.relaxed(['5'])
  return String((value as (...given: unknown[]) => string)(3, [5], 7))
}

describe('The screens in both languages', () => {
  it('say them in their own language', () => {
    const same = new Set(['readerSigns', 'percent', 'progressBytes', 'number', 'matchedIn', 'timesTitle'])
    for (const name of Object.keys(en) as (keyof typeof en)[]) {
      if (name === 'fault') continue // Said elsewhere: test/messages.
      expect(sample(en[name]), name).not.toMatch(/\p{Script=Han}/u)
      if (!same.has(name)) expect(sample(zh[name]), name).toMatch(/\p{Script=Han}/u)
    }
  })

  it('name every number they are given', () => {
    for (const table of [en, zh]) {
      expect(table.hits(1234)).toContain('1,234')
      expect(table.matchOf(2, 9)).toMatch(/2.*9/)
      expect(table.built(40, '1.5', 2)).toMatch(/40.*1\.5.*2/)
    }
    expect(en.hits(1)).toBe('1 hit')
  })
})
