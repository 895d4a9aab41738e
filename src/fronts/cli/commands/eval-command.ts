import {
  type Evaluation,
  evaluateRun,
  measureNames,
  type RankingMeasures,
} from '../../../optional/measure/evaluation.js'
import { openIndex } from '../../../library/open-index.js'
import type { SearchOptions } from '../../../library/types.js'
import { XunzhangError } from '../../../base/errors.js'
import { optionRows } from '../../../base/options/rows.js'
import type { ValuesAt } from '../../../base/options/places.js'
import { defineCommand, indexFolder, refuseOperands } from '../command.js'
import { type Context, status } from '../context.js'
import { given } from '../given.js'
import { readQrels, readQueries, writeRun } from '../../../optional/measure/judgements.js'
import { safeJson } from '../../../base/safe-text.js'
import { searchForgivingly } from '../search/forgiving.js'
import type { QueryLine } from '../../../optional/measure/query-line.js'
import { modelFailures, openWithModels } from '../search/models.js'
import { expandDuplicates, trecLines } from '../search/trec.js'

export const evalCommand = defineCommand('eval', {
  usage: ({ queries, judgements }) => `${queries} ${judgements}`,
  completes: 'files',
  async run(values, operands, context) {
    const [queriesPath, qrelsPath, ...surplus] = operands
    if (queriesPath === undefined)
      throw new XunzhangError('ARGUMENT', { what: 'missing', command: 'eval', operand: 'queries' })
    if (qrelsPath === undefined)
      throw new XunzhangError('ARGUMENT', { what: 'missing', command: 'eval', operand: 'judgements' })
    refuseOperands(surplus, 'eval', ['queries', 'judgements'])
    const queries = readQueries(queriesPath)
    const qrels = readQrels(qrelsPath)
    const options = { limit: values.depth ?? optionRows.depth.default, ...given(values, 'match') }
    const { run, text } = await rankAll(queries, options, values, context)
    if (values.save !== undefined) writeRun(values.save, text)
    const evaluation = evaluateRun(run, qrels)
    if (evaluation.queries === 0) throw new XunzhangError('NO_JUDGED_QUERY', {}, { where: qrelsPath })
    const { perQuery: _, ...figures } = evaluation
    await context.out.write(values.json === true ? `${safeJson(figures)}\n` : textReport(evaluation, context))
    return status.found
  },
})

async function rankAll(queries: readonly QueryLine[], options: SearchOptions, values: Values, context: Context) {
  const { tell, messages } = context
  const opened = await openIndex(indexFolder(values, context))
  const run = new Map<string, readonly string[]>()
  const lines: string[] = []
  try {
    const index = openWithModels(opened, values, context)
    for (const { id, text } of queries) {
      const found = await searchForgivingly(index, text, { ...options, snippets: false }, () => {})
      for (const failure of modelFailures(found)) tell(`xunzhang: ${id}: ${messages.fault(failure)}`)
      const ids = expandDuplicates(found.hits).map((hit) => hit.id)
      run.set(id, ids)
      lines.push(trecLines(id, found.hits))
    }
  } finally {
    await opened.close()
  }
  return { run, text: lines.join('') }
}

type Values = ValuesAt<'eval'>

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
