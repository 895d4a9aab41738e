import {
  compareRuns,
  type Comparison,
  type Evaluation,
  evaluateRun,
  measureNames,
  type RankingMeasures,
} from '../../../optional/measure/evaluation.js'
import { openIndex } from '../../../library/open-index.js'
import { defaultDepth as vectorDepth, vectorFloors } from '../../../library/results/with-vector.js'
import type { Hit, SearchBackend, SearchOptions } from '../../../library/types.js'
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
import { openEmbedded } from '../search/embedded.js'
import { modelFailures } from '../search/models.js'
import { openReranked, rerankerOf } from '../search/reranked.js'
import { expandDuplicates, trecLines } from '../search/trec.js'
import { checkEndpoint } from '../../../optional/models/endpoint/post.js'
import { fitWeight, mostFitted } from '../../../optional/measure/fit-weight.js'
import type { JudgedCandidates } from '../../../optional/measure/fit-weight.js'
import { defaultDepth, scoreCandidates } from '../../../optional/models/rerank/with-reranker.js'
import type { ScoredCandidates } from '../../../optional/models/rerank/with-reranker.js'
import type { Floors } from '../../../search/scoring/convex.js'

type Comparisons = Readonly<Record<keyof RankingMeasures, Comparison>>

export const evalCommand = defineCommand('eval', {
  usage: ({ queries, judgements }) => `${queries} ${judgements}`,
  completes: 'files',
  async run(values, operands, context) {
    const [queriesPath, qrelsPath, ...surplus] = operands
    if (queriesPath === undefined) throw new XunzhangError('ARGUMENT_MISSING', { command: 'eval', operand: 'queries' })
    if (qrelsPath === undefined) throw new XunzhangError('ARGUMENT_MISSING', { command: 'eval', operand: 'judgements' })
    refuseOperands(surplus, 'eval', ['queries', 'judgements'])
    const queries = readQueries(queriesPath)
    const qrels = readQrels(qrelsPath)
    const saved = values.against === undefined ? undefined : evaluateRun(readRun(values.against), qrels)
    const options = { limit: values.depth ?? optionRows.depth.default, ...given(values, 'match') }
    if (values.fit === true) return fit(queries, qrels, values, context)
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
    const index = await openReranked(await openEmbedded(opened, values, context), values, context)
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

type Qrels = ReadonlyMap<string, ReadonlyMap<string, number>>

type Values = ValuesAt<'eval'>

/** A model whose weight is fitted. */
interface FittedModel {
  readonly option: string
  readonly floors?: Floors
  /** The candidates of one query with both scores. */
  readonly score: (text: string) => Promise<ScoredCandidates & Pick<JudgedCandidates, 'alone'>>
}

/** Scores the first judged queries with the model, and prints which weight ranks them best. */
async function fit(queries: readonly QueryLine[], qrels: Qrels, values: Values, context: Context): Promise<number> {
  if (values.rerank !== undefined && values.embed !== undefined)
    throw new XunzhangError('OPTIONS_EXCLUDE', { first: '--rerank', second: '--embed' }, { where: '--fit' })
  if (values.rerank === undefined && values.embed === undefined) throw new XunzhangError('FIT_WITHOUT_MODEL', {})
  const judged = queries.filter(({ id }) => qrels.has(id)).slice(0, mostFitted)
  if (judged.length === 0) throw new XunzhangError('NO_JUDGED_QUERY', {})
  const index = await openIndex(indexFolder(values, context))
  try {
    const { option, floors, score } = await modelOf(index, values, context)
    const candidates: JudgedCandidates[] = []
    for (const { id, text } of judged) {
      const { hits, ...scored } = await score(text)
      candidates.push({ query: id, ids: idsOf(hits), ...scored })
    }
    const fitted = { ...fitWeight(candidates, qrels, floors), queries: judged.length }
    const percent = Math.round(fitted.weight * 100)
    await context.out.write(
      values.json === true ? `${safeJson(fitted)}\n` : `${context.messages.fitted(option, fitted, percent)}\n`,
    )
    return status.found
  } finally {
    await index.close()
  }
}

async function modelOf(index: SearchBackend, values: Values, context: Context): Promise<FittedModel> {
  const reranker = rerankerOf(values, context)
  if (reranker !== undefined) {
    checkEndpoint(reranker)
    const asked = { limit: defaultDepth, lenient: true }
    return { option: '--rerank-weight', score: (text) => scoreCandidates(index, text, asked, reranker) }
  }
  const embedded = await openEmbedded(index, { ...values, 'embed-weight': 0 }, context)
  return { option: '--embed-weight', floors: vectorFloors, score: (text) => scoreByVector(index, embedded, text) }
}

const idsOf = (hits: readonly Hit[]): string[] => hits.map(({ id }) => id)

/** `embedded` has a weight of 0, so its scores are those of words alone. @throws XunzhangError UNAVAILABLE */
async function scoreByVector(index: SearchBackend, embedded: SearchBackend, text: string) {
  const asked = { limit: 2 * vectorDepth, lenient: true, snippets: false }
  const alone = idsOf((await index.search(text, { ...asked, limit: vectorDepth })).hits)
  const found = await embedded.search(text, asked)
  if (found.embedFailure !== undefined)
    throw new XunzhangError(found.embedFailure.reason, found.embedFailure.parameters)
  const hits = found.hits.slice(0, found.embedded?.candidates ?? 0)
  return { hits, ours: hits.map(({ score }) => score), theirs: hits.map(({ similarity }) => similarity), alone }
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
