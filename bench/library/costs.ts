/**
 * What the library costs a program, on each installed version of Node:
 * `npx tsx bench/library/costs.ts [--data FOLDER] [--runs 3] [--only TASK]`. The folder contains corpus.jsonl.gz;
 * `npm run build` and `npm run peers` first. Prints a table in Markdown.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { projectRoot, newsFolder } from '../support/places.js'
import { median } from '../support/statistics.js'

type Figures = Readonly<Record<string, number>>

const { values } = parseArgs({
  options: { data: { type: 'string' }, runs: { type: 'string', default: '3' }, only: { type: 'string' } },
})
const folder = newsFolder(values.data)
const corpus = join(folder, 'corpus.jsonl.gz')
const program = fileURLToPath(new URL('cost.mjs', import.meta.url))
const work = mkdtempSync(join(tmpdir(), 'xunzhang-costs-'))
process.on('exit', () => rmSync(work, { recursive: true, force: true }))

const nodes = [
  { version: process.versions.node.split('.')[0]!, path: process.execPath },
  ...['22', '24'].map((version) => ({
    version,
    path: join(projectRoot, `.peers/node_modules/node-${version}/bin/node`),
  })),
].filter(({ path }) => existsSync(path))

const built = join(work, 'built')
measure(process.execPath, 'objects', built)

const tasks: Readonly<Record<string, { readonly what: string; readonly cell: (runs: readonly Figures[]) => string }>> =
  {
    objects: { what: '20,000 objects by `add` and `commit`', cell: cpuSeconds },
    lines: { what: 'the same as JSONL by `syncFolder`', cell: cpuSeconds },
    one: {
      what: 'one article more, `add` and `commit`: the first of a process, later ones',
      cell: (runs) => ['first', 'later'].map((name) => `${middle(runs, name).toFixed(0)} ms of CPU`).join(', '),
    },
    openings: { what: 'open, search, refresh, close, 1,500 times, beside the first 100', cell: growth },
    serving: { what: '20 searches, a commit and a refresh, 150 times, beside the first half', cell: growth },
  }

console.log(
  `| what | ${nodes.map(({ version }) => `Node ${version}`).join(' | ')} |\n|---|${'---|'.repeat(nodes.length)}`,
)
for (const [task, { what, cell }] of Object.entries(tasks)) {
  if (values.only !== undefined && values.only !== task) continue
  const cells = nodes.map(({ path }) => cell(Array.from({ length: Number(values.runs) }, () => fresh(path, task))))
  console.log(`| ${[what, ...cells].join(' | ')} |`)
}

/** A task over an index of its own. */
function fresh(node: string, task: string): Figures {
  const dir = join(work, task)
  for (const path of [dir, `${dir}.jsonl`]) rmSync(path, { recursive: true, force: true })
  if (task !== 'objects' && task !== 'lines') cpSync(built, dir, { recursive: true })
  return measure(node, task, dir)
}

function measure(node: string, task: string, dir: string): Figures {
  const { stdout, stderr } = spawnSync(node, [program, task, dir, corpus], { encoding: 'utf8' })
  if (stdout === '') throw new Error(`${task}: ${stderr}`)
  return JSON.parse(stdout) as Figures
}

function middle(runs: readonly Figures[], name: string): number {
  return median(runs.map((run) => run[name]!))
}

function cpuSeconds(runs: readonly Figures[]): string {
  return `${(middle(runs, 'ms') / 1e3).toFixed(1)} s of CPU`
}

function growth(runs: readonly Figures[]): string {
  const [first, most] = [middle(runs, 'first'), middle(runs, 'most')]
  return `${(most / first).toFixed(2)} × (${most.toFixed(0)} MB)`
}
