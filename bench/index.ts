/**
 * Benchmarks of our engine and its peers: `npm run bench -- [QUESTION…] [options]`.
 *
 * --data PATH      articles: a folder, a file, JSON lines; default corpus/
 * --articles N     take the first N only
 * --runs N         builds of each contender (3)      --rounds N   rounds of queries (15)
 * --queries N      strings, queries and questions at most (1000)
 * --seconds N      for each kind of question to one contender (60)
 * --scale N,N      sizes of the generated collections (1000,10000) that the question `scale` needs
 * --no-peers       ours alone                        --no-programs  leave out bench/tokenize, clean, tui
 * --only WORD,WORD  peers alone whose names contain one of the words, such as SQLite,tantivy,Lucene
 * --no-sets        leave out the judged sets of the shared data in the question `ranking`
 * --trec FOLDER    writes the runs of these sets as trec_eval reads them
 * --seed N         for random choices (1)            --out FILE   for results; default bench/results/DATE.json
 *
 * `npm run bench -- compare BEFORE.json AFTER.json` shows what changed beyond noise; status 1 if something is worse.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { questions } from './questions/index.js'
import type { Question } from './questions/question.js'
import { compareResults, comparisonText } from './report/compare.js'
import { textTable } from './report/table.js'
import { prepareData, type DataOptions } from './support/data.js'
import { createLab, type LabOptions } from './support/lab.js'
import { describeMachine } from './support/machine.js'
import { peerVersion, projectRoot } from './support/places.js'
import { readResults, resultsFile, writeResults, type Figure, type Results } from './support/results.js'

export interface BenchOptions extends LabOptions, DataOptions {
  /** Names of questions; all if empty. */
  readonly names: readonly string[]
  /** The command that repeats the run. */
  readonly command: string
}

export interface Listener {
  /** A step begins. */
  readonly say: (line: string) => void
  /** A question is answered. */
  readonly answered: (question: Question, figures: readonly Figure[]) => void
}

/** Answers the questions one after another. @throws Error if a name is not that of a question */
export async function runBench(options: BenchOptions, { say, answered }: Listener): Promise<Results> {
  const asked = options.names.length === 0 ? questions : options.names.map(questionNamed)
  const machine = describeMachine()
  const workspace = mkdtempSync(join(tmpdir(), 'xunzhang-bench-'))
  const clear = () => rmSync(workspace, { recursive: true, force: true })
  process.once('exit', clear)
  try {
    const data = prepareData(options, workspace)
    const lab = createLab(data, options, workspace, say)
    const figures: Figure[] = []
    for (const question of asked) {
      try {
        const found = await question.measure(lab)
        figures.push(...found)
        answered(question, found)
      } catch (error) {
        lab.skip(question.name, 'the question', (error as Error).message)
      }
    }
    const { name, articles, bytes, seed } = data
    const names = [...new Set([...lab.contenders.flatMap(({ packages }) => packages), 'nodejieba'])]
    return {
      format: 1,
      date: new Date().toISOString(),
      machine,
      data: { name, articles, bytes, seed },
      runs: options.runs,
      command: options.command,
      peers: Object.fromEntries(
        names.flatMap((peer) => (peerVersion(peer) === undefined ? [] : [[peer, peerVersion(peer)!]])),
      ),
      figures,
      skipped: lab.skipped,
    }
  } finally {
    process.removeListener('exit', clear)
    clear()
  }
}

function questionNamed(name: string): Question {
  const found = questions.find((question) => question.name === name)
  if (found !== undefined) return found
  throw new Error(`there is no question "${name}"; there are ${questions.map((question) => question.name).join(', ')}`)
}

const numberOptions = {
  articles: '1000000',
  runs: '3',
  rounds: '15',
  queries: '1000',
  seconds: '60',
  seed: '1',
} as const

function readOptions(args: readonly string[]): BenchOptions & { out: string | undefined } {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      ...mapValues(numberOptions, (value) => ({ type: 'string' as const, default: value })),
      data: { type: 'string' },
      out: { type: 'string' },
      trec: { type: 'string' },
      only: { type: 'string', default: '' },
      scale: { type: 'string', default: '1000,10000' },
      'no-peers': { type: 'boolean', default: false },
      'no-programs': { type: 'boolean', default: false },
      'no-sets': { type: 'boolean', default: false },
    },
  })
  return {
    ...mapValues(numberOptions, (_, name) => wholeNumber(name, values[name])),
    path: values.data,
    out: values.out,
    scale: values.scale.split(',').map((size) => wholeNumber('scale', size)),
    peers: !values['no-peers'],
    only: values.only.split(',').filter(Boolean),
    programs: !values['no-programs'],
    sets: !values['no-sets'],
    trec: values.trec,
    names: positionals,
    command: commandOf(args, positionals),
  }
}

/** The command for all questions with the same options, without the file for results. */
function commandOf(args: readonly string[], names: readonly string[]): string {
  const kept = args.filter(
    (arg, i) => !names.includes(arg) && arg !== '--out' && args[i - 1] !== '--out' && !arg.startsWith('--out='),
  )
  return ['npm run bench --', ...kept].join(' ')
}

function mapValues<K extends string, V, W>(record: Readonly<Record<K, V>>, map: (value: V, key: K) => W): Record<K, W> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value as V, key as K)])) as Record<
    K,
    W
  >
}

function wholeNumber(name: string, value: string): number {
  if (/^[1-9]\d*$/.test(value)) return Number(value)
  throw new Error(`--${name} is "${value}"; give a whole number above 0`)
}

function compare([before, after]: readonly string[]): void {
  if (before === undefined || after === undefined) throw new Error('compare needs two files: BEFORE.json AFTER.json')
  const [old, now] = [readResults(before), readResults(after)]
  console.log(comparisonText(old, now))
  if (compareResults(old, now).some(({ verdict }) => verdict === 'worse')) process.exitCode = 1
}

async function main(args: readonly string[]): Promise<void> {
  if (args[0] === 'compare') return compare(args.slice(1))
  const options = readOptions(args)
  execFileSync(process.execPath, ['--import', 'tsx', join(projectRoot, 'scripts/build.ts')], {
    cwd: projectRoot,
    stdio: 'inherit',
  })
  const results = await runBench(options, {
    say: (line) => console.error(`· ${line}`),
    answered: ({ asks, name }, figures) => {
      if (figures.length > 0) console.log(`\n${asks} (${name})\n${textTable(figures)}`)
    },
  })
  for (const { question, what, why } of results.skipped)
    console.log(`skipped: ${question === '' ? '' : `${question}: `}${what}: ${why}`)
  const file = options.out ?? resultsFile(results.date)
  writeResults(file, results)
  console.log(`\n${file}`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await main(process.argv.slice(2))
  } catch (error) {
    console.error(`bench: ${(error as Error).message}`)
    process.exitCode = 2
  }
}
