import fc from 'fast-check'
import { expect, test } from 'vitest'
import { textOf } from '../../src/text/units.js'

test('any stretch of units is its string, lone surrogates included', () => {
  fc.assert(
    fc.property(fc.uint16Array({ maxLength: 90, size: 'max' }), fc.nat(90), fc.nat(90), (units, a, b) => {
      const [start, end] = [Math.min(a, b, units.length), Math.min(Math.max(a, b), units.length)]
      expect(textOf(units, start, end)).toBe(
        Array.from(units.slice(start, end), (u) => String.fromCharCode(u)).join(''),
      )
    }),
  )
})

test('a stretch longer than any stack of arguments', () => {
  const units = new Uint16Array(1 << 20).fill(0x6c49)
  expect(textOf(units, 0, units.length)).toBe('汉'.repeat(1 << 20))
})
