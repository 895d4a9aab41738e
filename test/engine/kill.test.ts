import { spawn } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { buildIndex } from '../../src/engine/build-index.js'
import { checkIndex } from '../../src/engine/check.js'
import { lockName } from '../../src/store/lock.js'
import { nodeFileSystem } from '../../src/store/file-system.js'
import { cliPath, runCli } from '../support/cli.js'
import { contentOf, createSources, leftovers } from './support.js'

const words = [
  '渡口',
  '河水',
  '灯塔',
  '银行',
  '旧桥',
  '商户',
  '工程师',
  '抬高',
  '半米',
  '洪水',
  '栏杆',
  '夜里',
  '钟声',
  '2024年',
  'COVID-19',
]

/** JSON lines of some 250 bytes each, other ones for another seed. */
function jsonLines(count: number, seed: number): string {
  let state = seed
  const word = (): string => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return words[(state >>> 8) % words.length]!
  }
  const text = (): string => Array.from({ length: 30 }, word).join('')
  return Array.from({ length: count }, (_, at) => JSON.stringify({ _id: `${seed}-${at}`, text: text() })).join('\n')
}

interface Ended {
  readonly status: number | null
  /** Milliseconds from the signal to the end. */
  readonly lasted: number
}

/** Runs `xunzhang index` and sends it a signal when `moment` has come. */
async function signalled(args: readonly string[], signal: NodeJS.Signals, moment: Promise<unknown>): Promise<Ended> {
  const child = spawn(process.execPath, [cliPath, 'index', ...args], { stdio: 'ignore' })
  const end = new Promise<number | null>((resolve) => child.on('close', resolve))
  await Promise.race([moment, end])
  const sent = performance.now()
  child.kill(signal)
  return { status: await end, lasted: performance.now() - sent }
}

/** When the writer has been at work for a while: it holds the lock. */
async function whileWriting(dir: string, milliseconds: number): Promise<void> {
  while (!existsSync(join(dir, lockName))) await setTimeout(5)
  await setTimeout(milliseconds)
}

const kills = process.env['XUNZHANG_SLOW_TESTS'] === '1' ? 50 : 10

describe('a process that is ended from outside', () => {
  it(`by kill -9, at ${kills} random moments of an update: the index stays whole and the next update heals`, async () => {
    const sources = createSources({ 'small.txt': '小\n\n一篇小文。' })
    const dir = join(sources.path, '.index')
    const args = [sources.path, '--index', dir]
    await runCli(['index', ...args])
    let foundLocks = 0
    let took = 1000
    for (let kill = 0; kill < kills; kill++) {
      const before = contentOf(nodeFileSystem, dir)
      writeFileSync(join(sources.path, `large.jsonl`), jsonLines(5000, kill + 1))
      await signalled(args, 'SIGKILL', setTimeout(60 + ((kill * 0.618) % 1) * took))
      if (existsSync(join(dir, lockName))) foundLocks++
      expect((await checkIndex(dir)).problems).toEqual([])
      const between = contentOf(nodeFileSystem, dir)
      const healing = await runCli(['index', ...args])
      expect(healing).toMatchObject({ status: 0, stderr: '' })
      took = healing.milliseconds
      const after = contentOf(nodeFileSystem, dir)
      expect(after).toHaveLength(5001)
      expect([before, after]).toContainEqual(between)
      expect(leftovers(nodeFileSystem, dir)).toEqual([])
    }
    expect(foundLocks).toBeGreaterThan(0)
  }, 300_000)

  it.each([1, 2])(
    'by SIGINT, with --jobs %i: within a second, with status 130, the last commit standing',
    async (jobs) => {
      const sources = createSources({ 'small.txt': '小\n\n一篇小文。' })
      const dir = join(sources.path, '.index')
      const args = [sources.path, '--index', dir, '--jobs', String(jobs)]
      await runCli(['index', ...args])
      const before = contentOf(nodeFileSystem, dir)
      writeFileSync(join(sources.path, `large.jsonl`), jsonLines(60_000, 7))
      for (const milliseconds of [150, 600]) {
        const { status, lasted } = await signalled(args, 'SIGINT', whileWriting(dir, milliseconds))
        expect(status).toBe(130)
        expect(lasted).toBeLessThan(1000)
        expect(contentOf(nodeFileSystem, dir)).toEqual(before)
      }
    },
  )

  it('by an abort signal, in this thread: the error says so, nothing stays behind', async () => {
    const files = Array.from({ length: 400 }, (_, at) => [`${at}.jsonl`, jsonLines(10, at)] as const)
    const sources = createSources(Object.fromEntries(files))
    const dir = join(sources.path, '.index')
    const signal = AbortSignal.timeout(60)
    const build = buildIndex({ paths: [sources.path], dir, jobs: 1, tokenizer: 'bigram', signal })
    await expect(build).rejects.toMatchObject({ code: 'INTERRUPTED' })
    expect(nodeFileSystem.list(dir)).toEqual([])
  })
})
