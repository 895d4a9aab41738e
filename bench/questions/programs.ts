/** Questions with a benchmark of their own in bench/, which is started as a program. Its figures are taken over. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { figuresOf, type Lab } from '../support/lab.js'
import { projectRoot } from '../support/places.js'
import { run } from '../support/processes.js'
import type { Question } from './question.js'

type Add = ReturnType<typeof figuresOf>['add']

interface Speeds {
  readonly openMs: number
  /** Bytes. */
  readonly memory: number
  readonly speeds: Readonly<Record<string, number>>
  readonly agreed?: { readonly words: number; readonly same: number }
}

export const tokenize = program<Speeds>({
  name: 'tokenize',
  asks: 'How fast is text cut into words?',
  method:
    'bench/tokenize: one thread, the shared news, medians of five rounds in which the contenders take turns. `analyse` is ' +
    'everything that the index needs (normalising, words, offsets); the peers only segment. `same cuts` is the share of ' +
    "nodejieba's words (without its hidden Markov model) that our segmenter cuts alike.",
  drawn: 'speed',
  compared: [],
  script: 'bench/tokenize/run.ts',
  args: (lab) => ['--documents', `${Math.min(20_000, lab.data.articles)}`],
  read: ({ speeds, openMs, memory, agreed }, add) => {
    for (const [name, speed] of Object.entries(speeds)) {
      const isPeer = /jieba/.test(name)
      add(isPeer ? name : `xunzhang: ${name}`, 'speed', 'MB/s', 'higher', [speed])
    }
    add('xunzhang: analyse', 'opening', 'ms', 'lower', [openMs])
    add('xunzhang: analyse', 'memory', 'MB', 'lower', [memory / 1e6])
    if (agreed !== undefined) add('xunzhang: analyse', 'same cuts', '%', 'higher', [(100 * agreed.same) / agreed.words])
  },
})

export const clean = program<readonly Readonly<Record<string, string | number>>[]>({
  name: 'clean',
  asks: 'Is the article found in the page, and only the article?',
  method:
    'bench/clean: pages written for this project with their true text; half of them were held out while the rules were ' +
    'made. Token F1 of the body against the true text, correct fields, and the share of removed text that is furniture.',
  script: 'bench/clean/run.ts',
  args: () => [],
  read: (groups, add) => {
    for (const { pages, ...measures } of groups) {
      for (const [name, value] of Object.entries(measures)) add(`${pages}`, name, '%', 'higher', [100 * Number(value)])
    }
  },
})

interface SiteFigures {
  readonly extractors: readonly (Readonly<Record<string, number>> & { readonly name: string })[]
}

/** Smaller collections are for trial runs, for which not all pages are needed. */
const leastForAllPages = 100

const siteColumns = ['recall', 'precision', 'f1', 'under .9', 'empty', 'title', 'date'] as const

export const sites = program<SiteFigures>({
  name: 'sites',
  asks: 'Is the article found in the pages of generated sites and of older layouts?',
  method:
    'bench/sites: sites of themes of npm, built from the same posts, whose text is known: prose, short notes, lists, ' +
    'tables, code, screenshots; and layouts of portals, forums, blogs and offices, filled with news of the shared data. Token recall, precision and F1 of the body; the share of pages under .9 recall, of empty ' +
    'ones, of right titles and dates. Peers read the same pages, by jsdom. `npm run peers -- sites` installs the themes.',
  script: 'bench/sites/run.ts',
  args: (lab) => (lab.data.articles < leastForAllPages ? ['--pages', `${lab.data.articles}`] : []),
  read: ({ extractors }, add) => {
    for (const row of extractors) {
      for (const column of siteColumns)
        add(row.name, column, '%', /under|empty/.test(column) ? 'lower' : 'higher', [100 * row[column]!])
      add(row.name, 'speed', 'MB/s', 'higher', [row['MB/s']!])
    }
  },
})

interface ScreenTimes {
  readonly readyMs: number
  readonly rows: readonly { readonly what: string; readonly p50: number; readonly p95: number; readonly p99: number }[]
}

/** Most queries that are typed, because each takes seconds. */
const mostTyped = 10

export const screen = program<ScreenTimes>({
  name: 'screen',
  asks: 'How soon does the screen follow the keys?',
  method:
    'bench/tui: the terminal UI on a pseudo-terminal over the index of the collection. Queries are typed character by ' +
    'character, one every 120 ms. `echo` is the first frame after a key, `answer` the last one.',
  script: 'bench/tui/latency.ts',
  args: (lab) => {
    const file = join(lab.workspace, 'typed.txt')
    const { log } = lab.data.asked(lab.data.articles)
    writeFileSync(file, log.map(({ query }) => `${query}\n`).join(''))
    const limit = Math.min(mostTyped, Math.ceil(log.length / 4))
    return ['--index', lab.built(lab.contenders[0]!), '--queries', file, '--limit', `${limit}`]
  },
  needsIndex: true,
  read: ({ readyMs, rows }, add) => {
    add('start to first frame with hits', 'p50', 'ms', 'lower', [readyMs])
    for (const { what, p50, p95, p99 } of rows) {
      const [name = what, unit = ''] = what.split(', ')
      const better = unit === 'ms' ? 'lower' : 'none'
      for (const [share, value] of Object.entries({ p50, p95, p99 })) add(name, share, unit, better, [value])
    }
  },
})

interface Program<T> extends Omit<Question, 'measure'> {
  readonly script: string
  readonly args: (lab: Lab) => readonly string[]
  readonly needsIndex?: boolean
  readonly read: (printed: T, add: Add) => void
}

function program<T>({ script, args, read, needsIndex, ...question }: Program<T>): Question {
  return {
    ...question,
    measure: async (lab) => {
      const { figures, add } = figuresOf(question.name)
      if (!lab.options.programs) return figures
      if (needsIndex === true) await lab.ready()
      lab.say(script)
      const finished = await run(process.execPath, [
        '--import',
        'tsx',
        join(projectRoot, script),
        ...args(lab),
        '--json',
      ])
      const json = finished.stdout.split('\n').find((line) => /^[[{]/.test(line))
      if (finished.status === 0 && json !== undefined) read(JSON.parse(json) as T, add)
      else lab.skip(question.name, script, lastLine(finished.stdout) || lastLine(finished.stderr))
      return figures
    },
  }
}

const lastLine = (text: string) => text.trim().split('\n').at(-1)?.slice(0, 160) ?? ''
