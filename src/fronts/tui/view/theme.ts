/**
 * How styles look. By default only the terminal's own 16 colours and attributes are used, so that its palette stays in
 * charge; the themes of `palettes.ts` have colours of their own.
 * Each state is also visible without colours: marks of a hit are bold and underlined, the chosen row carries a sign.
 */
import { type Row, type Style } from '../cells/spans.js'
import { safeText } from '../cells/cells.js'
import { styleAfter } from '../terminal/painted-row.js'
import { depthOf, palettes, rgbCode, type ColourDepth, type Palette, type PaletteName } from './palettes.js'

const ownNames = ['dark', 'light', 'contrast', 'plain'] as const
export const themeNames = [...ownNames, ...(Object.keys(palettes) as PaletteName[])] as const
export type ThemeName = (typeof themeNames)[number]

type Codes = readonly [on: string, off: string]
/** `base` lies below all others: ink and paper of the whole screen. */
export type Theme = Readonly<Record<Style, Codes>> & { readonly base?: Codes }

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

const themes: Readonly<Record<(typeof ownNames)[number], Theme>> = {
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

/**
 * @param own unknown words in it are ignored
 * @param depth with 16 colours, a theme of `palettes.ts` is replaced by `dark` or `light`
 */
export function themeOf(name: ThemeName, own: OwnStyles = {}, depth: ColourDepth = 16): Theme {
  const overrides = Object.entries(own).map(([style, words]) => {
    const codes = words.split(/\s+/).map((word) => attributes[word] ?? none)
    return [style, codes.reduce(both)] as const
  })
  return { ...styledTheme(name, depth), ...(Object.fromEntries(overrides) as Partial<Theme>) }
}

function styledTheme(name: ThemeName, depth: ColourDepth): Theme {
  if (isPalette(name))
    return depth === 16 ? themes[palettes[name].isDark ? 'dark' : 'light'] : paletteTheme(palettes[name], depth)
  return name === 'dark' || name === 'light' ? { ...themes[name], chosen: mildGround(name, depth) } : themes[name]
}

const isPalette = (name: ThemeName): name is PaletteName => Object.hasOwn(palettes, name)

/** The ground of the chosen row, with an ink of its own: readable on any background of the terminal. */
function mildGround(name: 'dark' | 'light', depth: ColourDepth): Codes {
  if (depth === 16) return none
  return [name === 'dark' ? '48;5;237;38;5;255' : '48;5;254;38;5;234', '39;49']
}

function paletteTheme(palette: Palette, depth: ColourDepth): Theme {
  const ink = (hex: string): Codes => [rgbCode(hex, 38, depth), '39']
  const paper = (hex: string): Codes => [rgbCode(hex, 48, depth), '49']
  return {
    ...plain,
    base: [both(ink(palette.ink), paper(palette.paper))[0], '0'],
    dim: ink(palette.dim),
    border: ink(palette.border),
    match: both(bold, ink(palette.match)),
    current: both(bold, both(ink(palette.paper), paper(palette.match))),
    accent: both(bold, ink(palette.accent)),
    good: ink(palette.good),
    error: both(bold, ink(palette.error)),
    key: ink(palette.accent),
    selected: both(ink(palette.paper), paper(palette.accent)),
    bar: ink(palette.accent),
    chip: both(ink(palette.paper), paper(palette.accent)),
    chosen: paper(palette.chosen),
  }
}

/** The command line's choice of colours; it takes precedence over settings and environment. */
export type ColorChoice = 'auto' | 'always' | 'never'

/** The theme of the settings, else the default of the terminal; `never` removes the colours of either. */
export function themeFor(
  color: ColorChoice,
  settings: ThemeSettings,
  env: NodeJS.ProcessEnv,
  background?: 'light' | 'dark',
): Theme {
  if (color === 'never') return themeOf('plain')
  return themeOf(settings.theme ?? defaultTheme(env, color, background), settings.colours, depthOf(env))
}

interface ThemeSettings {
  readonly theme?: ThemeName
  readonly colours: OwnStyles
}

/**
 * The default theme of a terminal: `plain` with NO_COLOR (https://no-color.org) unless colours are wanted `always`,
 * `light` if COLORFGBG names a light background or the terminal reported one, else `dark`.
 */
export function defaultTheme(env: NodeJS.ProcessEnv, color: ColorChoice = 'auto', told?: 'light' | 'dark'): ThemeName {
  if (env['NO_COLOR'] && color !== 'always') return 'plain'
  const background = Number(env['COLORFGBG']?.split(';').at(-1) ?? Number.NaN)
  return background === 7 || background === 15 ? 'light' : (told ?? 'dark')
}

/** The painter's style of what no row covers: ink and paper of the whole screen, or '' for the terminal's own. */
export function baseOf({ base }: Theme): string {
  return base === undefined ? '' : styleAfter('', base[0])
}

/** A row with terminal codes. The result contains only `safeText` and our own codes. */
export function paintRow(row: Row, theme: Theme): string {
  const base = theme.base
  let out = base === undefined ? '' : `\u001b[${base[0]}m`
  for (const piece of row) {
    const text = safeText(piece.text)
    const [on, off] = piece.ground === true ? both(theme.chosen, theme[piece.style]) : theme[piece.style]
    if (on === '' || text === '') out += text
    else out += `\u001b[${on}m${text}\u001b[${base === undefined ? off : joined(off, base[0])}m`
  }
  return base === undefined ? out : `${out}\u001b[${base[1]}m`
}
