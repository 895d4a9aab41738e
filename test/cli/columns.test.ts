import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cells, endOf, takeColumns } from '../../src/fronts/tui/cells/cells.js'

const widthOf = (text: string) => cells(text).reduce((sum, { width }) => sum + width, 0)

/** Characters of one and two columns, of none, and such as join with their neighbours. */
const text = fc
  .array(
    fc.constantFrom(
      '中',
      '，',
      'a',
      ' ',
      '“',
      '…',
      '—',
      'é',
      'e\u0301',
      '👨‍👩‍👧',
      '🀄',
      '\u200b',
      '\u001b',
      '한',
      'か\u3099',
    ),
    {
      maxLength: 40,
    },
  )
  .map((parts) => parts.join(''))
const columns = fc.integer({ min: 2, max: 30 })

/** The plain reference: clusters from one end while they fit. */
function fit(all: readonly { text: string; width: number }[], room: number): { text: string; width: number }[] {
  let width = 0
  return all.slice(0, all.findIndex((cell) => (width += cell.width) > room) >>> 0)
}
const drawn = (all: readonly { text: string }[]) => all.map((cell) => cell.text).join('')

describe('the part of a text that fits', () => {
  it('at its beginning holds the clusters that fit, and no more', () => {
    fc.assert(
      fc.property(text, columns, (whole, room) => {
        const kept = fit(cells(whole), room)
        expect(takeColumns(whole, room)).toMatchObject({ text: drawn(kept), width: widthOf(drawn(kept)) })
      }),
      { numRuns: 2000 },
    )
  })

  it('at its end is padded to the columns, with a mark where it is cut', () => {
    fc.assert(
      fc.property(text, columns, fc.constantFrom('', '…'), (whole, room, mark) => {
        const shown = widthOf(whole) <= room ? '' : mark
        const kept = drawn(fit([...cells(whole)].reverse(), room - shown.length).reverse())
        const padding = ' '.repeat(room - shown.length - widthOf(kept))
        expect(endOf(whole, room, mark)).toBe(padding + shown + kept)
      }),
      { numRuns: 2000 },
    )
  })
})
