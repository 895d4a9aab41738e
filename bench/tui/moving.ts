/**
 * The moving picture of README: the real UI in a real terminal (tmux) on `corpus/`, typed into and read.
 * `npm run build && npx tsx bench/tui/moving.ts` writes docs/screens/use.svg, which any browser plays.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setTimeout as sleep } from 'node:timers/promises'
import { missingTmux, openPane } from '../../test/tui/support/tmux.js'
import { svgOf } from './svg.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const columns = 96
const rows = 26
const mostBytes = 300_000
const title = 'The terminal UI while someone types: hits, the article beside them, its text, occurrences in context'

/** What is typed or pressed, how long its screen stays in seconds, and what the screen shows when it is done. */
const steps: readonly { text?: string; keys?: readonly string[]; seconds: number; shows?: RegExp }[] = [
  { seconds: 1.5 },
  ...[...'核桃账'].map((text) => ({ text, seconds: 0.5 })),
  { text: '本', seconds: 2, shows: /\d hits?/ },
  { keys: ['Down'], seconds: 1 },
  { keys: ['Down'], seconds: 1 },
  { keys: ['Enter'], seconds: 2.5 },
  { keys: ['Escape'], seconds: 1 },
  { keys: ['M-o'], seconds: 2.5, shows: /occurrences/ },
]

interface Frame {
  readonly picture: string
  readonly seconds: number
}

async function record(index: string): Promise<readonly Frame[]> {
  const pane = await openPane({ columns, rows, cwd: root, env: { LANG: 'en_US.UTF-8', COLORTERM: 'truecolor' } })
  try {
    pane.type(`clear; ${process.execPath} dist/cli.cjs tui --lang en -i ${index}`)
    pane.keys('Enter')
    await pane.until(/│[^]*20\d\d/)
    const frames: Frame[] = []
    for (const { text, keys = [], seconds, shows } of steps) {
      if (text !== undefined) pane.type(text)
      else if (keys.length > 0) pane.keys(...keys)
      await (shows === undefined ? sleep(600) : pane.until(shows))
      frames.push({ picture: svgOf(pane.colours(), columns, title), seconds })
    }
    return frames
  } finally {
    pane.close()
  }
}

/** The frames above each other, each visible in its turn; the last one where motion is not wanted. */
function moving(frames: readonly Frame[]): string {
  const whole = frames.reduce((sum, { seconds }) => sum + seconds, 0)
  const [head, , foot] = parts(frames[0]!.picture)
  let begins = 0
  const drawn = frames.map(({ picture, seconds }) => {
    const delay = begins
    begins += seconds
    const name = `s${`${seconds}`.replace('.', '_')}`
    return `<g class="f" style="animation:${name} ${whole}s ${delay}s step-end infinite">${parts(picture)[1]}</g>`
  })
  const lengths = [...new Set(frames.map(({ seconds }) => seconds))].map((seconds) => {
    const until = ((seconds / whole) * 100).toFixed(3)
    return `@keyframes s${`${seconds}`.replace('.', '_')}{0%{visibility:visible}${until}%,100%{visibility:hidden}}`
  })
  const still =
    '@media (prefers-reduced-motion:reduce){.f{animation:none!important}.f:last-of-type{visibility:visible}}'
  return `${head}<style>.f{visibility:hidden}${lengths.join('')}${still}</style>${drawn.join('\n')}${foot}`
}

/** What stands before the rows of a picture, the rows, and what stands after them. */
function parts(picture: string): readonly [string, string, string] {
  const from = picture.indexOf('>\n', picture.indexOf('<g font-family')) + 2
  const to = picture.lastIndexOf('\n</g>')
  return [picture.slice(0, from), picture.slice(from, to), picture.slice(to)]
}

const missing = missingTmux()
if (missing !== undefined) throw new Error(missing)
const folder = mkdtempSync(join(tmpdir(), 'xunzhang-moving-'))
try {
  const index = join(folder, 'index')
  execFileSync(process.execPath, [join(root, 'dist/cli.cjs'), 'index', join(root, 'corpus'), '-i', index, '-q'])
  const svg = moving(await record(index))
  if (Buffer.byteLength(svg) > mostBytes)
    throw new Error(`the picture has ${Buffer.byteLength(svg)} bytes, at most ${mostBytes} are wanted`)
  writeFileSync(join(root, 'docs/screens/use.svg'), svg)
  console.log(`docs/screens/use.svg: ${Buffer.byteLength(svg)} bytes`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
