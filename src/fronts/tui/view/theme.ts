/**
 * How styles look. Only the terminal's own 16 colours and attributes are used, so that its palette stays in charge, and
 * two greys of the 256 for the ground of the chosen row.
 * Each state is also visible without colours: marks of a hit are bold and underlined, the chosen row carries a sign.
 */
import { type Row, type Span, type Style } from '../cells/spans.js'
import { safeText } from '../cells/cells.js'

export const themeNames = ['dark', 'light', 'contrast', 'plain'] as const
export type ThemeName = (typeof themeNames)[number]

/** Parameters of SGR that make a style from the terminal's own look; '' for none. */
type Codes = string
export type Theme = Readonly<Record<Style, Codes>>

const none = ''
const bold = '1'
const dim = '2'
const underline = '4'
const inverse = '7'

const both = (a: Codes, b: Codes): Codes => (a === '' || b === '' ? a + b : `${a};${b}`)

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
    match: both(bold, '33'),
    accent: both(bold, '36'),
    good: '32',
    error: both(bold, '31'),
    border: '90',
    dim: '90',
    key: '36',
    bar: '36',
    chip: both(inverse, '36'),
  },
  light: {
    ...plain,
    match: both(bold, '31'),
    accent: both(bold, '34'),
    good: '32',
    error: both(bold, '31'),
    key: '34',
    bar: '34',
    chip: both(inverse, '34'),
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
  bold, dim, underline, inverse, italic: '3', black: '30', red: '31', green: '32',
  yellow: '33', blue: '34', magenta: '35', cyan: '36', white: '37', gray: '90',
} // prettier-ignore

export const attributeNames: readonly string[] = Object.keys(attributes)

export function isColour(name: string): boolean {
  return Object.hasOwn(attributes, name)
}

/** Styles of the settings file, each as words of {@link attributeNames}. */
type OwnStyles = Readonly<Partial<Record<Style, string>>>

/**
 * @param own unknown words in it are ignored
 * @param has256 whether the terminal has more than 16 colours
 */
export function themeOf(name: ThemeName, own: OwnStyles = {}, has256 = false): Theme {
  const overrides = Object.entries(own).map(([style, words]) => {
    const codes = words.split(/\s+/).map((word) => attributes[word] ?? none)
    return [style, codes.reduce(both)] as const
  })
  return { ...themes[name], chosen: mildGround(name, has256), ...(Object.fromEntries(overrides) as Partial<Theme>) }
}

/** The ground of the chosen row, with an ink of its own: readable on any background of the terminal. */
function mildGround(name: ThemeName, has256: boolean): Codes {
  if (!has256 || (name !== 'dark' && name !== 'light')) return none
  return name === 'dark' ? '48;5;237;38;5;255' : '48;5;254;38;5;234'
}

/** According to the environment; few terminals report it in another way. */
export function has256Colours({ COLORTERM = '', TERM = '' }: NodeJS.ProcessEnv): boolean {
  return /truecolor|24bit/i.test(COLORTERM) || /256|direct|kitty|alacritty|ghostty|wezterm|foot/.test(TERM)
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
  return themeOf(settings.theme ?? defaultTheme(env, color, background), settings.colours, has256Colours(env))
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

export function codesOf({ style, ground }: Span, theme: Theme): Codes {
  return both(ground === true ? theme.chosen : none, theme[style])
}

/** A row with terminal codes. The result contains only `safeText` and our own codes. */
export function paintRow(row: Row, theme: Theme): string {
  return row
    .map((piece) => {
      const [text, codes] = [safeText(piece.text), codesOf(piece, theme)]
      return codes === '' || text === '' ? text : `\u001b[${codes}m${text}\u001b[m`
    })
    .join('')
}
