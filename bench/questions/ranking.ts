import { evaluateRun, type Evaluation } from '../../src/optional/measure/evaluation.js'
import { ranking as parameters } from '../../src/search/parameters.js'
import { engines } from '../ranking/baselines.js'
import { compareRuns } from '../ranking/compare-runs.js'
import { genres, openJudged, runOurs, type Genre } from '../ranking/judged.js'
import { writeRun } from '../ranking/runs.js'
import { figuresOf, rowName, type Lab } from '../support/lab.js'
import type { Question } from './question.js'

type Add = ReturnType<typeof figuresOf>['add']

/** Whether the best articles come first. */
export const ranking: Question = {
  name: 'ranking',
  asks: 'Do the best articles come first?',
  method:
    'Judged questions as people type them, sent to every engine: its own ranking, with no word required (OR, suggestions or ' +
    'the like where available). Measures are as trec_eval defines them. First the questions beside the collection, ten ' +
    'best; then each set of the shared data, a hundred best, with `ours less this` and its p by paired randomisation ' +
    '(10,000 assignments, two-sided). Ours is tuned on these questions and the others are not, so read small differences ' +
    'with care. `--trec FOLDER` writes the runs of the sets as trec_eval reads them.',
  drawn: 'nDCG@10',
  compared: ['nDCG@10', 'MRR@10'],
  measure: async (lab) => {
    const { figures, add } = figuresOf('ranking')
    await measureCollection(lab, add)
    if (lab.options.sets) for (const genre of Object.keys(genres) as Genre[]) await measureSet(lab, genre, add)
    return figures
  },
}

async function measureCollection(lab: Lab, add: Add): Promise<void> {
  const { questions } = lab.data.asked(lab.data.articles)
  if (questions.length === 0) return lab.skip('ranking', 'all', 'no judged questions lie beside the collection')
  for (const [contender, { questions: answers }] of await lab.answers()) {
    const judged = lab.data.asked(lab.most(contender)).questions.filter(({ id }) => answers[id] !== undefined)
    if (judged.length === 0) continue
    const qrels = new Map(judged.map(({ id, relevant }) => [id, new Map(relevant.map((doc) => [doc, 1]))]))
    const run = new Map(judged.map(({ id }) => [id, answers[id]!]))
    const row = rowName(lab, contender)
    const { ndcg10, mrr10, queries } = evaluateRun(run, qrels)
    const isWhole = lab.most(contender) === lab.data.articles
    add(row, 'questions', '', 'none', [queries])
    add(row, 'nDCG@10', '', isWhole ? 'higher' : 'none', [ndcg10])
    add(row, 'MRR@10', '', isWhole ? 'higher' : 'none', [mrr10])
  }
}

async function measureSet(lab: Lab, genre: Genre, add: Add): Promise<void> {
  lab.say(`ranking: ${genres[genre]}`)
  const judged = await openJudged(genre)
  if (judged === undefined) return lab.skip('ranking', genres[genre], 'not here: no shared data beside the checkout')
  const own = runOurs(judged, parameters)
  const ours = evaluateRun(own, judged.qrels)
  addMeasures(add, genre, 'xunzhang', ours)
  keep(lab, genre, 'ours', own)
  for (const { name, rank } of lab.options.peers ? engines : []) {
    lab.say(`ranking: ${genres[genre]}: ${name}`)
    const run = await rank(judged)
    if (run === undefined) continue
    const found = evaluateRun(run, judged.qrels)
    addMeasures(add, genre, name, found)
    addDifference(add, rowOf(genre, name), ours, found)
    keep(lab, genre, name, run)
  }
}

const rowOf = (genre: Genre, name: string) => `${genre}, ${genres[genre]}: ${name}`

function addMeasures(add: Add, genre: Genre, name: string, { queries, ndcg10, mrr10, recall100 }: Evaluation): void {
  const row = rowOf(genre, name)
  add(row, 'questions', '', 'none', [queries])
  add(row, 'nDCG@10', '', 'higher', [ndcg10])
  add(row, 'MRR@10', '', 'higher', [mrr10])
  add(row, 'recall@100', '', 'higher', [recall100])
}

function addDifference(add: Add, row: string, ours: Evaluation, found: Evaluation): void {
  const compared = compareRuns(ours, found)
  for (const [name, title] of [
    ['ndcg10', 'nDCG@10'],
    ['recall100', 'recall@100'],
  ] as const) {
    add(row, `${title}: ours less this`, '', 'none', [compared[name].difference])
    add(row, `${title}: p`, '', 'none', [compared[name].p])
  }
}

function keep({ options }: Lab, genre: Genre, name: string, run: Parameters<typeof writeRun>[3]): void {
  if (options.trec !== undefined) writeRun(options.trec, genre, name, run)
}
