/**
 * How styles look: only the terminal's own 16 colours and its attributes, so that every palette stays in charge.
 * Each state also shows without colours: marks of a hit are bold and underlined, the chosen row carries a sign.
 */
import type { Row, Style } from '../cells/spans.js'
import { safeText } from '../cells/cells.js'

export const themeNames = ['dark', 'light', 'contrast', 'plain'] as const
export type ThemeName = (typeof themeNames)[number]

type Codes = readonly [on: string, off: string]
export type Theme = Readonly<Record<Style, Codes>>

const none: Codes = ['', '']
const bold: Codes = ['1', '22']
const dim: Codes = ['2', '22']
const inverse: Codes = ['7', '27']
const underline: Codes = ['4', '24']

const colour = (code: number): Codes => [String(code), '39']
const joined = (a: string, b: string): string => (a === '' || b === '' ? a + b : `${a};${b}`)
const both = (a: Codes, b: Codes): Codes => [joined(a[0], b[0]), joined(b[1], a[1])]

const plain: Theme = {
  plain: none,
  title: bold,
  dim,
  match: both(bold, underline),
  current: both(inverse, bold),
  accent: bold,
  good: bold,
  error: bold,
  border: dim,
  key: bold,
  selected: inverse,
  bar: none,
  chip: inverse,
  chosen: none,
}

const themes: Readonly<Record<ThemeName, Theme>> = {
  plain,
  dark: {
    ...plain,
    match: both(bold, colour(33)),
    accent: both(bold, colour(36)),
    good: colour(32),
    error: both(bold, colour(31)),
    border: colour(90),
    dim: colour(90),
    key: colour(36),
    bar: colour(36),
    chip: both(inverse, colour(36)),
  },
  light: {
    ...plain,
    match: both(bold, colour(31)),
    accent: both(bold, colour(34)),
    good: colour(32),
    error: both(bold, colour(31)),
    key: colour(34),
    bar: colour(34),
    chip: both(inverse, colour(34)),
  },
  contrast: {
    ...plain,
    dim: none,
    border: none,
    match: both(inverse, bold),
    current: both(both(inverse, bold), underline),
  },
}

export const styleNames = Object.keys(plain) as readonly Style[]

const attributes: Readonly<Record<string, Codes>> = {
  bold, dim, underline, inverse, italic: ['3', '23'], black: colour(30), red: colour(31), green: colour(32),
  yellow: colour(33), blue: colour(34), magenta: colour(35), cyan: colour(36), white: colour(37), gray: colour(90),
} // prettier-ignore

export const attributeNames: readonly string[] = Object.keys(attributes)

export function isColour(name: string): boolean {
  return Object.hasOwn(attributes, name)
}

/** Styles of the settings file, each as words of {@link attributeNames}. */
type OwnStyles = Readonly<Partial<Record<Style, string>>>

/** @param own none of its words is refused here */
export function themeOf(name: ThemeName, own: OwnStyles = {}): Theme {
  const overrides = Object.entries(own).map(([style, words]) => {
    const codes = words.split(/\s+/).map((word) => attributes[word] ?? none)
    return [style, codes.reduce(both)] as const
  })
  return { ...themes[name], ...(Object.fromEntries(overrides) as Partial<Theme>) }
}

/** What the command line says about colours; it stands above settings and environment. */
export type ColorChoice = 'auto' | 'always' | 'never'

/** The theme of the settings, else the one the terminal asks for; `never` takes the colours from either. */
export function themeFor(color: ColorChoice, settings: ThemeSettings, env: NodeJS.ProcessEnv): Theme {
  if (color === 'never') return themeOf('plain')
  return themeOf(settings.theme ?? defaultTheme(env, color), settings.colours)
}

interface ThemeSettings {
  readonly theme?: ThemeName
  readonly colours: OwnStyles
}

/**
 * The theme a terminal asks for: `plain` with NO_COLOR (https://no-color.org) unless colours are wanted `always`, `light`
 * where COLORFGBG names a light background, else `dark`.
 */
export function defaultTheme(env: NodeJS.ProcessEnv, color: ColorChoice = 'auto'): ThemeName {
  if (env['NO_COLOR'] && color !== 'always') return 'plain'
  const background = Number(env['COLORFGBG']?.split(';').at(-1) ?? Number.NaN)
  return background === 7 || background === 15 ? 'light' : 'dark'
}

/** A row as the terminal reads it. Nothing but `safeText` and our own codes comes out. */
export function paintRow(row: Row, theme: Theme): string {
  let out = ''
  for (const piece of row) {
    const text = safeText(piece.text)
    const [on, off] = piece.ground === true ? both(theme.chosen, theme[piece.style]) : theme[piece.style]
    out += on === '' || text === '' ? text : `\u001b[${on}m${text}\u001b[${off}m`
  }
  return out
}
