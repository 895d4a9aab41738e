import {
  compareRuns,
  type Comparison,
  type Evaluation,
  evaluateRun,
  measureNames,
  type RankingMeasures,
} from '../../measure/evaluation.js'
import { openIndex } from '../../library/open-index.js'
import type { SearchOptions } from '../../library/types.js'
import { XunzhangError } from '../../errors.js'
import { defineCommand, indexFolder, indexOption } from '../command.js'
import { type Context, status } from '../context.js'
import { readQrels, readQueries, readRun, writeRun } from '../../measure/judgements.js'
import { safeJson } from '../../text/safe-text.js'
import { searchForgivingly } from '../search/forgiving.js'
import type { QueryLine } from '../../measure/query-line.js'
import { expandDuplicates, trecLines } from '../search/trec.js'

type Comparisons = Readonly<Record<keyof RankingMeasures, Comparison>>

export const evalCommand = defineCommand({
  usage: ({ queries, judgements }) => `${queries} ${judgements}`,
  completes: 'files',
  options: {
    ...indexOption,
    save: { type: 'text', value: 'file' },
    against: { type: 'text', value: 'file' },
    depth: { type: 'number', min: 10, max: 10_000 },
    match: { type: 'choice', choices: ['auto', 'all', 'any'] },
    json: { type: 'flag' },
  },
  async run(values, operands, context) {
    const [queriesPath, qrelsPath, surplus] = operands
    if (queriesPath === undefined) throw new XunzhangError('ARGUMENT_MISSING', { command: 'eval', operand: 'queries' })
    if (qrelsPath === undefined) throw new XunzhangError('ARGUMENT_MISSING', { command: 'eval', operand: 'judgements' })
    if (surplus !== undefined)
      throw new XunzhangError('ARGUMENT_UNEXPECTED', {
        command: 'eval',
        takes: ['queries', 'judgements'],
        value: surplus,
      })
    const queries = readQueries(queriesPath)
    const qrels = readQrels(qrelsPath)
    const saved = values.against === undefined ? undefined : evaluateRun(readRun(values.against), qrels)
    const options = { limit: values.depth ?? 100, ...(values.match !== undefined && { match: values.match }) }
    const { run, text } = await rankAll(queries, options, indexFolder(values, context))
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

/** Asks every query, as `search --batch` does. */
async function rankAll(queries: readonly QueryLine[], options: SearchOptions, dir: string) {
  const index = await openIndex(dir)
  const run = new Map<string, readonly string[]>()
  const lines: string[] = []
  try {
    for (const { id, text } of queries) {
      const { hits } = await searchForgivingly(index, text, { ...options, snippets: false }, () => {})
      run.set(
        id,
        expandDuplicates(hits).map((hit) => hit.id),
      )
      lines.push(trecLines(id, hits))
    }
  } finally {
    await index.close()
  }
  return { run, text: lines.join('') }
}

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
