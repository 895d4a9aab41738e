import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { WeightedMarks } from '../../src/search/passages/marks.js'
import { findMatches } from '../../src/search/passages/marks.js'

interface PlainMatch {
  readonly start: number
  readonly end: number
  readonly what: string
  readonly weight: number
}

/** Every place by the obvious loop: strings, pairs, words, in this order where they begin and end alike. */
function plainMatches(text: string, { strings, pairs, words }: WeightedMarks): PlainMatch[] {
  const matches: PlainMatch[] = []
  for (const { text: wanted, weight } of strings) {
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1))
      matches.push({ start: at, end: at + wanted.length, what: wanted, weight })
  }
  for (let at = 0; at + 1 < text.length; at++) {
    const key = text.charCodeAt(at) * 65536 + text.charCodeAt(at + 1)
    if (pairs.has(key)) matches.push({ start: at, end: at + 2, what: `pair ${key}`, weight: pairs.get(key)! })
  }
  for (const { 0: word, index } of text.matchAll(/[a-z0-9]+/g)) {
    if (words.has(word)) matches.push({ start: index, end: index + word.length, what: word, weight: words.get(word)! })
  }
  return matches.sort((a, b) => a.start - b.start || b.end - a.end)
}

const text = fc.string({ unit: fc.constantFrom(...'银行人民中国，。 ab1'), maxLength: 41 })
const some = fc.string({ unit: fc.constantFrom(...'银行人民中国ab1'), minLength: 1, maxLength: 3 })
const weight = fc.integer({ min: 1, max: 9 })
const pair = fc.string({ unit: fc.constantFrom(...'银行人民中国'), minLength: 2, maxLength: 2 })
const pattern: fc.Arbitrary<WeightedMarks> = fc
  .record({
    strings: fc.array(fc.record({ text: some, wordStart: fc.constant(false), weight }), { maxLength: 3 }),
    pairs: fc.array(fc.tuple(pair, weight), { maxLength: 5 }),
    words: fc.array(fc.tuple(fc.constantFrom('a', 'ab', 'b1', '1'), weight), { maxLength: 3 }),
  })
  .map(({ strings, pairs, words }) => ({
    strings,
    pairs: new Map(pairs.map(([two, weight]) => [two.charCodeAt(0) * 65536 + two.charCodeAt(1), weight])),
    words: new Map(words),
    near: [],
  }))

const unitsOf = (text: string): Uint16Array => Uint16Array.from(text, (unit) => unit.charCodeAt(0))

describe('the matches of a text', () => {
  it('are those of plain loops, whatever was looked for before', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 3 }), pattern, (texts, pattern) => {
        for (const text of texts) {
          const { start, end, type, weight, count, types } = findMatches(unitsOf(text), pattern, 1000)
          const expected = plainMatches(text, pattern)
          const found = Array.from({ length: count }, (_, i) => [start[i], end[i], weight[i]])
          expect(found).toEqual(expected.map((match) => [match.start, match.end, match.weight]))
          const numbers = new Map<string, number>()
          for (const [i, { what }] of expected.entries()) {
            expect(type[i]).toBeLessThan(types)
            expect(numbers.get(what) ?? type[i]).toBe(type[i])
            numbers.set(what, type[i]!)
          }
          expect(new Set(numbers.values()).size).toBe(numbers.size)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('are no more than asked for', () => {
    const pairs = new Map([['银'.charCodeAt(0) * 65536 + '银'.charCodeAt(0), 1]])
    expect(findMatches(unitsOf('银'.repeat(1000)), { strings: [], words: new Map(), pairs, near: [] }, 300).count).toBe(
      300,
    )
  })
})
