import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPainter } from '../../../src/tui/terminal/painter.js'
import { expandTokens, tokenOf } from '../../../src/tui/view/row-tokens.js'

/** A terminal of plain rows that understands what the painter writes. */
function terminal(rows: number) {
  const shown = Array.from({ length: rows }, () => '')
  const written: string[] = []
  const write = (text: string): void => {
    written.push(text)
    if (text.includes('\u001b[2J')) shown.fill('')
    for (const [, row, content = ''] of text.matchAll(/\u001b\[(\d+);1H\u001b\[K([^\u001b]*)/g))
      shown[Number(row) - 1] = content
  }
  return { shown, written, write }
}

describe('the painter', () => {
  it('shows the last frame, whatever frames came before', () => {
    const frame = fc.array(fc.constantFrom('', '河流', 'abc', '────'), { minLength: 6, maxLength: 6 })
    fc.assert(
      fc.property(fc.array(frame, { minLength: 1, maxLength: 8 }), (frames) => {
        const screen = terminal(6)
        const painter = createPainter(screen.write, 6, expandTokens)
        for (const rows of frames) painter.stream.write(rows.join('\n'))
        expect(screen.shown).toEqual(frames.at(-1))
      }),
    )
  })

  it('writes nothing for a frame that is already there, and only the rows that differ', () => {
    const screen = terminal(3)
    const painter = createPainter(screen.write, 3, expandTokens)
    painter.stream.write('a\nb\nc')
    painter.stream.write('a\nb\nc')
    expect(screen.written).toHaveLength(1)
    painter.stream.write('a\nX\nc')
    expect(screen.written[1]).toBe('\u001b[?2026h\u001b[?25l\u001b[2;1H\u001b[KX\u001b[?2026l')
    expect(screen.written[1]).not.toContain('\u001b[2J')
  })

  it('places the cursor after the frame, and hides it where there is none', async () => {
    const screen = terminal(3)
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
    const screen = terminal(2)
    const painter = createPainter(screen.write, 2, expandTokens)
    painter.pause(true)
    painter.stream.write('a\nb')
    expect(screen.written).toEqual([])
    painter.pause(false)
    painter.repaint()
    expect(screen.shown).toEqual(['a', 'b'])
  })

  it('lets no control sequence of a text through', () => {
    const screen = terminal(1)
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
