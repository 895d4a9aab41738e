import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { oneLine, safeJson, severalLines, UNSHOWN } from '../../src/base/safe-text.js'
import { createStyle } from '../../src/fronts/cli/terminal/style.js'

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
      '\u200b',
      '\u200d',
      '\ufeff',
      '\u{e0041}',
    ),
    fc.string({ unit: 'binary', maxLength: 1 }),
  ),
})
const unshown = new RegExp(UNSHOWN)
const unshownButBreaks = new RegExp(`(?![\\t\\n])${UNSHOWN}`)

describe('text for people', () => {
  it('carries nothing that a terminal obeys, and nothing that hides', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(oneLine(text)).not.toMatch(unshown)
        expect(severalLines(text)).not.toMatch(unshownButBreaks)
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

  it('loses zero-width characters inside words, and keeps the joiners of emoji', () => {
    expect(oneLine('托\u200b卡\u200c耶\u200d夫\ufeff\u00ad\u2060')).toBe('托卡耶夫')
    expect(severalLines('托\u200b卡\n\t耶\u2028夫')).toBe('托卡\n\t耶\n夫')
    expect(oneLine('👩\u200d👩\u200d👧 a\u200d👧\u200d')).toBe('👩\u200d👩\u200d👧 a👧')
    expect(oneLine('标签\u{e0041}\u{e0001}')).toBe('标签')
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
        expect(json).not.toMatch(unshown)
      }),
      { numRuns: 2000 },
    )
  })
})
