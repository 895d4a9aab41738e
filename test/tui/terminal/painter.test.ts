import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Painter } from '../../../src/fronts/tui/terminal/painter.js'
import { smallTerminal } from '../support/small-terminal.js'

type At = Parameters<Painter['place']>[1]

function draw(painter: Painter, frame: string, cursor?: At): void {
  painter.place([{ x: 0, y: 0, rows: frame.split('\n') }], cursor)
}

describe('the painter', () => {
  it('shows the last frame, whatever frames came before', () => {
    const piece = fc.constantFrom('河流', 'abc', '────', ' ', '            ', '山', '“', '❯', '\u001b[1m', '\u001b[2m', '\u001b[22m', '\u001b[4m', '\u001b[24m', '\u001b[7m', '\u001b[27m', '\u001b[33m', '\u001b[38;2;1;2;3m', '\u001b[39m', '\u001b[48;5;236m', '\u001b[49m', '😀', 'e\u0301') // prettier-ignore
    const row = fc.array(piece, { maxLength: 10 }).map((pieces) => `${pieces.join('')}\u001b[0m`)
    const frame = fc.array(row, { minLength: 3, maxLength: 3 })
    fc.assert(
      fc.property(fc.array(frame, { minLength: 1, maxLength: 8 }), (frames) => {
        const screen = smallTerminal(3, 60)
        const painter = new Painter(screen.write, { columns: 60, rows: 3 })
        for (const rows of frames) draw(painter, rows.join('\n'))
        expect(screen.grid()).toEqual(screen.wanted(frames.at(-1)!))
      }),
      { numRuns: 300 },
    )
  })

  it('writes the cells that differ, and erases blanks rather than writing them', () => {
    const screen = smallTerminal(1, 60)
    const painter = new Painter(screen.write, { columns: 60, rows: 1 })
    draw(painter, `\u001b[1m河流如何塑造平原\u001b[22m${' '.repeat(30)}end`)
    draw(painter, `\u001b[1m河流如何改变平原\u001b[22m${' '.repeat(33)}`)
    expect(screen.written[1]).toBe(
      '\u001b[?2026h\u001b[?25l\u001b[1;9H\u001b[1m改变\u001b[47G\u001b[K\u001b[m\u001b[?2026l',
    )
  })

  it('moves along a row and changes a style by what differs', () => {
    const screen = smallTerminal(1, 60)
    const painter = new Painter(screen.write, { columns: 60, rows: 1 })
    draw(painter, `\u001b[36m❯ \u001b[39m河${' '.repeat(20)}\u001b[1m甲乙丙丁\u001b[22m`)
    draw(painter, `\u001b[36m❯ \u001b[39m河流${' '.repeat(18)}\u001b[1m甲\u001b[33m乙丙\u001b[39m丁\u001b[22m`)
    expect(screen.written[1]).toBe(
      '\u001b[?2026h\u001b[?25l\u001b[1;5H流\u001b[27G\u001b[1;33m乙丙\u001b[m\u001b[?2026l',
    )
  })

  it('writes nothing for a frame that is already there, and only what differs', () => {
    const screen = smallTerminal(3, 20)
    const painter = new Painter(screen.write, { columns: 20, rows: 3 })
    draw(painter, 'a\nb\nc')
    draw(painter, 'a\nb\nc')
    expect(screen.written).toHaveLength(1)
    draw(painter, 'a\nX\nc')
    expect(screen.written[1]).toBe('\u001b[?2026h\u001b[?25l\u001b[2;1HX\u001b[?2026l')
    expect(screen.written[1]).not.toContain('\u001b[2J')
  })

  it('places the cursor after the frame, and hides it where there is none', () => {
    const screen = smallTerminal(3, 20)
    const painter = new Painter(screen.write, { columns: 20, rows: 3 })
    draw(painter, 'a\nb\nc', { x: 6, y: 0 })
    expect(screen.written[0]).toMatch(/\u001b\[1;7H\u001b\[\?25h\u001b\[\?2026l$/)
    draw(painter, 'a\nb\nc', { x: 2, y: 0 })
    expect(screen.written[1]).toContain('\u001b[1;3H')
    draw(painter, 'a\nb\nc')
    expect(screen.written[2]).not.toContain('?25h')
  })

  it('lays rows beside one another, and writes only what differs in them', () => {
    const screen = smallTerminal(2, 20)
    const painter = new Painter(screen.write, { columns: 20, rows: 2 })
    const beside = [{ x: 0, y: 0, rows: ['x', 'y        │z'] }]
    painter.place([...beside, { x: 4, y: 0, rows: ['河流', 'ab  '] }], undefined)
    expect(screen.text()).toEqual(['x   河流', 'y   ab   │z'])
    painter.place([...beside, { x: 4, y: 0, rows: ['河山', 'ab  '] }], undefined)
    expect(screen.written[1]).toBe('\u001b[?2026h\u001b[?25l\u001b[1;7H山\u001b[?2026l')
    expect(screen.text()).toEqual(['x   河山', 'y   ab   │z'])
  })

  it('places each character after one whose width terminals disagree about', () => {
    const screen = smallTerminal(1, 20)
    draw(new Painter(screen.write, { columns: 20, rows: 1 }), '😀a')
    expect(screen.written[0]).toContain('😀\u001b[3Ga')
  })

  it('fills what no row covers with the paper of the theme', () => {
    const screen = smallTerminal(1, 4)
    draw(new Painter(screen.write, { columns: 4, rows: 1 }, '|31|47'), 'a')
    expect(screen.grid()[0]!.map(({ style }) => style)).toEqual(Array(4).fill('|31|47'))
  })

  it('draws nothing while it is paused and everything afterwards', () => {
    const screen = smallTerminal(2, 20)
    const painter = new Painter(screen.write, { columns: 20, rows: 2 })
    painter.pause(true)
    draw(painter, 'a\nb')
    expect(screen.written).toEqual([])
    painter.pause(false)
    painter.repaint()
    expect(screen.text()).toEqual(['a', 'b'])
  })

  it('lets no control sequence of a text through', () => {
    const screen = smallTerminal(1, 20)
    const painter = new Painter(screen.write, { columns: 20, rows: 1 })
    draw(painter, 'a\u001b[2Jb\u001b]0;x\u0007')
    expect(screen.written[0]).not.toMatch(/\u001b\]|.\u001b\[2J.*\u001b\[2J/s)
  })
})
