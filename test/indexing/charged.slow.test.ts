import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inEnglish } from '../../src/base/errors.js'
import type { Unit } from '../../src/indexing/scan/batches.js'
import { runBuildTask } from '../../src/indexing/tasks/build-task.js'
import { failedUnit, retryInParts, type Stop } from '../../src/indexing/tasks/in-parts.js'
import { nodeFileSystem } from '../../src/storage/store/file-system.js'
import { runCli } from '../support/cli.js'
import { volume } from '../support/volume.js'
import { createSources } from './support.js'
import { jsonLines } from './texts.js'

const unit = (path: string): Unit => ({
  path,
  absolute: `/nowhere/${path}`,
  start: 0,
  end: 9,
  startLine: 1,
  mtimeMs: 0,
  whole: true,
  isLineWise: false,
  isChanged: false,
})

describe('a task that came to a stop', () => {
  interface Part {
    readonly done: readonly string[]
    readonly charged?: string
    readonly stopped?: Stop
  }
  it('is done again in parts: every file that stops it is charged, and no other, in the order of the files', async () => {
    const files = fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(files, fc.func(fc.integer({ min: 0, max: 5 })), fc.boolean(), async (numbers, kind, isKnown) => {
        const units = numbers.map((n) => unit(`${n}.md`))
        const isGuilty = ({ path }: Unit): boolean => kind(path) === 0
        const build = async (part: readonly Unit[]): Promise<Part> => {
          const at = part.findIndex(isGuilty)
          if (at < 0) return { done: part.map(({ path }) => path) }
          return { done: [], stopped: { unit: isKnown ? at : part.length, reason: 'memory' } }
        }
        const first = await build(units)
        if (first.stopped === undefined) return
        const fail = ({ path }: Unit): Part => ({ done: [], charged: path })
        const parts = await retryInParts(units, first.stopped, build, fail)
        expect(parts.flatMap(({ done, charged }) => [...done, ...(charged === undefined ? [] : [charged])])).toEqual(
          units.map(({ path }) => path),
        )
        expect(parts.flatMap(({ charged }) => charged ?? [])).toEqual(units.filter(isGuilty).map(({ path }) => path))
      }),
    )
  })
  it('charges a file in one line that says what to do, and keeps what the index holds of it', () => {
    const [problem] = failedUnit(unit('a.csv'), { unit: 0, reason: 'memory' }).problems
    expect(problem).toEqual({
      path: 'a.csv',
      reason: 'FILE_STOPS_THREAD',
      parameters: { what: 'memory', most: 1024 },
      unread: 'file',
    })
    expect(inEnglish(problem!)).toEqual({
      message: 'reading it takes more than the 1024 MiB of memory that a thread has',
      remedy: 'Split the file, or leave it out; the rest is indexed.',
    })
  })
  it('names the unit at which an article was refused for its size, and nothing is written', async () => {
    const sources = createSources({ 'a.jsonl': jsonLines(3, 1) })
    const units = [1, 2].map(() => ({
      ...unit('a.jsonl'),
      absolute: join(sources.path, 'a.jsonl'),
      isLineWise: true,
      end: readFileSync(join(sources.path, 'a.jsonl')).length,
    }))
    const output = join(sources.path, '1.seg')
    const full = { ...nodeFileSystem, createExclusive: () => { throw new RangeError('Invalid array length') } } // prettier-ignore
    const task = {
      units,
      output,
      analyzer: { tokenizer: 'bigram', lexicon: '' } as const,
      clean: false,
      known: new Map(),
      repeatedLines: new Map(),
    }
    const result = await runBuildTask(task, undefined, full)
    expect(result).toEqual({ units: [], stopped: { unit: 2, reason: 'size' } })
    expect(readdirSync(sources.path)).toEqual(['a.jsonl'])
  })
})

describe('a file that ends the thread that reads it', () => {
  const preload = fileURLToPath(new URL('../support/exhaust.mjs', import.meta.url))
  const env = { NODE_OPTIONS: `--import=${preload}` }
  const large = `id,text\n${'1,河水\n'.repeat(700_000)}`
  it.each(['1', '2'])(
    'is charged, keeps its articles, and costs no other file, with --jobs %s',
    async (jobs) => {
      const names = ['killer.csv', 'exit.csv']
      const sources = createSources({ 'a.md': '渡口', 'z.md': '灯塔' })
      const index = join(sources.path, '.index')
      const run = (more: Record<string, string> = {}) =>
        runCli(['index', sources.path, '--index', index, '--jobs', jobs, '--json'], { env: more, timeoutMs: 200_000 })
      for (const name of names) writeFileSync(join(sources.path, name), 'id,text\n1,石桥\n')
      expect((await run()).status).toBe(0)
      for (const name of names) writeFileSync(join(sources.path, name), large)
      writeFileSync(join(sources.path, 'b.jsonl'), jsonLines(21_000, 1))
      for (let round = 0; round < (jobs === '2' ? 2 : volume(1, 2)); round++) {
        const { status, stdout, stderr } = await run(env)
        expect(stderr).toMatch(/exit\.csv: reading it ended the thread that read it\. Split the file/)
        expect(stderr).toMatch(/killer\.csv: reading it takes more than the 1024 MiB of memory that a thread has\./)
        expect(stderr.trim().split('\n')).toHaveLength(2)
        expect(status).toBe(2)
        expect(JSON.parse(stdout)).toMatchObject({ articles: 21_004, removed: 0, failed: 2 })
      }
      expect((await runCli(['check', '--index', index])).status).toBe(0)
      const found = await runCli(['search', '"石桥"', '--index', index, '--json'])
      expect(found.stdout).toContain('killer.csv')
    },
    400_000,
  )
})
