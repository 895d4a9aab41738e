/**
 * How styles look. Only the terminal's own 16 colours and attributes are used, so that its palette stays in charge, and
 * two greys of the 256 for the ground of the chosen row.
 * Each state is also visible without colours: marks of a hit are bold and underlined, the chosen row carries a sign.
 */
import { type Span, type Style } from '../cells/spans.js'

export const themeNames = ['dark', 'light', 'contrast', 'plain'] as const
export type ThemeName = (typeof themeNames)[number]

/** Parameters of SGR that make a style from the terminal's own look; '' for none. */
type Codes = string
export type Theme = Readonly<Record<Style, Codes>>

const attributes: Readonly<Record<string, Codes>> = {
  bold: '1', dim: '2', italic: '3', underline: '4', inverse: '7', black: '30', red: '31', green: '32',
  yellow: '33', blue: '34', magenta: '35', cyan: '36', white: '37', gray: '90',
} // prettier-ignore

export const attributeNames: readonly string[] = Object.keys(attributes)

/** Codes of words of {@link attributeNames}, separated by blanks; unknown words are ignored. */
const codes = (words: string): Codes =>
  words
    .split(/\s+/)
    .flatMap((word) => attributes[word] ?? [])
    .join(';')

const plain: Theme = {
  plain: '',
  title: codes('bold'),
  dim: codes('dim'),
  match: codes('bold underline'),
  current: codes('inverse bold'),
  accent: codes('bold'),
  good: codes('bold'),
  error: codes('bold'),
  border: codes('dim'),
  key: codes('bold'),
  selected: codes('inverse'),
  bar: '',
  chip: codes('inverse'),
  // The ground of the chosen row, with an ink of its own: readable on any background of the terminal.
  chosen: '',
}

const themes: Readonly<Record<ThemeName, Theme>> = {
  plain,
  dark: {
    ...plain,
    match: codes('bold yellow'),
    accent: codes('bold cyan'),
    good: codes('green'),
    error: codes('bold red'),
    border: codes('gray'),
    dim: codes('gray'),
    key: codes('cyan'),
    bar: codes('cyan'),
    chip: codes('inverse cyan'),
    chosen: '48;5;237;38;5;255',
  },
  light: {
    ...plain,
    match: codes('bold red'),
    accent: codes('bold blue'),
    good: codes('green'),
    error: codes('bold red'),
    key: codes('blue'),
    bar: codes('blue'),
    chip: codes('inverse blue'),
    chosen: '48;5;254;38;5;234',
  },
  contrast: {
    ...plain,
    dim: '',
    border: '',
    match: codes('inverse bold'),
    current: codes('inverse bold underline'),
  },
}

/** Styles of the settings file, each as words of {@link attributeNames}. */
type OwnStyles = Readonly<Partial<Record<Style, string>>>

/** @param has256 whether the terminal has more than 16 colours */
export function themeOf(name: ThemeName, own: OwnStyles = {}, has256 = false): Theme {
  const overrides = Object.fromEntries(Object.entries(own).map(([style, words]) => [style, codes(words)]))
  const theme = themes[name]
  return { ...theme, chosen: has256 ? theme.chosen : '', ...(overrides as Partial<Theme>) }
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
  const own = theme[style]
  if (ground !== true || theme.chosen === '') return own
  return own === '' ? theme.chosen : `${theme.chosen};${own}`
}
