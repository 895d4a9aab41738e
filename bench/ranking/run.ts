/**
 * What each part adds to the quality of ranking: `npx tsx bench/ranking/run.ts [GENRE…] [plain|variants|neighbours]…`.
 * For each judged collection of shared/data: nDCG@10 of plain BM25, of SQLite FTS5, of ours, and of ours with one part
 * removed or one number changed by a step, each compared with ours on the same questions (paired randomisation test).
 *
 * Our parameters were chosen on these questions, so the table shows what a part adds here, not how well it does
 * elsewhere.
 */
import type { Evaluation } from '../../src/optional/measure/evaluation.js'
import { compareRuns } from './compare-runs.js'
import { ranking } from '../../src/search/parameters.js'
import type { RankingParameters } from '../../src/search/parameters.js'
import { baselines } from './baselines.js'
import type { Genre, Judged } from './judged.js'
import { evaluateOurs, genres, openJudged } from './judged.js'
import { neighbours, variants } from './variants.js'

type Tell = (ranked: string, found: Evaluation) => void

async function measure(genre: Genre, tables: ReadonlySet<string>): Promise<void> {
  const judged = await openJudged(genre)
  if (judged === undefined) return console.log(`${genre}: not there; put the shared data beside the checkout`)
  const ours = evaluateOurs(judged, ranking)
  console.log(`\n${genre} (${genres[genre]}): ${ours.queries} questions\n`)
  console.log('| ranking | nDCG@10 | against ours | p |\n|---|---|---|---|')
  console.log(`| **ours** | ${ours.ndcg10.toFixed(4)} | | |`)
  const tell: Tell = (ranked, found) => {
    const { difference, p } = compareRuns(found, ours).ndcg10
    console.log(`| ${ranked} | ${found.ndcg10.toFixed(4)} | ${difference.toFixed(4)} | ${p.toFixed(4)} |`)
  }
  if (tables.has('plain')) await tellBaselines(judged, ours, tell)
  if (tables.has('variants')) tellOurs(judged, variants, tell)
  if (tables.has('neighbours')) tellOurs(judged, neighbours, tell)
}

async function tellBaselines(judged: Judged, ours: Evaluation, tell: Tell): Promise<void> {
  const clear = new Set(judged.questions.filter((question) => question.clear === true).map(({ _id }) => _id))
  for (const { name, evaluate } of baselines) {
    const found = await evaluate(judged)
    if (found === undefined) console.log(`| ${name} | not installed: \`npm run peers\` | | |`)
    else tell(name, found)
    if (found !== undefined && clear.size > 0) {
      tellClear(name, only(found, clear), only(ours, clear))
    }
  }
}

/** Some questions about the news name nothing, so the clear ones are reported separately. */
function tellClear(name: string, found: Evaluation, ours: Evaluation): void {
  const { difference, p } = compareRuns(found, ours).ndcg10
  const figures = [mean(found), difference, p].map((figure) => figure.toFixed(4)).join(' | ')
  console.log(`| ${name}; clear questions only (ours ${mean(ours).toFixed(4)}) | ${figures} |`)
}

function only(found: Evaluation, ids: ReadonlySet<string>): Evaluation {
  const perQuery = new Map([...found.perQuery].filter(([id]) => ids.has(id)))
  return { ...found, perQuery, queries: perQuery.size }
}

function mean({ perQuery }: Evaluation): number {
  return [...perQuery.values()].reduce((sum, { ndcg10 }) => sum + ndcg10, 0) / Math.max(1, perQuery.size)
}

function tellOurs(judged: Judged, changes: Readonly<Record<string, Partial<RankingParameters>>>, tell: Tell): void {
  for (const [name, change] of Object.entries(changes)) {
    tell(`ours: ${name}`, evaluateOurs(judged, { ...ranking, ...change }))
  }
}

const asked = new Set(process.argv.slice(2))
const all = Object.keys(genres) as Genre[]
const named = all.filter((genre) => asked.has(genre))
const tables = new Set(['plain', 'variants', 'neighbours'].filter((table) => asked.has(table)))
const shown = tables.size > 0 ? tables : new Set(['plain', 'variants'])
for (const genre of named.length > 0 ? named : all) await measure(genre, shown)
