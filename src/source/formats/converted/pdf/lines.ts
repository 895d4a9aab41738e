/** Assembles the lines of a PDF page from its pieces of text, in reading order. Lengths are in points. */

/** A piece of text as placed by the file; `y` grows upwards. */
export interface Piece {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly width: number
  /** Of its font. */
  readonly size: number
}

export interface Line {
  readonly text: string
  readonly left: number
  readonly right: number
  readonly y: number
  readonly size: number
  /** The left and right edge of its column. */
  readonly from: number
  readonly to: number
}

/** Pieces of one line without a wide gap between them. */
interface Run {
  readonly pieces: Piece[]
  left: number
  right: number
  y: number
  size: number
}

type Row = Run[]

/** A gap of this many characters' width separates columns, or the cells of a table. */
const WIDE = 1.4

/** All lines of a page in the order in which they are read: columns one after the other, tables row by row. */
export function linesOf(pieces: readonly Piece[]): Line[] {
  const rows = rowsOf(pieces)
  return blocksOf(rows).flatMap(linesOfBlock)
}

function rowsOf(pieces: readonly Piece[]): Row[] {
  const sorted = pieces.filter(({ text }) => text.trim() !== '').sort((a, b) => b.y - a.y || a.x - b.x)
  const rows: Piece[][] = []
  for (const piece of sorted) {
    const row = rows.at(-1)
    const first = row?.[0]
    if (row !== undefined && first !== undefined && first.y - piece.y < 0.5 * Math.min(first.size, piece.size))
      row.push(piece)
    else rows.push([piece])
  }
  return rows.map((row) => runsOf(row.sort((a, b) => a.x - b.x)))
}

function runsOf(pieces: readonly Piece[]): Row {
  const runs: Row = []
  for (const piece of pieces) {
    const run = runs.at(-1)
    if (run === undefined || piece.x - run.right > WIDE * Math.min(run.size, piece.size)) {
      runs.push({ pieces: [piece], left: piece.x, right: piece.x + piece.width, y: piece.y, size: piece.size })
      continue
    }
    // Shadowed and bold text is sometimes drawn twice in the same place.
    const last = run.pieces.at(-1)!
    if (last.text === piece.text && Math.abs(last.x - piece.x) < 0.2 * piece.size) continue
    run.pieces.push(piece)
    run.right = Math.max(run.right, piece.x + piece.width)
    run.size = Math.max(run.size, piece.size)
  }
  return runs
}

/** Rows that are read one after the other or, with a gutter, as two columns. */
interface Block {
  readonly rows: readonly Row[]
  readonly gutter?: number
}

/** The lines of a column fill at least this share of its width on average; cells of a table fill less. */
const FILL = 0.55
const FEWEST_ROWS = 3

/** Consecutive rows that leave the gutter free become columns. */
function blocksOf(rows: readonly Row[]): Block[] {
  const gutter = gutterOf(rows)
  if (gutter === undefined) return [{ rows }]
  const blocks: Block[] = []
  let stretch: Row[] = []
  let rest: Row[] = []
  const close = (): void => {
    if (isColumns(stretch, gutter)) {
      if (rest.length > 0) blocks.push({ rows: rest })
      rest = []
      blocks.push({ rows: stretch, gutter })
    } else rest = rest.concat(stretch)
    stretch = []
  }
  for (const row of rows) {
    if (row.every(({ left, right }) => right <= gutter || left >= gutter)) {
      stretch.push(row)
      continue
    }
    close()
    rest.push(row)
  }
  close()
  if (rest.length > 0) blocks.push({ rows: rest })
  return blocks
}

/** The `x` of the gap between two runs that the most rows share. */
function gutterOf(rows: readonly Row[]): number | undefined {
  const votes = new Map<number, number>()
  for (const row of rows)
    for (let i = 1; i < row.length; i++) {
      const key = Math.round((row[i - 1]!.right + row[i]!.left) / 2 / GRID)
      for (const near of [key - 1, key, key + 1]) votes.set(near, (votes.get(near) ?? 0) + (near === key ? 2 : 1))
    }
  let best: number | undefined
  for (const [key, count] of votes)
    if (count >= 2 * FEWEST_ROWS && (best === undefined || count > votes.get(best)!)) best = key
  return best === undefined ? undefined : best * GRID
}

const GRID = 8

function isColumns(rows: readonly Row[], gutter: number): boolean {
  const sides = [sideOf(rows, ({ right }) => right <= gutter), sideOf(rows, ({ left }) => left >= gutter)]
  return sides.every((side) => {
    if (side.length < FEWEST_ROWS) return false
    const { left, right } = boundsOf(side.flat())
    const filled = side.reduce((sum, row) => row.reduce((width, run) => width + run.right - run.left, sum), 0)
    return right > left && filled / side.length / (right - left) >= FILL
  })
}

