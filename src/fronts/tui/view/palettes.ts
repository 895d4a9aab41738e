/**
 * Themes with colours of their own, for terminals that can show them. Each defines ink and paper of the whole screen
 * and the colours of what is emphasised; contrast with the paper is at least 4.5 : 1 for text that is read, 3 : 1 for
 * the rest.
 */

export interface Palette {
  readonly isDark: boolean
  readonly paper: string
  readonly ink: string
  readonly dim: string
  readonly border: string
  readonly accent: string
  readonly match: string
  readonly good: string
  readonly error: string
  readonly chosen: string
}

export const palettes = {
  /** Ink stone: warm greys, cinnabar. */
  ink: {
    isDark: true, paper: '#1b1a19', ink: '#e6e1d8', dim: '#9a9389', border: '#5d574f', accent: '#7fb4ca', match: '#ff9e64',
    good: '#98bb6c', error: '#ff6b5e', chosen: '#33302c',
  },
  /** Rice paper: black on cream, cinnabar. */
  paper: {
    isDark: false, paper: '#faf6ec', ink: '#2b2723', dim: '#736a5f', border: '#b9ae9c', accent: '#1a6680', match: '#b3261e',
    good: '#4a7023', error: '#a8201a', chosen: '#ece4d2',
  },
  /** Celadon: the green of old porcelain. */
  celadon: {
    isDark: true, paper: '#12211f', ink: '#d9e8e0', dim: '#86a79c', border: '#4c6b62', accent: '#7fd1b9', match: '#f2c46d',
    good: '#9ad48a', error: '#ff8577', chosen: '#21403a',
  },
  /** Blue and white porcelain. */
  porcelain: {
    isDark: false, paper: '#f7f9fc', ink: '#1d2733', dim: '#5d6b7c', border: '#aab7c6', accent: '#1c4fa1', match: '#b5370c',
    good: '#22724a', error: '#b3203a', chosen: '#dfe8f5',
  },
} as const satisfies Record<string, Palette> // prettier-ignore

export type PaletteName = keyof typeof palettes

export type ColourDepth = 16 | 256 | 'true'

/** The depth according to the environment; few terminals report it in another way. */
export function depthOf(env: NodeJS.ProcessEnv): ColourDepth {
  if (/truecolor|24bit/i.test(env['COLORTERM'] ?? '')) return 'true'
  return /256|direct|kitty|alacritty|ghostty|wezterm|foot/.test(env['TERM'] ?? '') ? 256 : 16
}

/** Parameters of SGR for a colour of ink (38) or paper (48). */
export function rgbCode(hex: string, layer: 38 | 48, depth: ColourDepth): string {
  const [red, green, blue] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as [
    number,
    number,
    number,
  ]
  return depth === 'true' ? `${layer};2;${red};${green};${blue}` : `${layer};5;${nearest(red, green, blue)}`
}

const cubeSteps = [0, 95, 135, 175, 215, 255]

/** The nearest of xterm's 256 colours: the cube of 216, or one of 24 greys. */
function nearest(red: number, green: number, blue: number): number {
  const step = (value: number): number =>
    cubeSteps.reduce((best, at, i) => (Math.abs(at - value) < Math.abs(cubeSteps[best]! - value) ? i : best), 0)
  const [r, g, b] = [step(red), step(green), step(blue)]
  const distance = (x: number, y: number, z: number): number => (x - red) ** 2 + (y - green) ** 2 + (z - blue) ** 2
  const grey = Math.max(0, Math.min(23, Math.round(((red + green + blue) / 3 - 8) / 10)))
  const level = 8 + grey * 10
  const inCube = distance(cubeSteps[r]!, cubeSteps[g]!, cubeSteps[b]!)
  return distance(level, level, level) < inCube ? 232 + grey : 16 + 36 * r + 6 * g + b
}
