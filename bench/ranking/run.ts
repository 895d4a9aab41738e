/**
 * What each part adds to the quality of ranking: `npx tsx bench/ranking/run.ts [GENRE…] [ours|plain|variants|neighbours]…`.
 * For each judged collection of shared/data: nDCG@10 and recall@100 of plain BM25, of SQLite FTS5, of ours, and of ours
 * with one part removed or one number changed by a step, each compared with ours on the same questions (paired
 * randomisation test). `--runs FOLDER` writes every run as trec_eval reads it, and `--against FOLDER` compares ours with
 * the runs that an earlier tree wrote.
 *
 * Our parameters were chosen on these questions, so the table shows what a part adds here, not how well it does
 * elsewhere.
 */
import { parseArgs } from 'node:util'
import { evaluateRun, type Evaluation, type Run } from '../../src/optional/measure/evaluation.js'
import { ranking } from '../../src/search/parameters.js'
import type { RankingParameters } from '../../src/search/parameters.js'
import { baselines } from './baselines.js'
import { compareRuns } from './compare-runs.js'
import type { Genre, Judged } from './judged.js'
import { genres, openJudged, runOurs } from './judged.js'
import { readRun, writeRun } from './runs.js'
import { neighbours, variants } from './variants.js'

const { values: folders, positionals } = parseArgs({
  options: { runs: { type: 'string' }, against: { type: 'string' } },
  allowPositionals: true,
})

/** Compares a run with ours, and keeps it if runs are wanted. */
type Tell = (ranked: string, run: Run) => void

async function measure(genre: Genre, tables: ReadonlySet<string>): Promise<void> {
  const judged = await openJudged(genre)
  if (judged === undefined) return console.log(`${genre}: not there; put the shared data beside the checkout`)
  const { qrels } = judged
  const own = runOurs(judged, ranking)
  const ours = evaluateRun(own, qrels)
  console.log(`\n${genre} (${genres[genre]}): ${ours.queries} questions\n`)
  console.log(
    '| ranking | nDCG@10 | ours less this | p | recall@100 | ours less this | p |\n|---|---|---|---|---|---|---|',
  )
  console.log(`| **ours** | ${fixed(ours.ndcg10)} | | | ${fixed(ours.recall100)} | | |`)
  if (folders.runs !== undefined) writeRun(folders.runs, genre, 'ours', own)
  const tell: Tell = (ranked, run) => {
    if (folders.runs !== undefined) writeRun(folders.runs, genre, ranked, run)
    tellEvaluation(ranked, evaluateRun(run, qrels), ours)
  }
  if (folders.against !== undefined) tellAgainst(folders.against, judged, own)
  if (tables.has('plain')) await tellBaselines(judged, ours, tell)
  if (tables.has('variants')) tellOurs(judged, variants, tell)
  if (tables.has('neighbours')) tellOurs(judged, neighbours, tell)
}

const fixed = (figure: number): string => figure.toFixed(4)

function tellEvaluation(ranked: string, found: Evaluation, ours: Evaluation): void {
  const compared = compareRuns(ours, found)
  const columns = (['ndcg10', 'recall100'] as const).flatMap((name) => [
    fixed(found[name]),
    fixed(compared[name].difference),
    fixed(compared[name].p),
  ])
  console.log(`| ${[ranked, ...columns].join(' | ')} |`)
}

function tellAgainst(folder: string, { genre, questions, qrels }: Judged, own: Run): void {
  const before = readRun(folder, genre, 'ours')
  if (before === undefined) return console.log(`| ours of ${folder} | not there | | | | | |`)
  const whole = new Map(questions.map(({ _id }) => [_id, before.get(_id) ?? []]))
  tellEvaluation(`ours of ${folder}`, evaluateRun(whole, qrels), evaluateRun(own, qrels))
}

async function tellBaselines(judged: Judged, ours: Evaluation, tell: Tell): Promise<void> {
  const clear = new Set(judged.questions.filter((question) => question.clear === true).map(({ _id }) => _id))
  for (const { name, rank } of baselines) {
    const run = await rank(judged)
    if (run === undefined) {
      console.log(`| ${name} | not installed: \`npm run peers\` | | | | | |`)
      continue
    }
    tell(name, run)
    // Some questions about the news name nothing, so the clear ones are reported separately.
    if (clear.size > 0)
      tellEvaluation(`${name}; clear questions only`, only(evaluateRun(run, judged.qrels), clear), only(ours, clear))
  }
}

function only(found: Evaluation, ids: ReadonlySet<string>): Evaluation {
  const perQuery = new Map([...found.perQuery].filter(([id]) => ids.has(id)))
  const mean = (name: 'ndcg10' | 'recall100'): number =>
    [...perQuery.values()].reduce((sum, one) => sum + one[name], 0) / Math.max(1, perQuery.size)
  return { ...found, perQuery, queries: perQuery.size, ndcg10: mean('ndcg10'), recall100: mean('recall100') }
}

function tellOurs(judged: Judged, changes: Readonly<Record<string, Partial<RankingParameters>>>, tell: Tell): void {
  for (const [name, change] of Object.entries(changes)) {
    tell(`ours: ${name}`, runOurs(judged, { ...ranking, ...change }))
  }
}

const asked = new Set(positionals)
const all = Object.keys(genres) as Genre[]
const named = all.filter((genre) => asked.has(genre))
const tables = new Set(['ours', 'plain', 'variants', 'neighbours'].filter((table) => asked.has(table)))
const shown = tables.size > 0 ? tables : new Set(['plain', 'variants'])
for (const genre of named.length > 0 ? named : all) await measure(genre, shown)
