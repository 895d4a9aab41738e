import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cells } from '../../../src/fronts/tui/cells/cells.js'
import { span, styleNames, type Row } from '../../../src/fronts/tui/cells/spans.js'
import { Painter, showsOnBlanks } from '../../../src/fronts/tui/terminal/painter.js'
import { codesOf, themeOf } from '../../../src/fronts/tui/view/theme.js'
import { smallTerminal } from '../support/small-terminal.js'

type At = Parameters<Painter['place']>[1]
const dark = themeOf('dark', {}, true)

function opened(rows: number, columns: number, theme = dark) {
  const screen = smallTerminal(rows, columns)
  const painter = new Painter(screen.write, { columns, rows }, theme)
  const draw = (frame: readonly Row[], cursor?: At): void => painter.place([{ x: 0, y: 0, rows: frame }], cursor)
  return { screen, painter, draw, text: (...lines: string[]) => draw(lines.map((line) => [span(line)])) }
}

describe('the painter', () => {
  it('shows the last frame, whatever frames came before', () => {
    const text = fc.constantFrom('河流', 'abc', '────', ' ', '            ', '山', '“', '❯', '😀', 'e\u0301')
    const piece = fc.record({ text, style: fc.constantFrom(...styleNames), ground: fc.constantFrom(true, undefined) })
    const frame = fc.array(fc.array(piece, { maxLength: 10 }), { minLength: 3, maxLength: 3 })
    const cellsOf = (row: Row) =>
      row.flatMap((one) => {
        const style = codesOf(one, dark)
        return cells(one.text).flatMap(({ text: sign, width }) => {
          const first = { text: sign, style: sign === ' ' && !showsOnBlanks(style) ? '' : style }
          return width === 2 ? [first, { text: '', style }] : [first]
        })
      })
    fc.assert(
      fc.property(fc.array(frame, { minLength: 1, maxLength: 8 }), (frames) => {
        const { screen, draw } = opened(3, 120)
        for (const rows of frames) draw(rows as Row[])
        const blanks = Array.from({ length: 120 }, () => ({ text: ' ', style: '' }))
        const wanted = (frames.at(-1) as Row[]).map((row) => [...cellsOf(row), ...blanks].slice(0, 120))
        expect(screen.grid()).toEqual(wanted)
      }),
      { numRuns: 300 },
    )
  })

  it('writes the cells that differ, and erases blanks rather than writing them', () => {
    const { screen, draw } = opened(1, 60)
    draw([[span('河流如何塑造平原', 'title'), span(`${' '.repeat(30)}end`)]])
    draw([[span('河流如何改变平原', 'title'), span(' '.repeat(33))]])
    expect(screen.written[1]).toBe(
      '\u001b[?2026h\u001b[?25l\u001b[1;9H\u001b[1m改变\u001b[47G\u001b[K\u001b[m\u001b[?2026l',
    )
  })

  it('moves along a row and changes a style by what is added', () => {
    const { screen, draw } = opened(1, 60)
    const first = [span('❯ ', 'key'), span(`河${' '.repeat(20)}`), span('甲乙丙丁', 'title')]
    draw([first])
    draw([[span('❯ ', 'key'), span(`河流${' '.repeat(18)}`), span('甲', 'title'), span('乙丙', 'match'), span('丁', 'title')]]) // prettier-ignore
    expect(screen.written[1]).toBe(
      '\u001b[?2026h\u001b[?25l\u001b[1;5H流\u001b[27G\u001b[1;33m乙丙\u001b[m\u001b[?2026l',
    )
  })

  it('writes nothing for a frame that is already there, and only what differs', () => {
    const { screen, text } = opened(3, 20)
    text('a', 'b', 'c')
    text('a', 'b', 'c')
    expect(screen.written).toHaveLength(1)
    text('a', 'X', 'c')
    expect(screen.written[1]).toBe('\u001b[?2026h\u001b[?25l\u001b[2;1HX\u001b[?2026l')
    expect(screen.written[1]).not.toContain('\u001b[2J')
  })

  it('places the cursor after the frame, and hides it where there is none', () => {
    const { screen, draw } = opened(3, 20)
    draw([[span('a')]], { x: 6, y: 0 })
    expect(screen.written[0]).toMatch(/\u001b\[1;7H\u001b\[\?25h\u001b\[\?2026l$/)
    draw([[span('a')]], { x: 2, y: 0 })
    expect(screen.written[1]).toContain('\u001b[1;3H')
    draw([[span('a')]])
    expect(screen.written[2]).not.toContain('?25h')
  })

  it('lays rows beside one another, and writes only what differs in them', () => {
    const { screen, painter } = opened(2, 20)
    const left = { x: 0, y: 0, rows: [[span('x')], [span('y        │z')]] }
    painter.place([left, { x: 4, y: 0, rows: [[span('河流')], [span('ab  ')]] }], undefined)
    expect(screen.text()).toEqual(['x   河流', 'y   ab   │z'])
    painter.place([left, { x: 4, y: 0, rows: [[span('河山')], [span('ab  ')]] }], undefined)
    expect(screen.written[1]).toBe('\u001b[?2026h\u001b[?25l\u001b[1;7H山\u001b[?2026l')
    expect(screen.text()).toEqual(['x   河山', 'y   ab   │z'])
  })

  it('places each character after one whose width terminals disagree about', () => {
    const { screen, text } = opened(1, 20)
    text('😀a')
    expect(screen.written[0]).toContain('😀\u001b[3Ga')
  })

  it('draws nothing while it is paused and everything afterwards', () => {
    const { screen, painter, text } = opened(2, 20)
    painter.pause(true)
    text('a', 'b')
    expect(screen.written).toEqual([])
    painter.pause(false)
    painter.repaint()
    expect(screen.text()).toEqual(['a', 'b'])
  })

  it('lets no control sequence of a text through', () => {
    const { screen, text } = opened(1, 20)
    text('a\u001b[2Jb\u001b]0;x\u0007')
    expect(screen.written[0]).not.toMatch(/\u001b\]|.\u001b\[2J.*\u001b\[2J/s)
  })
})
