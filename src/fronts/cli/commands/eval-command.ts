import {
  type Evaluation,
  evaluateRun,
  measureNames,
  type RankingMeasures,
} from '../../../optional/measure/evaluation.js'
import { XunzhangError } from '../../../base/errors.js'
import { optionRows } from '../../../base/options/rows.js'
import { type Context, defineCommand, given, report } from '../command.js'
import { readQrels, readQueries, writeRun } from '../../../optional/measure/judgements.js'
import { searchForgivingly } from '../search/answers.js'
import { modelFailures, openWithModels } from '../search/models.js'
import { expandDuplicates, trecLines } from '../search/formats.js'
import { withIndex } from '../search/read-index.js'

export const evalCommand = defineCommand('eval', {
  takes: ['queries', 'judgements'],
  completes: 'files',
  async run(values, [queriesPath, qrelsPath], context) {
    const { tell, messages } = context
    const queries = readQueries(queriesPath!)
    const qrels = readQrels(qrelsPath!)
    const options = { limit: values.depth ?? optionRows.depth.default, ...given(values, 'match'), snippets: false }
    const run = new Map<string, readonly string[]>()
    const lines: string[] = []
    await withIndex(values, context, async (opened) => {
      const index = openWithModels(opened, values, context)
      for (const { id, text } of queries) {
        const found = await searchForgivingly(index, text, options, () => {})
        for (const failure of modelFailures(found)) tell(`xunzhang: ${id}: ${messages.fault(failure)}`)
        const ids = expandDuplicates(found.hits).map((hit) => hit.id)
        run.set(id, ids)
        lines.push(trecLines(id, found.hits))
      }
    })
    if (values.save !== undefined) writeRun(values.save, lines.join(''))
    const evaluation = evaluateRun(run, qrels)
    if (evaluation.queries === 0) throw new XunzhangError('NO_JUDGED_QUERY', {}, { where: qrelsPath })
    const { perQuery: _, ...figures } = evaluation
    await report(values, context, figures, textReport(evaluation, context))
  },
})

const measureTitles: Readonly<Record<keyof RankingMeasures, string>> = {
  ndcg10: 'nDCG@10',
  mrr10: 'MRR@10',
  recall100: 'R@100',
  map: 'MAP',
}

function textReport(evaluation: Evaluation, { messages }: Context): string {
  const { measure, run } = messages.evaluationHeadings
  const rows = measureNames.map((name) => `${measureTitles[name]}\t${evaluation[name].toFixed(4)}`)
  return [messages.evaluated(evaluation.queries), `${measure}\t${run}`, ...rows, ''].join('\n')
}
