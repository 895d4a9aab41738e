import { evaluateRun } from '../../src/optional/measure/evaluation.js'
import { figuresOf, rowName } from '../support/lab.js'
import type { Question } from './question.js'

/** Whether the best articles come first. */
export const ranking: Question = {
  name: 'ranking',
  asks: 'Do the best articles come first?',
  method:
    'Judged questions as people type them, sent to every engine: the ten best of its own ranking, with no word required ' +
    '(OR, suggestions or the like where available). Measures are as trec_eval defines them. Ours is tuned on these ' +
    'questions and the others are not, so read small differences with care.',
  drawn: 'nDCG@10',
  compared: ['nDCG@10', 'MRR@10'],
  measure: async (lab) => {
    const { figures, add } = figuresOf('ranking')
    const { questions } = lab.data.asked(lab.data.articles)
    if (questions.length === 0) {
      lab.skip('ranking', 'all', 'no judged questions lie beside the collection')
      return figures
    }
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
    return figures
  },
}
