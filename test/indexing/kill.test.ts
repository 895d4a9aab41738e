import { spawn } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { buildIndex } from '../../src/indexing/build-index.js'
import { checkIndex } from '../../src/library/check.js'
import { lockName } from '../../src/store/lock-aside.js'
import { nodeFileSystem } from '../../src/store/file-system.js'
import { cliPath, runCli } from '../support/cli.js'
import { contentOf, createSources, leftovers } from './support.js'
import { jsonLines } from './texts.js'

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
    const options = { paths: [sources.path], dir, tokenizer: 'bigram' } as const
    await buildIndex(options)
    let foundLocks = 0
    let took = 700
    for (let kill = 0; kill < kills; kill++) {
      const before = contentOf(nodeFileSystem, dir)
      writeFileSync(join(sources.path, `large.jsonl`), jsonLines(5000, kill + 1))
      await signalled([sources.path, '--index', dir], 'SIGKILL', setTimeout(60 + ((kill * 0.618) % 1) * took))
      if (existsSync(join(dir, lockName))) foundLocks++
      expect((await checkIndex(dir)).problems).toEqual([])
      const between = contentOf(nodeFileSystem, dir)
      const healing = await buildIndex(options)
      // A process takes a moment to start.
      took = healing.seconds * 1000 + 150
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
      writeFileSync(join(sources.path, `large.jsonl`), jsonLines(200_000, 7))
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
    const controller = new AbortController()
    const onProgress = ({ stage }: { stage: string }): void => {
      if (stage === 'read') controller.abort()
    }
    const { signal } = controller
    const build = buildIndex({ paths: [sources.path], dir, jobs: 1, tokenizer: 'bigram', signal, onProgress })
    await expect(build).rejects.toMatchObject({ code: 'INTERRUPTED' })
    expect(nodeFileSystem.list(dir)).toEqual([])
  })
})
