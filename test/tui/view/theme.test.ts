import { describe, expect, it } from 'vitest'
import { span, styleNames } from '../../../src/fronts/tui/cells/spans.js'
import { defaultTheme, has256Colours, themeFor, themeNames, themeOf } from '../../../src/fronts/tui/view/theme.js'
import { paintRow } from '../support/paint-row.js'

const codesIn = (text: string): number[] =>
  [...text.matchAll(/\u001b\[([\d;]*)m/g)].flatMap((match) => match[1]!.split(';').map(Number))

describe('themes', () => {
  it('use only the 16 colours of the terminal and end in its own look', () => {
    for (const name of themeNames) {
      for (const style of styleNames) {
        const painted = paintRow([span('河', style), span('x')], themeOf(name))
        for (const code of codesIn(painted)) expect([0, 1, 2, 4, 7, ...range(30, 37), ...range(90, 97)]).toContain(code)
        expect(painted).toMatch(/^(?:\u001b\[[\d;]+m河\u001b\[m|河)x$/)
      }
    }
  })

  it('know how many colours a terminal has', () => {
    expect(has256Colours({ COLORTERM: 'truecolor' })).toBe(true)
    expect(has256Colours({ TERM: 'xterm-256color' })).toBe(true)
    expect(has256Colours({ TERM: 'linux' })).toBe(false)
  })

  it('have no colours with NO_COLOR, and tell matches apart all the same', () => {
    expect(defaultTheme({ NO_COLOR: '1' })).toBe('plain')
    for (const style of styleNames)
      expect(codesIn(paintRow([span('x', style)], themeOf('plain'))).every((code) => code < 30)).toBe(true)
    expect(themeOf('plain').match).not.toEqual(themeOf('plain').plain)
  })

  it('obey --color before settings and environment', () => {
    const settings = { theme: 'dark', colours: { match: 'red' } } as const
    expect(themeFor('never', settings, {})).toEqual(themeOf('plain'))
    expect(themeFor('always', { colours: {} }, { NO_COLOR: '1' })).toEqual(themeOf('dark'))
    expect(themeFor('auto', { colours: {} }, { NO_COLOR: '1' })).toEqual(themeOf('plain'))
    expect(themeFor('auto', settings, {})).toEqual(themeOf('dark', settings.colours))
  })

  it('follow the background that the terminal names', () => {
    expect(defaultTheme({ COLORFGBG: '0;15' })).toBe('light')
    expect(defaultTheme({ COLORFGBG: '15;0' })).toBe('dark')
    expect(defaultTheme({})).toBe('dark')
  })

  it('take styles of the settings', () => {
    expect(paintRow([span('x', 'match')], themeOf('dark', { match: 'red underline' }))).toBe('\u001b[31;4mx\u001b[m')
  })
})

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i)
}
