import fc from 'fast-check'
import stringWidth from 'string-width'
import { afterEach, describe, expect, it } from 'vitest'
import { cells, safeText, setAmbiguousWidth, widthOf } from '../../../src/fronts/tui/cells/cells.js'
import { articleText, plainText } from '../support/screen-text.js'

const forbidden =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/u

describe('cells', () => {
  it('let nothing through that a terminal acts upon or that hides', () => {
    fc.assert(
      fc.property(articleText(), (text) => {
        const drawn = safeText(text)
        expect(drawn).not.toMatch(forbidden)
        expect(drawn).not.toMatch(/\p{Surrogate}/u)
      }),
    )
  })

  it('cover the text in order, each offset inside it', () => {
    fc.assert(
      fc.property(articleText(), (text) => {
        let at = 0
        for (const { start, end } of cells(text)) {
          expect(start).toBeGreaterThanOrEqual(at)
          expect(end).toBeGreaterThan(start)
          at = end
        }
        expect(at).toBeLessThanOrEqual(text.length)
      }),
    )
  })

  it('have the columns that string-width counts', () => {
    fc.assert(fc.property(plainText(), (text) => void expect(widthOf(text)).toBe(stringWidth(text))))
  })

  it('draw joined emoji and emoji selectors in the form all terminals agree on', () => {
    const drawn = (text: string) => cells(text).map((cell) => [cell.text, cell.width])
    expect(drawn('👨‍👩‍👧')).toEqual([['👨', 2]])
    expect(drawn('👍🏽')).toEqual([['👍', 2]])
    expect(drawn('☀️')).toEqual([['☀', 1]])
    expect(drawn('1️⃣')).toEqual([['1', 1]])
    expect(drawn('e\u0301')).toEqual([['e\u0301', 1]])
  })

  it('show an override as nothing and a broken half as a replacement character', () => {
    expect(safeText('a\u202eb\u200bc')).toBe('abc')
    expect(safeText('a\ud800b')).toBe('a\ufffdb')
    expect(safeText('\u001b]0;title\u0007x')).toBe(']0;titlex')
  })
})

describe('ambiguous characters', () => {
  afterEach(() => setAmbiguousWidth(1))

  it('take two columns where the terminal draws them so', () => {
    expect(widthOf('“中”')).toBe(4)
    setAmbiguousWidth(2)
    expect(widthOf('“中”')).toBe(6)
    expect(widthOf('·…—')).toBe(6)
  })
})
