/**
 * The screens of the documentation, as text, from the real UI in a real terminal (tmux) on `corpus/`:
 * `npm run build && npx tsx bench/tui/screens.ts` writes docs/screens/*.txt and the
 * picture of the README, docs/screens/110x32.svg.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { missingTmux, openPane, type Pane } from '../../test/tui/support/tmux.js'
import { svgOf } from './svg.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = join(root, 'docs', 'screens')

interface Shot {
  readonly name: string
  readonly columns: number
  readonly rows: number
  /** True for a picture in colours as well. */
  readonly picture?: true
  readonly language: 'en_US.UTF-8' | 'zh_CN.UTF-8'
  /**
   * What to do, and what the screen shows when it is done. The chosen article may reach the preview a frame after its hit
   * was chosen: where there is a preview, what it says is part of that.
   */
  readonly steps: readonly (readonly [keys: readonly string[], shows: string | RegExp])[]
}

const found = /\d hits|\d 篇 ·/
const shots: readonly Shot[] = [
  {
    name: '110x32',
    picture: true,
    columns: 110,
    rows: 32,
    language: 'en_US.UTF-8',
    steps: [[['Down', 'Tab', 'Up'], /│ 影评：[^]*▌●影评：[^]*1 marked/]],
  },
  { name: '80x24', columns: 80, rows: 24, language: 'zh_CN.UTF-8', steps: [[['Down'], /▌ 影评：[^]*│ 配乐/]] },
  { name: '40x15', columns: 40, rows: 15, language: 'en_US.UTF-8', steps: [] },
  { name: 'filters', columns: 110, rows: 32, language: 'en_US.UTF-8', steps: [[['C-f'], /│ 守岁的人：[^]*▌○/]] },
  { name: 'help', columns: 80, rows: 40, language: 'en_US.UTF-8', steps: [[['F1'], 'move through the hits']] },
]

async function take(pane: Pane, { steps }: Shot, command: string): Promise<string> {
  pane.type(command)
  pane.keys('Enter')
  let screen = await pane.until(found)
  for (const [keys, shows] of steps) {
    pane.keys(...keys)
    screen = await pane.until(shows)
  }
  return `${screen
    .split('\n')
    .map((row) => row.trimEnd())
    .join('\n')
    .trimEnd()}\n`
}

const missing = missingTmux()
if (missing !== undefined) throw new Error(missing)
mkdirSync(folder, { recursive: true })
const work = mkdtempSync(join(tmpdir(), 'xunzhang-screens-'))
try {
  const program = [process.execPath, join(root, 'dist/cli.cjs')]
  execFileSync(program[0]!, [program[1]!, 'index', 'corpus', '--index', join(work, 'index')], {
    cwd: root,
    stdio: 'ignore',
  })
  for (const shot of shots) {
    const env = { LC_ALL: shot.language, XUNZHANG_INDEX: join(work, 'index') }
    const pane = await openPane({ columns: shot.columns, rows: shot.rows, env, cwd: root })
    try {
      const text = await take(pane, shot, `'${program.join("' '")}' tui 城市`)
      writeFileSync(join(folder, `${shot.name}.txt`), text)
      if (shot.picture === true) {
        const picture = svgOf(pane.colours(), shot.columns, 'xunzhang: the query 城市 in the terminal UI')
        writeFileSync(join(folder, `${shot.name}.svg`), picture)
      }
    } finally {
      pane.close()
    }
  }
} finally {
  rmSync(work, { recursive: true, force: true })
}
