/**
 * The quality of cleaning over the marked pages in `pages/`: `npm run bench:clean [-- --show=dev] [--json] [--speed]`;
 * `-- --removed DIR` lists what is left out of the files of a folder (see `removed.ts`), `-- --exact DIR` strings of
 * its files that a search does not find (see `exact.ts`); `-- --repeated DIR` lines that many of its
 * articles hold (see `repeated.ts`).
 * Pages named `-dev` are for tuning. Of those named `-held` only the kinds of faults may be looked at. Those named
 * `-fresh`, `-last` and `-final` were written later, when the rules were ready; `pages/README.md` has their first
 * results.
 */
import { readFileSync, readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { isProblem } from '../../src/source/article.js'
import type { Article } from '../../src/source/article.js'
import { formatOf } from '../../src/source/formats/index.js'
import { furniturePrecision, sameDate, sameSet, sameText, tokenF1 } from './measure.js'
import type { Expected } from './measure.js'

const FOLDER = fileURLToPath(new URL('pages/', import.meta.url))
const FIELDS = ['title', 'date', 'author', 'url', 'tags'] as const

interface Result {
  readonly page: string
  readonly f1: number
  readonly precision: number
  readonly recall: number
  readonly captions: number
  readonly furniture: { right: number; all: number }
  readonly fields: Readonly<Record<(typeof FIELDS)[number], boolean>>
  readonly article: Article | undefined
  readonly expected: Expected
}

function measure(page: string): Result {
  const expected = JSON.parse(readFileSync(FOLDER + page.replace(/\.[a-z]+$/, '.expected.json'), 'utf8')) as Expected
  const removed: string[] = []
  let article: Article | undefined
  const file = { path: page, bytes: readFileSync(FOLDER + page), startLine: 1, startByte: 0 }
  for (const item of formatOf(page).read(file, { clean: false, onRemoved: ({ text }) => void removed.push(text) })) {
    if (!isProblem(item)) article ??= item
  }
  const body = tokenF1(article?.body ?? '', expected.body.join('\n'))
  return {
    page,
    ...body,
    captions: tokenF1((article?.captions ?? []).join('\n'), expected.captions.join('\n')).f1,
    furniture: furniturePrecision(removed, expected),
    fields: {
      title: sameText(article?.title ?? '', expected.title),
      date: sameDate(article?.date ?? '', expected.date),
      author: sameText(article?.author ?? '', expected.author),
      url: sameText(article?.url ?? '', expected.url),
      tags: sameSet(article?.tags ?? [], expected.tags),
    },
    article,
    expected,
  }
}

function summary(name: string, results: readonly Result[]): Record<string, string | number> {
  const mean = (pick: (r: Result) => number): number =>
    Number((results.reduce((sum, r) => sum + pick(r), 0) / Math.max(1, results.length)).toFixed(4))
  const right = results.reduce((sum, r) => sum + r.furniture.right, 0)
  const all = results.reduce((sum, r) => sum + r.furniture.all, 0)
  const row: Record<string, string | number> = {
    pages: `${name} (${results.length})`,
    'token F1': mean((r) => r.f1),
    precision: mean((r) => r.precision),
    recall: mean((r) => r.recall),
    'caption F1': mean((r) => r.captions),
    'furniture precision': all === 0 ? 1 : Number((right / all).toFixed(4)),
  }
  for (const field of FIELDS) row[field] = mean((r) => Number(r.fields[field]))
  return row
}

function show(result: Result): void {
  const { article, expected } = result
  console.log(`\n== ${result.page}  F1 ${result.f1.toFixed(4)}  captions ${result.captions.toFixed(3)}`)
  for (const field of FIELDS) {
    if (!result.fields[field])
      console.log(`  ${field}: ${JSON.stringify(article?.[field])} for ${JSON.stringify(expected[field])}`)
  }
  const actual = article === undefined ? [] : article.body.split('\n')
  for (const line of actual) if (!expected.body.includes(line)) console.log(`  + ${line.slice(0, 160)}`)
  for (const line of expected.body) if (!actual.includes(line)) console.log(`  - ${line.slice(0, 160)}`)
  for (const line of article?.captions ?? [])
    if (!expected.captions.includes(line)) console.log(`  +caption ${line.slice(0, 120)}`)
  for (const line of expected.captions)
    if (!article?.captions.includes(line)) console.log(`  -caption ${line.slice(0, 120)}`)
}

/** The shapes of pages, by the numbers that their names begin with; see `pages/README.md`. */
const SHAPES: readonly (readonly [name: string, first: number, last: number])[] = [
  ['posts', 1, 10],
  ['posts with captions', 11, 18],
  ['Jekyll posts', 19, 28],
  ['page text', 29, 42],
  ['whole pages', 43, 54],
  ['Markdown', 55, 60],
  ['page text', 61, 73],
  ['posts', 74, 77],
  ['whole pages', 78, 83],
  ['Markdown and notes', 84, 86],
  ['posts and pages of all kinds', 87, 109],
]
const SETS = ['dev', 'held', 'fresh', 'last', 'final'] as const

/** The number or text behind an option: `--seed 3` or `--seed=3`. */
function option(name: string): string | undefined {
  const at = process.argv.findIndex((argument) => argument === name || argument.startsWith(`${name}=`))
  return at < 0 ? undefined : process.argv[at]!.slice(name.length + 1) || process.argv[at + 1]
}

const folder = option('--removed')
const exact = option('--exact')
const repeated = option('--repeated')
if (repeated !== undefined) {
  const { showRepeated } = await import('./repeated.js')
  await showRepeated(repeated, Number(option('--least') ?? 40))
} else if (exact !== undefined) {
  const { showExact } = await import('./exact.js')
  showExact(exact, Number(option('--strings') ?? 2000), Number(option('--seed') ?? 1))
} else if (folder === undefined) await measureAll()
else {
  const { showRemoved } = await import('./removed.js')
  await showRemoved(folder, Number(option('--sample') ?? Infinity), Number(option('--seed') ?? 1), option('--rule'))
}

async function measureAll(): Promise<void> {
  const pages = readdirSync(FOLDER).filter((name) => /-(?:dev|held|fresh|last|final)\.(?!expected)/.test(name))
  const results = pages.map(measure)
  const of = (set: string): Result[] => results.filter((r) => r.page.includes(`-${set}.`))
  const groups = [
    ...SETS.map((set) => summary(set, of(set))),
    summary('dev and held', [...of('dev'), ...of('held')]),
    summary('all', results),
  ]
  const shapes = SHAPES.flatMap(([name, first, last]) =>
    SETS.flatMap((set) => {
      const inShape = of(set).filter((r) => Number.parseInt(r.page) >= first && Number.parseInt(r.page) <= last)
      return inShape.length === 0 ? [] : [summary(`${name}, ${set}`, inShape)]
    }),
  )
  if (process.argv.includes('--json')) console.log(JSON.stringify([...groups, ...shapes]))
  else {
    console.table(groups)
    console.table(shapes)
  }
  const isWrong = (r: Result): boolean => r.f1 < 1 || r.captions < 1 || Object.values(r.fields).includes(false)
  for (const set of SETS) if (process.argv.includes(`--show=${set}`)) of(set).filter(isWrong).forEach(show)
  if (process.argv.includes('--speed')) await import('./speed.js')
}
