import {
  compareRuns,
  type Comparison,
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
import { readQrels, readQueries, readRun, writeRun } from '../../../optional/measure/judgements.js'
import { safeJson } from '../../../base/safe-text.js'
import { searchForgivingly } from '../search/forgiving.js'
import type { QueryLine } from '../../../optional/measure/query-line.js'
import { modelFailures, openWithModels } from '../search/models.js'
import { expandDuplicates, trecLines } from '../search/trec.js'

type Comparisons = Readonly<Record<keyof RankingMeasures, Comparison>>

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
    const saved = values.against === undefined ? undefined : evaluateRun(readRun(values.against), qrels)
    const options = { limit: values.depth ?? optionRows.depth.default, ...given(values, 'match') }
    const { run, text } = await rankAll(queries, options, values, context)
    if (values.save !== undefined) writeRun(values.save, text)
    const evaluation = evaluateRun(run, qrels)
    if (evaluation.queries === 0) throw new XunzhangError('NO_JUDGED_QUERY', {}, { where: qrelsPath })
    const comparisons = saved && compareRuns(evaluation, saved)
    const isJson = values.json === true
    await context.out.write(
      isJson
        ? jsonReport(evaluation, saved, comparisons)
        : textReport(evaluation, saved, comparisons, values.against ?? '', context),
    )
    return status.found
  },
})

/** Runs every query, as `search --batch` does. */
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

function textReport(
  evaluation: Evaluation,
  saved: Evaluation | undefined,
  comparisons: Comparisons | undefined,
  against: string,
  { messages }: Context,
): string {
  const heading = messages.evaluationHeadings
  const titles = [heading.measure, heading.run, ...(saved ? [heading.saved, heading.difference, heading.p] : [])]
  const rows = measureNames.map((name) => {
    const figures = comparisons && [
      saved![name].toFixed(4),
      comparisons[name].difference.toFixed(4),
      comparisons[name].p.toFixed(4),
    ]
    return [measureTitles[name], evaluation[name].toFixed(4), ...(figures ?? [])]
  })
  const note = comparisons === undefined ? [] : [messages.compared(against, comparisons.ndcg10.queries)]
  return [messages.evaluated(evaluation.queries), ...[titles, ...rows].map((row) => row.join('\t')), ...note, ''].join(
    '\n',
  )
}

function jsonReport(
  evaluation: Evaluation,
  saved: Evaluation | undefined,
  comparisons: Comparisons | undefined,
): string {
  return `${safeJson({ ...figuresOf(evaluation), ...(saved && { against: { ...figuresOf(saved), comparisons } }) })}\n`
}

function figuresOf({ queries, ndcg10, mrr10, recall100, map }: Evaluation) {
  return { queries, ndcg10, mrr10, recall100, map }
}
