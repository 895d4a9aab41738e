import { describe, expect, it } from 'vitest'
import { span } from '../../../src/fronts/tui/cells/spans.js'
import { depthOf, palettes, rgbCode, type Palette, type PaletteName } from '../../../src/fronts/tui/view/palettes.js'
import {
  defaultTheme,
  paintRow,
  styleNames,
  themeFor,
  themeNames,
  themeOf,
} from '../../../src/fronts/tui/view/theme.js'
import { themeSamples } from '../../../src/fronts/tui/view/look.js'

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

  it('of their own colours paint the whole row, in as many colours as the terminal has, and can be read', () => {
    for (const [name, palette] of Object.entries(palettes) as [PaletteName, Palette][]) {
      const row = [span('河', 'match'), { ...span('x'), ground: true as const }]
      expect(paintRow(row, themeOf(name, {}, 'true'))).toMatch(/^\u001b\[38;2;[\d;]+;48;2;[^]*\u001b\[m$/)
      expect(paintRow(row, themeOf(name, {}, 256))).not.toMatch(/[34]8;2;/)
      expect(themeOf(name, {}, 16)).toEqual(themeOf(palette.isDark ? 'dark' : 'light'))
      for (const paper of [palette.paper, palette.chosen]) {
        for (const colour of ['ink', 'match', 'accent', 'good', 'error'] as const)
          expect(contrast(palette[colour], paper), `${name} ${colour}`).toBeGreaterThanOrEqual(4.5)
        expect(contrast(palette.dim, paper), name).toBeGreaterThanOrEqual(4)
      }
    }
  })

  it('know how many colours a terminal has', () => {
    expect(depthOf({ COLORTERM: 'truecolor' })).toBe('true')
    expect(depthOf({ TERM: 'xterm-256color' })).toBe(256)
    expect(depthOf({ TERM: 'linux' })).toBe(16)
    expect(rgbCode('#ff0000', 38, 256)).toBe('38;5;196')
    expect(rgbCode('#808080', 48, 256)).toBe('48;5;244')
  })

  it('are shown with a sample each', () => {
    const lines = themeSamples('true')
    expect(lines.filter((line) => (themeNames as readonly string[]).includes(line))).toEqual(themeNames)
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

/** WCAG 2.2, contrast ratio. */
function contrast(one: string, other: string): number {
  const light = (hex: string): number => {
    const [red, green, blue] = [1, 3, 5]
      .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4)) as [number, number, number]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const [a, b] = [light(one), light(other)].sort((x, y) => y - x) as [number, number]
  return (a + 0.05) / (b + 0.05)
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i)
}
