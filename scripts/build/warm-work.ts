/** Runs the tasks of indexing over a folder, then keeps what V8 compiled for them: `warm-work.ts DIST ARTICLES FOLDER`. */
import { join } from 'node:path'
import { loadForCaching } from '../../src/cli/program.js'
import { planBatches } from '../../src/indexing/scan/batches.js'
import type * as tasks from '../../src/indexing/tasks/tasks.js'
import { walk } from '../../src/source/walk.js'

const [dist, articles, folder] = process.argv.slice(2) as [string, string, string]
const { exports, keepCache } = loadForCaching(`${dist}work`)
const { runBuildTask, runMergeTask } = exports as typeof tasks

const inputs = []
for (const [number, units] of planBatches(walk([articles]).files, ({ path }) => path.endsWith('.jsonl')).entries()) {
  const name = `${number}.seg`
  const output = join(folder, name)
  const analyzer = { tokenizer: 'native', lexicon: '' } as const
  await runBuildTask({ units, output, analyzer, clean: false, known: new Map(), repeatedLines: new Map() })
  inputs.push({ path: output, name })
}
runMergeTask({ inputs, output: join(folder, 'merged.seg'), bytes: 0 })
keepCache()
