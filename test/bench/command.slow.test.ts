import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
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
  it('measures a build and queries', { timeout: timeoutMs }, async () => {
    const run = await runCli(['bench', '--queries', '20', '--json'], { cwd: folder.path, timeoutMs })
    expect(run.stderr).toBe('')
    expect(run.status).toBe(0)
    const figures = JSON.parse(run.stdout) as BenchFigures
    expect(figures.report.articles).toBe(5)
    expect(figures.queries).toBe(20)
  })

  it('prints a table and leaves nothing behind', { timeout: timeoutMs }, async () => {
    const options = { cwd: folder.path, timeoutMs, env: { TMPDIR: temporary } }
    const run = await runCli(['bench', 'corpus', '--queries', '5'], options)
    expect(run.stdout).toMatch(/^articles: 5\n/)
    expect(run.stdout).toMatch(/ {2}p99: [\d.]+ ms/)
    expect(readdirSync(temporary)).toEqual([])
  })
})
