/** Makes a push visible: writes the statistics first and the head last, then removes what no search sees any more. */
import { dropFileLists, writeFileList } from '../../cluster/catalog.js'
import { generationsAfter, visibleAt } from '../../cluster/generations.js'
import { layoutVersion } from '../../cluster/head.js'
import type { CollectionHead } from '../../cluster/head.js'
import { createStatisticsAccumulator } from '../../cluster/statistics/accumulator.js'
import type { StatisticsAccumulator, Totals } from '../../cluster/statistics/accumulator.js'
import { recount } from '../../cluster/push/update.js'
import { deleteGone } from '../../cluster/push/writer.js'
import { XunzhangError } from '../../base/errors.js'
import { openAnalyzer } from '../../text/analyzers/analyzers.js'
import type { PushContext } from './push-context.js'
import type { PushChanges } from './push-read.js'
import type { PushReport } from '../types.js'

export async function commitPush(context: PushContext, changes: PushChanges): Promise<PushReport> {
  const { client, generation, options, began, lease } = context
  const { head, counts } = changes
  const seconds = (): number => (performance.now() - began) / 1000
  if (!changes.isChanged && head.committed !== '') return { articles: head.articles, ...counts, seconds: seconds() }
  await requireArrived(context, changes)
  const { statistics, base } = await agreeing(context, changes)
  const target = { client, head, generation, isWhole: base === noTotals }
  await statistics.write(target, (done, total) => options.onProgress?.({ stage: 'commit', done, total, unit: 'files' }))
  const catalogParts = await writeFileList(client, generation, changes.fileList)
  const next: CollectionHead = {
    ...head,
    ...sum(base, statistics.totals),
    ...generationsAfter(head, generation),
    layout: layoutVersion,
    push: lease.push,
    ...changes.record,
    catalogParts,
    committed: new Date().toISOString(),
  }
  await lease.commit(next)
  await deleteGone(context, next)
  await dropFileLists(client, [head.generation, ...next.dead])
  return { articles: next.articles, ...counts, seconds: seconds() }
}

/** Checks that the server has kept everything that it acknowledged. @throws XunzhangError BACKEND if it hasn't */
async function requireArrived({ client, generation, options }: PushContext, changes: PushChanges): Promise<void> {
  const count = async (key: string): Promise<number> => {
    const filter = { must: [{ key, range: { gte: generation, lte: generation } }] }
    return (await client.read<{ count: number }>('POST', '/points/count', { filter, exact: true })).count
  }
  const [arrived, gone] = [await count('since'), await count('until')]
  const { arrivals, removals } = changes
  if (arrived === arrivals && gone === removals) return
  const parameters = { arrived, arrivals, gone, removals }
  throw new XunzhangError('PUSH_INCOMPLETE', parameters, { where: options.to })
}

const noTotals: Totals = { articles: 0, bodyUnits: 0, sourceBytes: 0, postings: 0 }

/** The statistics to commit; computed again from all articles if they disagree with the articles on the server. */
async function agreeing(
  { client, generation, analyzer }: PushContext,
  { head, statistics }: PushChanges,
): Promise<{ statistics: StatisticsAccumulator; base: Totals }> {
  const next = generationsAfter(head, generation)
  const filter = visibleAt(next)
  const { count } = await client.read<{ count: number }>('POST', '/points/count', { filter, exact: true })
  if (count === head.articles + statistics.totals.articles) return { statistics, base: head }
  const fresh = createStatisticsAccumulator()
  await recount(client, openAnalyzer(analyzer), next, (delta) => fresh.add(delta, 1))
  return { statistics: fresh, base: noTotals }
}

function sum(a: Totals, b: Totals): Totals {
  return {
    articles: a.articles + b.articles,
    bodyUnits: a.bodyUnits + b.bodyUnits,
    sourceBytes: a.sourceBytes + b.sourceBytes,
    postings: a.postings + b.postings,
  }
}
