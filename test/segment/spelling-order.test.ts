import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sortSpellings } from '../../src/segment/builder/spelling-order.js'
import {
  clearSpellings,
  createSpellingTable,
  numberSpelling,
  spellingStart,
} from '../../src/segment/builder/spelling-table.js'
import { textOf } from '../../src/text/units.js'

const alike = fc.string({
  unit: fc.constantFrom('中', '国', 'a', '\ud83c', '\u0000', '\uffff'),
  minLength: 1,
  maxLength: 5,
})
const spelling = fc.oneof(alike, fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }))

describe('spellings of a table', () => {
  it('are numbered by first meeting and sorted as strings are', () => {
    const table = createSpellingTable()
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
})
