/**
 * Writes docs/BENCHMARKS.md and its plots: `npm run bench:report [-- RESULTS.json…]`, default all of bench/results.
 * If several runs answered a question, the last of them counts.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeReport } from './report/markdown.js'
import { projectRoot } from './support/places.js'
import { readResults, resultsFiles } from './support/results.js'

const files = process.argv.length > 2 ? process.argv.slice(2) : resultsFiles()
if (files.length === 0) {
  console.error('bench:report: there are no results yet. Run "npm run bench" first.')
  process.exitCode = 2
} else {
  const docs = join(projectRoot, 'docs')
  const folder = join(docs, 'benchmarks')
  const { markdown, plots } = writeReport(files.map(readResults), 'benchmarks')
  mkdirSync(folder, { recursive: true })
  for (const name of readdirSync(folder)) if (name.endsWith('.svg')) rmSync(join(folder, name))
  for (const [name, svg] of Object.entries(plots)) writeFileSync(join(folder, name), svg)
  writeFileSync(join(docs, 'BENCHMARKS.md'), markdown)
  console.log(`docs/BENCHMARKS.md and ${Object.keys(plots).length} plots from ${files.length} runs`)
}
