/** Makes a push visible: numbers first, the head last; then what nobody sees any more is removed. */
import { resolve } from 'node:path'
import { dropFileList, writeFileList } from '../../cluster/catalog.js'
import { readHead, writeHead } from '../../cluster/head.js'
import type { CollectionHead } from '../../cluster/head.js'
import { visibleAt } from '../../cluster/answers/reader.js'
import { createStatisticsAccumulator, dropBlocks } from '../../cluster/statistics/accumulator.js'
import type { StatisticsAccumulator, Totals } from '../../cluster/statistics/accumulator.js'
import { recount } from '../../cluster/push/update.js'
import { deleteWhere } from '../../cluster/push/writer.js'
import { XunzhangError } from '../../errors.js'
import { openAnalyzer } from '../../analyzers/analyzers.js'
import type { PushContext } from './push-context.js'
import type { PushChanges } from './push-read.js'
import type { PushReport } from '../types.js'

export async function commitPush(context: PushContext, changes: PushChanges): Promise<PushReport> {
  const { client, generation, options, began } = context
  const { head, counts } = changes
  const seconds = (): number => (performance.now() - began) / 1000
  if (!changes.isChanged && head.generation > 0) return { articles: head.articles, ...counts, seconds: seconds() }
  const { statistics, base } = await agreeing(context, changes)
  await statistics.write(client, generation, (done, total) =>
    options.onProgress?.({ stage: 'commit', done, total, unit: 'files' }),
  )
  const catalogParts = await writeFileList(client, generation, changes.fileList)
  await requireUnchanged(context)
  const next: CollectionHead = {
    ...head,
    ...sum(base, statistics.totals),
    generation,
    roots: options.paths.map((path) => resolve(path)),
    catalogParts,
    committed: new Date().toISOString(),
  }
  await writeHead(client, next)
  await deleteWhere(context, { must: [{ key: 'until', range: { lte: generation } }] })
  await dropFileList(client, head.generation)
  return { articles: next.articles, ...counts, seconds: seconds() }
}

const noTotals: Totals = { articles: 0, bodyUnits: 0, sourceBytes: 0, postings: 0 }

/** The numbers to commit; counted anew where they disagree with the articles that are there. */
async function agreeing(
  { client, generation, analyzer }: PushContext,
  { head, statistics }: PushChanges,
): Promise<{ statistics: StatisticsAccumulator; base: Totals }> {
  const filter = visibleAt(generation)
  const { count } = await client.read<{ count: number }>('POST', '/points/count', { filter, exact: true })
  if (count === head.articles + statistics.totals.articles) return { statistics, base: head }
  const fresh = createStatisticsAccumulator()
  await recount(client, openAnalyzer(analyzer), generation, (delta) => fresh.add(delta, 1))
  await dropBlocks(client)
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

/** Two pushes at once would each undo the other's. */
async function requireUnchanged({ client, head, options }: PushContext): Promise<void> {
  if (head.generation === 0) return
  const now = await readHead(client)
  if (now.generation === head.generation) return
  const remedy = 'Let one push end before the next begins; run this one again.'
  throw new XunzhangError('INDEX_LOCKED', 'another push has been committed meanwhile', { where: options.to, remedy })
}
