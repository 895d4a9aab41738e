/** Converts a terminal's screen, as tmux writes it with colour codes, to an SVG picture. */
import stringWidth from 'string-width'

const CELL = { width: 8.4, height: 19, font: 14 }
const MARGIN = 12
/** Foreground, background and the sixteen colours, as in themes for terminals. */
const TERMINALS = {
  dark: {
    paper: '#1e1e2e',
    ink: '#cdd6f4',
    palette: (
      '#45475a #f38ba8 #a6e3a1 #f9e2af #89b4fa #cba6f7 #94e2d5 #bac2de ' +
      '#6c7086 #f38ba8 #a6e3a1 #f9e2af #89b4fa #cba6f7 #94e2d5 #ffffff'
    ).split(' '),
  },
  light: {
    paper: '#ffffff',
    ink: '#24292f',
    palette: (
      '#24292f #cf222e #116329 #7d4e00 #0550ae #8250df #1b7c83 #6e7781 ' +
      '#57606a #a40e26 #1a7f37 #633c01 #0969da #a475f9 #3192aa #8c959f'
    ).split(' '),
  },
} as const

export type Terminal = keyof typeof TERMINALS
type Colours = (typeof TERMINALS)[Terminal]

interface Look {
  readonly ink?: string
  readonly paper?: string
  readonly bold?: boolean
  readonly dim?: boolean
  readonly inverse?: boolean
  readonly underline?: boolean
}

