/**
 * Indexes 20,000 objects from memory with four libraries, each in the set-ups that its documentation has for Chinese,
 * in a process of its own: `npx tsx bench/library/run.ts [--data FOLDER] [--runs 3] [--only NAME]`. The folder holds
 * corpus.jsonl.gz, phrases.*.jsonl and log.*.jsonl; `npm run build` and `npm run peers` first. Prints a table in
 * Markdown.
 */
import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { median } from '../support/statistics.js'
import { newsFolder } from '../support/places.js'
import { installedBytes, ownBytes } from './installed.js'

interface Figures {
  readonly cpuSeconds: number
  readonly first: number
  readonly warm: number
  /** Megabytes, with the objects; of the objects alone. */
  readonly peak: number
  readonly given: number
  readonly exact: number
  readonly of: number
}

const { values } = parseArgs({
  options: { data: { type: 'string' }, runs: { type: 'string', default: '3' }, only: { type: 'string' } },
})
const here = fileURLToPath(new URL('.', import.meta.url))
const folder = newsFolder(values.data)
const inFolder = (start: string): string =>
  join(
    folder,
    readdirSync(folder).find((name) => name.startsWith(start))!,
  )
const files = [inFolder('corpus'), inFolder('phrases'), inFolder('log')]

const contenders: readonly { readonly program: string; readonly name: string; readonly packages: readonly string[] }[] =
  [
    { program: 'xunzhang', name: 'xunzhang', packages: [] },
    { program: 'minisearch-bigrams', name: 'MiniSearch, bigrams', packages: ['minisearch'] },
    { program: 'minisearch-jieba', name: 'MiniSearch, words of jieba', packages: ['minisearch', '@node-rs/jieba'] },
    { program: 'flexsearch-cjk', name: 'FlexSearch, `Charset.CJK`', packages: ['flexsearch'] },
    { program: 'sqlite-trigram', name: 'SQLite FTS5, trigrams', packages: ['better-sqlite3'] },
    { program: 'sqlite-jieba', name: 'SQLite FTS5, words of jieba', packages: ['better-sqlite3', '@node-rs/jieba'] },
  ]

let given = 0
console.log(
  '| library | lines | installed, MB | index, CPU s | first query, ms | warm query, ms | peak, MB | phrases exact |',
)
console.log('|---|---|---|---|---|---|---|---|')
for (const { program, name, packages } of contenders) {
  if (values.only !== undefined && program !== values.only) continue
  const runs = Array.from({ length: Number(values.runs) }, () => measure(program)).filter((one) => one !== undefined)
  if (runs.length === 0) continue
  const megabytes = (packages.length === 0 ? ownBytes() : installedBytes(packages)) / 1e6
  given = Math.max(given, ...runs.map((run) => run.given))
  console.log(`| ${[name, linesOf(program), megabytes.toFixed(1), ...cellsOf(runs)].join(' | ')} |`)
}
console.log(`\nThe objects alone: ${Math.round(given)} MB.`)

function measure(program: string): Figures | undefined {
  const { stdout, stderr } = spawnSync(process.execPath, [join(here, 'measure.mjs'), program, ...files], {
    encoding: 'utf8',
  })
  if (stdout !== '') return JSON.parse(stdout) as Figures
  console.error(`${program}: ${stderr}`)
  return undefined
}

function cellsOf(runs: readonly Figures[]): string[] {
  const middle = (name: keyof Figures): number => median(runs.map((run) => run[name]))
  const { exact, of } = runs[0]!
  const times = [middle('first').toFixed(1), middle('warm').toFixed(2)]
  return [middle('cpuSeconds').toFixed(1), ...times, `${Math.round(middle('peak'))}`, `${exact} of ${of}`]
}

function linesOf(program: string): number {
  const lines = readFileSync(join(here, 'programs', `${program}.mjs`), 'utf8').split('\n')
  return lines.filter((line) => line.trim() !== '').length
}
