import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { firstAbove, lastAtMost } from '../../src/text/sorted.js'

const ascending = fc.array(fc.integer({ min: 0, max: 20 })).map((numbers) => numbers.sort((a, b) => a - b))

describe('looking up in ascending values', () => {
  it('finds what a scan finds', () => {
    fc.assert(
      fc.property(ascending, fc.integer({ min: -1, max: 21 }), (sorted, value) => {
        const first = sorted.findIndex((one) => one > value)
        expect(firstAbove(sorted, value)).toBe(first < 0 ? sorted.length : first)
        expect(lastAtMost(sorted, value)).toBe(sorted.findLastIndex((one) => one <= value))
      }),
    )
  })

  it('orders texts by code units', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.string(), (texts, text) => {
        const sorted = texts.sort()
        expect(firstAbove(sorted, text)).toBe(sorted.filter((one) => one <= text).length)
      }),
    )
  })
})
