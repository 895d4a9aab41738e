import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { oneLine, safeJson, severalLines } from '../../src/cli/terminal/sanitize.js'
import { createStyle } from '../../src/cli/terminal/style.js'

/** Strings rich in what a terminal obeys. */
const hostile = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      '\x1b',
      '\x9b',
      '[31m',
      ']0;t\x07',
      '\u202e',
      '\u2066',
      '\u2028',
      '\r',
      '\n',
      '\t',
      '\x7f',
      '汉',
      '👩‍👩‍👧',
      '\ud800',
    ),
    fc.string({ unit: 'binary', maxLength: 1 }),
  ),
})
const obeyed = /[\0-\x08\x0B-\x1F\x7F-\x9F\u061C\u200E\u200F\u2028-\u202E\u2066-\u2069]/

describe('text for people', () => {
  it('carries nothing that a terminal obeys', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(oneLine(text)).not.toMatch(/[\t\n]/)
        expect(oneLine(text)).not.toMatch(obeyed)
        expect(severalLines(text)).not.toMatch(obeyed)
      }),
      { numRuns: 2000 },
    )
  })

  it('keeps harmless text as it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('托', '卡', 'a', ' ', '　', '👩‍👩‍👧', 'é', '𠮷') }), (text) => {
        expect(oneLine(text)).toBe(text)
        expect(severalLines(text)).toBe(text)
      }),
    )
  })

  it('is cleaned after its marks are placed, so that they stay where they belong', () => {
    const style = createStyle(true)
    expect(style.marked('a\x1b\x07银行b', [[3, 5]])).toBe('a\x1b[7m银行\x1b[27mb')
    expect(createStyle(false).marked('a\x1b\x07银行b', [[3, 5]])).toBe('a银行b')
  })
})

describe('JSON', () => {
  it('parses to exactly the text, and is safe on a terminal all the same', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const json = safeJson({ [text]: [text] })
        expect(JSON.parse(json)).toEqual({ [text]: [text] })
        expect(json).not.toMatch(obeyed)
      }),
      { numRuns: 2000 },
    )
  })
})
