import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sortSpellings } from '../../src/storage/segment/builder/term-accumulator.js'
import {
  clearSpellings,
  SpellingTable,
  numberSpelling,
  spellingStart,
} from '../../src/storage/segment/builder/spelling-table.js'
import { textOf } from '../../src/text/units.js'

const alike = fc.string({
  unit: fc.constantFrom('中', '国', 'a', '\ud83c', '\u0000', '\uffff'),
  minLength: 1,
  maxLength: 5,
})
const spelling = fc.oneof(alike, fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }))

describe('spellings of a table', () => {
  it('are numbered by first meeting and sorted as strings are', () => {
    const table = new SpellingTable()
    fc.assert(
      fc.property(fc.array(spelling, { maxLength: 120 }), (list) => {
        clearSpellings(table)
        for (const text of list) {
          const units = Uint16Array.from({ length: text.length }, (_, i) => text.charCodeAt(i))
          numberSpelling(table, units, 0, units.length)
        }
        const spelled = (number: number) => textOf(table.pool, spellingStart(table, number), table.ends[number]!)
        const distinct = [...new Set(list)]
        expect(distinct.map((_, number) => spelled(number))).toEqual(distinct)
        expect(Array.from(sortSpellings(table), spelled)).toEqual(distinct.sort())
      }),
    )
  })

  it('are told apart where their hashes are alike, of one length or two', () => {
    // As the table computes it, but for the last unit, which changes the lower half alone.
    const mix = (...units: readonly number[]): number =>
      units.reduce((hash, unit) => Math.imul(hash ^ unit, 0x01000193), units.length + 1)
    const firsts = Array.from({ length: 65536 }, (_, unit) => unit)
    const byUpperHalf = new Map(firsts.map((unit) => [mix(unit) >>> 16, unit]))
    const collide = (...units: readonly number[]): readonly number[] | undefined => {
      const other = byUpperHalf.get(mix(...units) >>> 16)
      return other === undefined ? undefined : [other, (mix(...units) ^ mix(other)) & 0xffff]
    }
    const last = (units: readonly number[]) => [...units, 0]
    const pairs = [
      ...firsts.map((unit) => [last([unit]), collide(unit)] as const),
      ...firsts.map((unit) => [last([unit, 7]), collide(unit, 7)] as const),
    ].filter((pair): pair is [number[], number[]] => pair[1] !== undefined && pair[0][0] !== pair[1][0])
    expect(pairs.length).toBeGreaterThan(100)
    for (const [a, b] of pairs.filter((_, at) => at % 500 === 0)) {
      const table = new SpellingTable()
      const number = (units: readonly number[]) => numberSpelling(table, Uint16Array.from(units), 0, units.length)
      expect([number(a), number(b), number(a), number(b)]).toEqual([0, 1, 0, 1])
      expect(table.hashes[0]).toBe(table.hashes[1])
    }
  })
})
