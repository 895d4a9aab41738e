import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runBench } from '../../bench/index.js'
import { questions } from '../../bench/questions/index.js'
import { writeReport } from '../../bench/report/markdown.js'
import { readResults, writeResults, type Results } from '../../bench/support/results.js'
import { projectRoot } from '../support/cli.js'

const folder = mkdtempSync(join(tmpdir(), 'xunzhang-smoke-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const tiny = {
  runs: 1,
  rounds: 1,
  queries: 5,
  articles: 12,
  seconds: 0.5,
  seed: 1,
  scale: [20],
  command: 'npm run bench --',
}
const quiet = { say: () => undefined, answered: () => undefined }

/** Ours is always there; peers and the shared news may be absent, and are then skipped by name. */
describe('every benchmark runs on tiny data', () => {
  const names = questions.map(({ name }) => name)
  /** One for each question, of one run: what every contender has built serves them all. */
  let answered: Results[]
  beforeAll(async () => {
    const path = join(projectRoot, 'corpus')
    const all = await runBench({ ...tiny, path, peers: true, only: [], programs: true, sets: false, names }, quiet)
    answered = names.map((name) => ({
      ...all,
      figures: all.figures.filter(({ question }) => question === name),
      // What is not installed answers no question.
      skipped: all.skipped.filter(({ question }) => question === name || question === ''),
    }))
    for (const { question } of [...all.figures, ...all.skipped]) expect(['', ...names]).toContain(question)
  })

  it.each(names)('%s is answered, or it is said why not', (name) => {
    const { figures, skipped } = answered[names.indexOf(name)]!
    if (figures.length === 0) expect(skipped, `${name} measured nothing and said nothing`).not.toEqual([])
    for (const { samples } of figures) for (const sample of samples) expect(sample).not.toBeNaN()
    const known = /not installed|not here|no judged questions|pseudo-terminal/
    expect(skipped.filter(({ why }) => !known.test(why))).toEqual([])
  })

  it('ours finds every phrase', () => {
    const exact = answered
      .flatMap(({ figures }) => figures)
      .find(({ question, row, column }) => question === 'phrases' && row === 'xunzhang' && column === 'exact')
    expect(exact?.samples).toEqual([100])
  })

  it('a report is written of all answers', () => {
    const file = join(folder, 'results.json')
    for (const results of answered) {
      writeResults(file, results)
      expect(readResults(file)).toEqual(JSON.parse(readFileSync(file, 'utf8')))
    }
    const { markdown, plots } = writeReport(answered, 'benchmarks')
    for (const name of Object.keys(plots)) expect(markdown).toContain(`(benchmarks/${name})`)
    expect(markdown).not.toMatch(/NaN|undefined/)
  })

  it('refuses a question that nobody asks', async () => {
    const options = { ...tiny, path: undefined, peers: false, only: [], programs: false, sets: false, names: ['sped'] }
    await expect(runBench(options, quiet)).rejects.toThrow(/no question "sped"; there are build, /)
  })
})
