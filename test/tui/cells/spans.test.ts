import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cells, safeText, takeColumns } from '../../../src/fronts/tui/cells/cells.js'
import { cutRow, fitRow, justify, markedSpans, rowWidth, span } from '../../../src/fronts/tui/cells/spans.js'
import { articleText } from '../support/screen-text.js'

const columns = fc.integer({ min: 0, max: 40 })

describe('rows', () => {
  it('are fitted to exactly the given columns', () => {
    fc.assert(
      fc.property(articleText(), articleText(), columns, (one, two, width) => {
        const row = [span(one), span(two, 'match')]
        expect(rowWidth(fitRow(row, width, '…'))).toBe(width)
        expect(rowWidth(justify(row, [span('12/3')], width, '…'))).toBe(width)
        expect(rowWidth(cutRow(row, width, '…'))).toBeLessThanOrEqual(width)
      }),
    )
  })

  it('are never cut through a cluster', () => {
    fc.assert(
      fc.property(articleText(), columns, (text, width) => {
        const kept = takeColumns(text, width)
        const starts = cells(text).reduce((all, cell) => [...all, all.at(-1)! + cell.text], [''])
        expect(starts).toContain(kept.text)
        expect(kept.whole).toBe(kept.text === safeText(text))
      }),
    )
  })

  it('keep every character when marks are set', () => {
    fc.assert(
      fc.property(fc.string(), fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { maxLength: 5 }), (text, ranges) => {
        const spans = markedSpans(text, ranges, 'plain', 'match')
        expect(spans.map((piece) => piece.text).join('')).toBe(text)
      }),
    )
  })

  it('tell what was cut off by an ellipsis', () => {
    expect(cutRow([span('河流如何')], 6, '…')).toEqual([span('河流'), span('…', 'dim')])
    expect(cutRow([span('河流如何')], 8, '…')).toEqual([span('河流如何')])
  })
})
