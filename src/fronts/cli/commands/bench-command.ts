import { join } from 'node:path'
import { firstArticles, measureTokenizers } from '../../../optional/measure/build-stages.js'
import { optionRows } from '../../../base/options/rows.js'
import { openIndex } from '../../../library/open-index.js'
import { openTokenizer } from '../../../text/analyzers/tokenizing.js'
import type { BuildOptions } from '../../../library/types.js'
import { compareEngines } from '../../../optional/measure/engines.js'
import { measure } from '../../../optional/measure/measure-index.js'
import { drawQueries } from '../../../optional/measure/draw-queries.js'
import { benchText, type Comparison } from '../terminal/bench-text.js'
import { readBuildOptions } from '../input/build-options.js'
import { defineCommand } from '../command.js'
import { status } from '../context.js'
import { listenForInterrupt } from '../input/interrupt.js'
import { createProgressLine } from '../terminal/progress.js'
import { safeJson } from '../../../base/safe-text.js'
import { makeTemporaryFolder } from '../input/temporary-folder.js'

/** Other engines keep everything in memory, and some take a hundred times as long. */
const comparedArticles = 2000

export const benchCommand = defineCommand('bench', {
  usage: ({ path }) => `[${path}…]`,
  completes: 'files',
  async run(values, operands, context) {
    const interrupt = listenForInterrupt()
    const dir = makeTemporaryFolder('bench')
    const line = createProgressLine(context)
    const paths = operands.length > 0 ? operands : ['corpus']
    try {
      const job = { ...readBuildOptions(values), paths, dir, signal: interrupt.signal }
      const queries = values.queries ?? optionRows.queries.default
      const figures = await measure(job, queries, line.show)
      const comparison = values.compare === true ? await compare(job, queries) : undefined
      line.clear()
      const json = () => `${safeJson({ ...figures, ...(comparison !== undefined && { comparison }) })}\n`
      await context.out.write(values.json === true ? json() : benchText(figures, comparison, context))
      return status.found
    } catch (error) {
      const asked = interrupt.status()
      if (asked === undefined) throw error
      return asked
    } finally {
      line.clear()
    }
  },
})

async function compare(job: BuildOptions, queryCount: number): Promise<Comparison> {
  const articles = firstArticles(job.paths, comparedArticles)
  const index = await openIndex(job.dir)
  const tokenizer = await openTokenizer()
  const queries = await drawQueries(index, (text) => tokenizer.words(text), queryCount)
  await index.close()
  return {
    tokenizers: measureTokenizers(articles.map(({ text }) => text)),
    articles: articles.length,
    engines: await compareEngines(articles, queries, join(job.dir, 'compared'), job.signal),
  }
}
