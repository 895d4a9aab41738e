import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPainter } from '../../../src/fronts/tui/terminal/painter.js'
import { smallTerminal } from '../support/small-terminal.js'
import { expandTokens, tokenOf } from '../../../src/fronts/tui/view/rows/row-tokens.js'

describe('the painter', () => {
  it('shows the last frame, whatever frames came before', () => {
    const piece = fc.constantFrom('河流', 'abc', '────', ' ', '            ', '山', '“', '❯', '\u001b[1m', '\u001b[2m', '\u001b[22m', '\u001b[4m', '\u001b[24m', '\u001b[7m', '\u001b[27m', '\u001b[33m', '\u001b[38;2;1;2;3m', '\u001b[39m', '\u001b[48;5;236m', '\u001b[49m', '😀', 'e\u0301') // prettier-ignore
    const row = fc.array(piece, { maxLength: 10 }).map((pieces) => `${pieces.join('')}\u001b[0m`)
    const frame = fc.array(row, { minLength: 3, maxLength: 3 })
    fc.assert(
      fc.property(fc.array(frame, { minLength: 1, maxLength: 8 }), (frames) => {
        const screen = smallTerminal(3, 60)
        const painter = createPainter(screen.write, 3, expandTokens)
        for (const rows of frames) painter.stream.write(rows.join('\n'))
        expect(screen.grid()).toEqual(screen.wanted(frames.at(-1)!))
      }),
      { numRuns: 300 },
    )
  })

  it('writes the cells that differ, and erases blanks rather than writing them', () => {
    const screen = smallTerminal(1, 60)
    const painter = createPainter(screen.write, 1, expandTokens)
    painter.stream.write(`\u001b[1m河流如何塑造平原\u001b[22m${' '.repeat(30)}end`)
    painter.stream.write(`\u001b[1m河流如何改变平原\u001b[22m${' '.repeat(33)}`)
    expect(screen.written[1]).toBe(
      '\u001b[?2026h\u001b[?25l\u001b[1;9H\u001b[1m改变\u001b[47G\u001b[K\u001b[m\u001b[?2026l',
    )
  })

  it('moves along a row and changes a style by what differs', () => {
    const screen = smallTerminal(1, 60)
    const painter = createPainter(screen.write, 1, expandTokens)
    painter.stream.write(`\u001b[36m❯ \u001b[39m河${' '.repeat(20)}\u001b[1m甲乙丙丁\u001b[22m`)
    painter.stream.write(`\u001b[36m❯ \u001b[39m河流${' '.repeat(18)}\u001b[1m甲\u001b[33m乙丙\u001b[39m丁\u001b[22m`)
    expect(screen.written[1]).toBe(
      '\u001b[?2026h\u001b[?25l\u001b[1;5H流\u001b[27G\u001b[1;33m乙丙\u001b[m\u001b[?2026l',
    )
  })

  it('writes nothing for a frame that is already there, and only what differs', () => {
    const screen = smallTerminal(3, 20)
    const painter = createPainter(screen.write, 3, expandTokens)
    painter.stream.write('a\nb\nc')
    painter.stream.write('a\nb\nc')
    expect(screen.written).toHaveLength(1)
    painter.stream.write('a\nX\nc')
    expect(screen.written[1]).toBe('\u001b[?2026h\u001b[?25l\u001b[2;1HX\u001b[?2026l')
    expect(screen.written[1]).not.toContain('\u001b[2J')
  })

  it('places the cursor after the frame, and hides it where there is none', async () => {
    const screen = smallTerminal(3, 20)
    const painter = createPainter(screen.write, 3, expandTokens)
    painter.prepare({ cursor: { x: 6, y: 0 }, columns: 1 })
    painter.stream.write('a\nb\nc')
    expect(screen.written[0]).toMatch(/\u001b\[1;7H\u001b\[\?25h\u001b\[\?2026l$/)
    painter.prepare({ cursor: { x: 2, y: 0 }, columns: 1 })
    await Promise.resolve()
    expect(screen.written[1]).toContain('\u001b[1;3H')
    painter.prepare({ cursor: undefined, columns: 1 })
    await Promise.resolve()
    expect(screen.written[2]).not.toContain('?25h')
  })

  it('draws nothing while it is paused and everything afterwards', () => {
    const screen = smallTerminal(2, 20)
    const painter = createPainter(screen.write, 2, expandTokens)
    painter.pause(true)
    painter.stream.write('a\nb')
    expect(screen.written).toEqual([])
    painter.pause(false)
    painter.repaint()
    expect(screen.text()).toEqual(['a', 'b'])
  })

  it('lets no control sequence of a text through', () => {
    const screen = smallTerminal(1, 20)
    const painter = createPainter(screen.write, 1, expandTokens)
    painter.stream.write('a\u001b[2Jb\u001b]0;x\u0007')
    expect(screen.written[0]).not.toMatch(/\u001b\]|.\u001b\[2J.*\u001b\[2J/s)
  })
})

describe('row tokens', () => {
  it('stand for their rows, one character a block, far longer than a frame needs them', () => {
    const rows = Array.from({ length: 4 }, (_, i) => `\u001b[1m河流 ${i}\u001b[22m\n二`)
    const given = rows.map(tokenOf)
    for (let i = 0; i < 60; i++) tokenOf(`other ${i}`)
    expect(given.every((token) => [...token].length === 1)).toBe(true)
    expect(expandTokens(given.join('\n'))).toBe(rows.join('\n'))
  })

  it('in an article are text like any other', () => {
    const token = tokenOf('inner')
    expect(expandTokens(tokenOf(`a${token}b`))).toBe(`a${token}b`)
  })

  it('carry no control sequences into the frame', () => {
    expect(expandTokens(tokenOf('a\u001b[2Jb'))).toBe('a[2Jb')
  })
})
