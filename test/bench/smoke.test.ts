import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { runBench } from '../../bench/index.js'
import { questions } from '../../bench/questions/index.js'
import { writeReport } from '../../bench/report/markdown.js'
import { readResults, writeResults } from '../../bench/support/results.js'
import { projectRoot } from '../support/cli.js'

const folder = mkdtempSync(join(tmpdir(), 'xunzhang-smoke-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const tiny = {
  runs: 1,
  rounds: 1,
  queries: 5,
  articles: 12,
  seconds: 2,
  seed: 1,
  scale: [20],
  command: 'npm run bench --',
}
const quiet = { say: () => undefined, answered: () => undefined }

/** Ours is always there; peers and the shared news may be absent, and are then skipped by name. */
describe('every benchmark runs on tiny data', () => {
  it(
    'answers each question or says what it left out, and a report can be written of it',
    { timeout: 120_000 },
    async () => {
      const path = join(projectRoot, 'corpus')
      const results = await runBench({ ...tiny, path, peers: true, programs: true, names: [] }, quiet)
      const reasons = new Map(results.skipped.map(({ question, why }) => [question, why]))
      for (const { name } of questions) {
        const figures = results.figures.filter(({ question }) => question === name)
        if (figures.length === 0) expect(reasons.get(name), `${name} measured nothing and said nothing`).toBeDefined()
        for (const { samples } of figures) for (const sample of samples) expect(sample).not.toBeNaN()
      }
      const failed = results.skipped.filter(
        ({ why }) => !/not installed|not here|no judged questions|pseudo-terminal/.test(why),
      )
      expect(failed).toEqual([])
      const exact = results.figures.find(
        ({ question, row, column }) => question === 'phrases' && row === 'xunzhang' && column === 'exact',
      )
      expect(exact?.samples).toEqual([100])

      const file = join(folder, 'results.json')
      writeResults(file, results)
      expect(readResults(file)).toEqual(JSON.parse(readFileSync(file, 'utf8')))
      const { markdown, plots } = writeReport([results], 'benchmarks')
      for (const name of Object.keys(plots)) expect(markdown).toContain(`(benchmarks/${name})`)
      expect(markdown).not.toMatch(/NaN|undefined/)
    },
  )

  it('refuses a question that nobody asks', async () => {
    const options = { ...tiny, path: undefined, peers: false, programs: false, names: ['sped'] }
    await expect(runBench(options, quiet)).rejects.toThrow(/no question "sped"; there are build, /)
  })
})
