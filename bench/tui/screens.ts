/**
 * The screens of the documentation, from the real UI in a real terminal (tmux) on `corpus/`:
 * `npm run build && npx tsx bench/tui/screens.ts` writes docs/screens/*.txt, the pictures beside them, and
 * docs/screens/sizes/: one query at five sizes, in both languages, dark and light, as text and picture.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { missingTmux, openPane, type Pane } from '../../test/tui/support/tmux.js'
import { setTimeout as sleep } from 'node:timers/promises'
import { svgOf, type Terminal } from './svg.js'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = join(root, 'docs', 'screens')

interface Shot {
  readonly name: string
  readonly columns: number
  readonly rows: number
  /** True for a picture in colours as well. */
  readonly picture?: true
  readonly language: 'en' | 'zh'
  readonly terminal?: Terminal
  readonly query?: string
  /** What the first screen shows once it is whole. */
  readonly begins?: RegExp
  /** What to do, and what the screen shows when it is done. */
  readonly steps?: readonly (readonly [keys: readonly string[], shows: string | RegExp])[]
}

const found = /\d hits?|\d 篇/
const wide = { columns: 110, rows: 32, language: 'en' } as const
const named: readonly Shot[] = [
  { ...wide, name: '110x32', picture: true, steps: [[['Down', 'Tab', 'Up'], /│ 影评：[^]*▌●影评：[^]*1 marked/]] },
  { ...wide, name: 'browse', picture: true, query: '', begins: /☐ 20\d\d[^]*Newest articles[^]*☐/ },
  { ...wide, name: 'concordance', picture: true, steps: [[['M-o'], /occurrences/]] },
  {
    ...wide,
    name: 'filters',
    steps: [
      [['C-f'], /▌☐/],
      [['Enter'], /▌☑/],
    ],
  },
  {
    ...wide,
    name: 'timeline',
    steps: [
      [['M-t'], /20\d\d: \d/],
      [['S-Left'], /20\d\d – 20\d\d/],
    ],
  },
  { ...wide, name: 'help', steps: [[['F1'], 'Queries']] },
  { name: '80x24', columns: 80, rows: 24, language: 'zh', steps: [[['Down'], /▌ 影评：[^]*│ 配乐/]] },
  { name: 'reading', columns: 80, rows: 24, language: 'zh', steps: [[['Enter'], /第 \d+ 篇，共/]] },
  { name: '40x15', columns: 40, rows: 15, language: 'en' },
]

const sizes = [[200, 60], [110, 32], [80, 24], [40, 15], [20, 6]] as const // prettier-ignore

/** One query at every size, in both languages, dark and light. */
const matrix: readonly Shot[] = sizes.flatMap(([columns, rows]) =>
  (['en', 'zh'] as const).flatMap((language) =>
    (['dark', 'light'] as const).map((terminal): Shot => {
      const name = `sizes/${columns}x${rows}-${language}-${terminal}`
      return { name, columns, rows, language, terminal, picture: true }
    }),
  ),
)

async function take(pane: Pane, { steps = [], begins = found }: Shot, command: string): Promise<string> {
  pane.type(command)
  pane.keys('Enter')
  let screen = await pane.until(begins)
  for (const [keys, shows] of steps) {
    pane.keys(...keys)
    screen = await pane.until(shows)
  }
  // Counts and timeline are shown after the hits.
  await sleep(600)
  screen = pane.screen()
  return `${screen
    .split('\n')
    .map((row) => row.trimEnd())
    .join('\n')
    .trimEnd()}\n`
}

const missing = missingTmux()
if (missing !== undefined) throw new Error(missing)
mkdirSync(join(folder, 'sizes'), { recursive: true })
const work = mkdtempSync(join(tmpdir(), 'xunzhang-screens-'))
try {
  const program = [process.execPath, join(root, 'dist/cli.cjs')]
  execFileSync(program[0]!, [program[1]!, 'index', 'corpus', '--index', join(work, 'index')], {
    cwd: root,
    stdio: 'ignore',
  })
  for (const [number, shot] of [...named, ...matrix].entries()) {
    const { columns, rows, terminal = 'dark', query = '城市' } = shot
    const env = {
      LC_ALL: shot.language === 'zh' ? 'zh_CN.UTF-8' : 'en_US.UTF-8',
      XUNZHANG_INDEX: join(work, 'index'),
      XDG_STATE_HOME: join(work, `state-${number}`),
      COLORFGBG: terminal === 'dark' ? '15;0' : '0;15',
    }
    const pane = await openPane({ columns, rows, env, cwd: root })
    try {
      const text = await take(pane, shot, `'${program.join("' '")}' tui ${query}`)
      writeFileSync(join(folder, `${shot.name}.txt`), text)
      if (shot.picture === true) {
        const title = query === '' ? 'xunzhang: the terminal UI' : `xunzhang: the query ${query} in the terminal UI`
        writeFileSync(join(folder, `${shot.name}.svg`), svgOf(pane.colours(), columns, title, terminal))
      }
    } finally {
      pane.close()
    }
  }
} finally {
  rmSync(work, { recursive: true, force: true })
}