/** @param screen rows separated by line breaks, with SGR sequences */
export function svgOf(screen: string, columns: number, title: string, terminal: Terminal = 'dark'): string {
  const colours = TERMINALS[terminal]
  const rows = screen.replace(/\n+$/, '').split('\n')
  const width = columns * CELL.width + 2 * MARGIN
  const height = rows.length * CELL.height + 2 * MARGIN
  // tmux writes only changes of style, even from row to row.
  let look: Look = {}
  const drawn = rows
    .map((row, y) => {
      const { picture, after } = drawRow(row, look, MARGIN + y * CELL.height, colours)
      look = after
      return picture
    })
    .join('\n')
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${shortened(width)} ${height}" role="img" aria-label="${escaped(title)}">
<title>${escaped(title)}</title>
<rect width="100%" height="100%" rx="8" fill="${colours.paper}"/>
<g font-family="ui-monospace, 'Sarasa Mono SC', 'Noto Sans Mono CJK SC', Menlo, Consolas, monospace" font-size="${CELL.font}">
${drawn}
</g>
</svg>
`
}

function drawRow(row: string, before: Look, top: number, colours: Colours): { picture: string; after: Look } {
  let look = before
  let column = 0
  const pieces: string[] = []
  for (const part of row.split(/(\u001b\[[\d;]*m)/)) {
    if (part.startsWith('\u001b')) look = changed(look, part.slice(2, -1).split(';').map(Number), colours)
    else {
      pieces.push(drawText(part, look, MARGIN + column * CELL.width, top, colours))
      column += stringWidth(part)
    }
  }
  return { picture: pieces.filter((piece) => piece !== '').join('\n'), after: look }
}

function drawText(text: string, look: Look, left: number, top: number, { ink: INK, paper: PAPER }: Colours): string {
  const [ink, paper] = look.inverse === true ? [look.paper ?? PAPER, look.ink ?? INK] : [look.ink ?? INK, look.paper]
  const box =
    paper === undefined || text === ''
      ? ''
      : `<rect x="${shortened(left)}" y="${top}" width="${widthOf(text)}" height="${CELL.height}" fill="${paper}"/>`
  const style = [
    look.bold === true ? ' font-weight="bold"' : '',
    look.dim === true ? ' opacity="0.65"' : '',
    look.underline === true ? ' text-decoration="underline"' : '',
  ].join('')
  // Each word is placed separately, because SVG drops blanks at the ends of a text and repeated blanks.
  const columnOf = (index: number): number => left + stringWidth(text.slice(0, index)) * CELL.width
  const shapes = [...text.matchAll(shapeRuns)].map(({ 0: run, index }) => drawShape(run, columnOf(index), top, ink))
  const words = [...text.replace(shapeRuns, (run) => ' '.repeat(run.length)).matchAll(/\S+(?: \S+)*/g)].map(
    ({ 0: word, index }) => {
      const at = shortened(columnOf(index))
      return `<text x="${at}" y="${top + CELL.font}" ${fitted(word)} fill="${ink}"${style}>${escaped(word)}</text>`
    },
  )
  return [box, ...shapes, ...words].join('')
}

/** Frames and bars are drawn as shapes: a terminal joins them from cell to cell, fonts in a picture don't. */
const shapeRuns = /([│┃─▁▂▃▄▅▆▇█▌])\1*/g
const heights = '▁▂▃▄▅▆▇█'

function drawShape(run: string, left: number, top: number, ink: string): string {
  const sign = run[0]!
  const width = run.length * CELL.width
  const rect = (x: number, y: number, wide: number, high: number): string =>
    `<rect x="${shortened(x)}" y="${shortened(y)}" width="${shortened(wide)}" height="${shortened(high)}" fill="${ink}"/>`
  if (sign === '─') return rect(left, top + CELL.height / 2, width, 1)
  if (sign === '▌') return rect(left, top, CELL.width / 2, CELL.height)
  if (sign === '│' || sign === '┃') {
    const thick = sign === '│' ? 1 : 3
    return rect(left + (CELL.width - thick) / 2, top, thick, CELL.height)
  }
  const share = ((heights.indexOf(sign) + 1) * CELL.height) / heights.length
  return rect(left, top + CELL.height - share, width, share)
}

/** Each word is stretched to its cells, since a reader's fonts seldom make Han exactly two cells wide. */
function fitted(word: string): string {
  return `textLength="${widthOf(word)}" lengthAdjust="spacingAndGlyphs"`
}

function widthOf(text: string): string {
  return shortened(stringWidth(text) * CELL.width)
}

/** Applies one sequence (ECMA-48, SGR). */
function changed(look: Look, codes: readonly number[], { palette }: Colours): Look {
  let now = look
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]!
    if (code === 38 || code === 48) {
      const colour = codes[i + 1] === 5 ? ofCube(codes[i + 2]!, palette) : `rgb(${codes.slice(i + 2, i + 5).join(' ')})`
      now = code === 38 ? { ...now, ink: colour } : { ...now, paper: colour }
      i += codes[i + 1] === 5 ? 2 : 4
    } else now = simple(now, code, palette)
  }
  return now
}

function simple(look: Look, code: number, palette: Colours['palette']): Look {
  if (code === 0) return {}
  if (code === 1) return { ...look, bold: true }
  if (code === 2) return { ...look, dim: true }
  if (code === 4) return { ...look, underline: true }
  if (code === 7) return { ...look, inverse: true }
  if (code === 22) return { ...look, bold: false, dim: false }
  if (code === 24) return { ...look, underline: false }
  if (code === 27) return { ...look, inverse: false }
  if (code === 39) return without(look, 'ink')
  if (code === 49) return without(look, 'paper')
  const isBright = code >= 90
  const colour = palette[(code % 10) + (isBright ? 8 : 0)]!
  const base = isBright ? code - 60 : code
  if (base >= 30 && base < 38) return { ...look, ink: colour }
  return base >= 40 && base < 48 ? { ...look, paper: colour } : look
}

function without(look: Look, name: 'ink' | 'paper'): Look {
  const { [name]: _, ...rest } = look
  return rest
}

/** One of the 256 colours: sixteen of the palette, a cube of 6 × 6 × 6, 24 greys. */
function ofCube(number: number, palette: Colours['palette']): string {
  if (number < 16) return palette[number]!
  if (number >= 232)
    return `rgb(${Array<number>(3)
      .fill(8 + (number - 232) * 10)
      .join(' ')})`
  const level = (step: number): number => (step === 0 ? 0 : 55 + step * 40)
  const at = number - 16
  return `rgb(${level(Math.floor(at / 36))} ${level(Math.floor(at / 6) % 6)} ${level(at % 6)})`
}

function shortened(value: number): string {
  return `${Number(value.toFixed(1))}`
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;')
}