function sideOf(rows: readonly Row[], isMine: (run: Run) => boolean): Row[] {
  return rows.map((row) => row.filter(isMine)).filter((row) => row.length > 0)
}

function boundsOf(runs: readonly Run[]): { left: number; right: number } {
  return runs.reduce(
    (bounds, run) => ({ left: Math.min(bounds.left, run.left), right: Math.max(bounds.right, run.right) }),
    {
      left: Infinity,
      right: -Infinity,
    },
  )
}

function linesOfBlock({ rows, gutter }: Block): Line[] {
  if (gutter === undefined) return asLines(rows)
  // Either side may itself consist of columns.
  const sides = [sideOf(rows, ({ right }) => right <= gutter), sideOf(rows, ({ left }) => left >= gutter)]
  return sides.flatMap((side) => blocksOf(side).flatMap(linesOfBlock))
}

function asLines(rows: readonly Row[]): Line[] {
  const { left: from, right: to } = boundsOf(rows.flat())
  return rows.map((row) => ({
    text: row.map(({ pieces }) => textOfRun(pieces)).join(' '),
    left: row[0]!.left,
    right: row.at(-1)!.right,
    y: row[0]!.y,
    size: row.reduce((size, run) => Math.max(size, run.size), 0),
    from,
    to,
  }))
}

const WIDE_CHARACTER = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef‘’“”…—]/u

function textOfRun(pieces: readonly Piece[]): string {
  let text = ''
  let right = Infinity
  for (const piece of pieces) {
    const own = tidy(piece.text)
    const gap = piece.x - right
    if (gap > 0.2 * piece.size && needsBlank(text, own, gap / piece.size)) text += ' '
    text += own
    right = piece.x + piece.width
  }
  return tidy(text).trim()
}

function needsBlank(before: string, after: string, gap: number): boolean {
  const isWide = [before.at(-1) ?? '', after.charAt(0)].map((one) => WIDE_CHARACTER.test(one))
  if (isWide[0] === true && isWide[1] === true) return false
  // Beside a Han, typesetting leaves a quarter of its width for looks.
  return isWide.includes(true) ? gap > 0.4 : true
}

const BETWEEN_HAN =
  /(?<=[\p{Script=Han}\u3000-\u303f\uff00-\uffef])[ \u00a0]+(?=[\p{Script=Han}\u3000-\u303f\uff00-\uffef])/gu

/**
 * Removes spaces between Han, which come from typesetting, and replaces radicals by the characters that they stand for.
 */
export function tidy(text: string): string {
  return meantCharacters(text).replaceAll('⸺', '——').replace(BETWEEN_HAN, '')
}

/** Each radical, followed by its ideograph. Kangxi radicals (from U+2F00) need no table, because NFKC maps them. */
const RADICALS =
  '⺁厂⺂乛⺃乚⺄乙⺅亻⺆冂⺈刀⺉刂⺊卜⺋㔾⺌小⺍小⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺖忄⺗心⺘扌⺙攵⺛旡⺜日⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺦丬⺧牛⺨犭⺩王⺫目⺬示⺭礻' +
  '⺯糹⺰纟⺱罓⺲罒⺳㓁⺴冗⺶羊⺹耂⺺肀⺻聿⺼肉⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻋车⻌辶⻍辶⻎辶⻏邑⻐钅⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食' +
  '⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟'

/** Each vertical form, followed by the usual form. */
const VERTICAL =
  '︐，︑、︒。︓：︔；︕！︖？︗〖︘〗︙…︰‥︱—︵（︶）︷｛︸｝︹〔︺〕︻【︼】︽《︾》︿〈﹀〉﹁「﹂」﹃『﹄』'

const MEANT = new Map<string, string>()
for (const pairs of [RADICALS, VERTICAL]) {
  const characters = [...pairs]
  for (let at = 0; at < characters.length; at += 2) MEANT.set(characters[at]!, characters[at + 1]!)
}

const STAND_INS = /[\u2e80-\u2eff\u2f00-\u2fd5\ufe10-\ufe19\ufe30-\ufe44]/g

/** The text with the intended characters. */
export function meantCharacters(text: string): string {
  return text.replace(
    STAND_INS,
    (one) => MEANT.get(one) ?? (one >= '\u2f00' && one <= '\u2fd5' ? one.normalize('NFKC') : one),
  )
}
