import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { Comparison } from '../../src/fronts/cli/commands/sources-door.js'
import type { BenchFigures } from '../../src/optional/measure/measure-index.js'
import { runCli, temporaryFolder } from '../support/cli.js'
import { sampleFiles, writeFiles } from '../support/collection.js'

const folder = temporaryFolder()
writeFiles(join(folder.path, 'corpus'), sampleFiles)
afterAll(folder.remove)

const timeoutMs = 60_000
const temporary = join(folder.path, 'tmp')
mkdirSync(temporary)

describe('xunzhang bench', () => {
  it('measures every step, and with --compare tokenizers', { timeout: timeoutMs }, async () => {
    const run = await runCli(['bench', '--queries', '20', '--compare', '--json'], { cwd: folder.path, timeoutMs })
    expect(run.stderr).toBe('')
    expect(run.status).toBe(0)
    const figures = JSON.parse(run.stdout) as BenchFigures & { comparison: Comparison }
    expect(figures.report.articles).toBe(5)
    expect(figures.stages.map(({ stage }) => stage)).toEqual(['read', 'clean', 'analyse', 'invert', 'write'])
    for (const { cpuSeconds, articlesPerSecond } of figures.stages) {
      expect(cpuSeconds).toBeGreaterThanOrEqual(0)
      expect(articlesPerSecond).toBeGreaterThan(0)
    }
    expect(figures.queries).toBe(20)
    const { tokenizers, articles } = figures.comparison
    expect(articles).toBe(5)
    expect(tokenizers.map(({ tokenizer }) => tokenizer)).toEqual(['native', 'jieba', 'bigram', 'intl'])
    expect(tokenizers[0]!.megabytesPerSecond).toBeGreaterThan(0)
  })

  it('prints a table and leaves nothing behind', { timeout: timeoutMs }, async () => {
    const options = { cwd: folder.path, timeoutMs, env: { TMPDIR: temporary } }
    const run = await runCli(['bench', 'corpus', '--queries', '5', '--compare'], options)
    expect(run.stdout).toMatch(/^articles: 5\n/)
    expect(run.stdout).toMatch(/invert \(posting lists\): [\d.]+ s/)
    expect(run.stdout).toMatch(/ {2}p99: [\d.]+ ms/)
    expect(run.stdout).toMatch(/ {2}bigram: [\d.]+ [kMG]?B\/s/)
    expect(readdirSync(temporary)).toEqual([])
  })
})
