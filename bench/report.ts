/** Writes docs/BENCHMARKS.md and its plots: `npm run bench:report [-- RESULTS.json]`, default the newest in bench/results. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeReport } from './report/markdown.js'
import { projectRoot } from './support/places.js'
import { newestResults, readResults } from './support/results.js'

const file = process.argv[2] ?? newestResults()
if (file === undefined) {
  console.error('bench:report: there are no results yet. Run "npm run bench" first.')
  process.exitCode = 2
} else {
  const docs = join(projectRoot, 'docs')
  const folder = join(docs, 'benchmarks')
  const { markdown, plots } = writeReport(readResults(file), 'benchmarks')
  mkdirSync(folder, { recursive: true })
  for (const name of readdirSync(folder)) if (name.endsWith('.svg')) rmSync(join(folder, name))
  for (const [name, svg] of Object.entries(plots)) writeFileSync(join(folder, name), svg)
  writeFileSync(join(docs, 'BENCHMARKS.md'), markdown)
  console.log(`docs/BENCHMARKS.md and ${Object.keys(plots).length} plots from ${file}`)
}
