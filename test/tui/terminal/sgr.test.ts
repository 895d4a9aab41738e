import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sgrBetween, styleAfter } from '../../../src/fronts/tui/terminal/painted-row.js'

const parameters = fc
  .array(
    fc.constantFrom('', '0', '1', '2', '3', '4', '7', '22', '23', '24', '27', '33', '90', '39', '41', '49', '38;5;4', '48;2;1;2;7'), // prettier-ignore
    { maxLength: 6 },
  )
  .map((codes) => codes.reduce(styleAfter, ''))

/** The style after a whole sequence, or after none. */
function obeyed(style: string, sequence: string): string {
  const given = /^\u001b\[([\d;]*)m$/.exec(sequence)?.[1]
  return given === undefined ? style : styleAfter(style, given)
}

describe('the codes between two styles', () => {
  it('make one of the other, and are never longer than beginning anew', () => {
    fc.assert(
      fc.property(parameters, parameters, (from, to) => {
        const sequence = sgrBetween(from, to)
        expect(obeyed(from, sequence)).toBe(to)
        const anew = `\u001b[m${sgrBetween('', to)}`
        expect(sequence.length).toBeLessThanOrEqual(anew.length)
      }),
    )
  })

  it('name only what differs', () => {
    expect(sgrBetween('1||', '1|33|')).toBe('\u001b[33m')
    expect(sgrBetween('1|38;2;1;2;3|48;2;4;5;6', '|38;2;1;2;3|48;2;4;5;6')).toBe('\u001b[22m')
    expect(sgrBetween('|33|', '')).toBe('\u001b[m')
  })
})
