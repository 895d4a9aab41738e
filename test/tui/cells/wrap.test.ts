import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cells, widthOf } from '../../../src/fronts/tui/cells/cells.js'
import { wrap } from '../../../src/fronts/tui/cells/wrap.js'
import { articleText } from '../support/screen-text.js'
import { expectLinear } from '../../support/growth.js'

const linesOf = (text: string, columns: number): string[] =>
  wrap(text, columns).map(({ start, end }) => text.slice(start, end))

describe('wrapping', () => {
  it('keeps every line within the columns and loses nothing but blanks', () => {
    fc.assert(
      fc.property(articleText(), fc.integer({ min: 4, max: 30 }), (text, columns) => {
        const lines = linesOf(text, columns)
        for (const line of lines) if (cells(line).length > 1) expect(widthOf(line)).toBeLessThanOrEqual(columns)
        const visible = (part: string) =>
          cells(part)
            .map((cell) => cell.text.trim())
            .join('')
        expect(lines.map(visible).join('')).toBe(text.split('\n').map(visible).join(''))
      }),
    )
  })

  it('begins no line with closing punctuation and ends none with an opening bracket', () => {
    expect(linesOf('河流记得山。老人说', 10)).toEqual(['河流记得', '山。老人说'])
    expect(linesOf('他们都说“好”', 10)).toEqual(['他们都说', '“好”'])
  })

  it('keeps Latin words and numbers whole where they fit', () => {
    expect(linesOf('河流 takes 2024 years', 10)).toEqual(['河流 takes', '2024 years'])
    expect(linesOf('abcdefghijklmnop', 6)).toEqual(['abcdef', 'ghijkl', 'mnop'])
  })

  it('breaks at line breaks and keeps empty lines', () => {
    expect(linesOf('一\n\n二', 10)).toEqual(['一', '', '二'])
  })

  it('takes a paragraph of a million characters piece by piece, the same as if it were one', async () => {
    const sentence = '河流从山地带来 sediment，泥沙在下游沉积；平原一年一年向海里伸展。'
    const text = sentence.repeat(2000)
    const lines = linesOf(text, 30)
    expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
    expect(lines.slice(0, 100)).toEqual(linesOf(text.slice(0, 2500), 30).slice(0, 100))
    await expectLinear((size) => {
      const paragraph = '河'.repeat(size)
      return () => wrap(paragraph, 50)
    }, 1_000_000)
  })

  it('stops at the limit of lines', () => {
    expect(wrap('河流'.repeat(1000), 4, 3)).toHaveLength(3)
  })
})
