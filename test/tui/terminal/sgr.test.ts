import { describe, expect, it } from 'vitest'
import { sgrBetween, showsOnBlanks } from '../../../src/fronts/tui/terminal/painter.js'

describe('the codes between two styles', () => {
  it('name what is added, else begin anew', () => {
    expect(sgrBetween('1', '1;33')).toBe('\u001b[33m')
    expect(sgrBetween('1;33', '33')).toBe('\u001b[0;33m')
    expect(sgrBetween('33', '')).toBe('\u001b[m')
    expect(sgrBetween('33', '33')).toBe('')
    expect(sgrBetween('', '1;4')).toBe('\u001b[1;4m')
  })

  it('are needed on blanks for a paper, an underline, reverse video', () => {
    for (const style of ['4', '1;7', '48;5;237;38;5;255', '38;2;1;4;7;48;2;4;5;6', '41'])
      expect(showsOnBlanks(style)).toBe(true)
    for (const style of ['', '1', '33', '38;5;4', '38;2;4;4;7', '2;90']) expect(showsOnBlanks(style)).toBe(false)
  })
})
