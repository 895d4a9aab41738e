import { spawn } from 'node:child_process'
import { existsSync, linkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { buildIndex } from '../../src/indexing/build-index.js'
import { checkIndex } from '../../src/library/check.js'
import { lockName } from '../../src/storage/store/lock.js'
import { nodeFileSystem } from '../../src/storage/store/file-system.js'
import { cliPath, runCli } from '../support/cli.js'
import { contentOf, createSources, leftovers } from './support.js'
import { jsonLines } from './texts.js'
import { volume } from '../support/volume.js'

/** Runs `xunzhang index` and sends it a signal when `moment` has come. */
async function signalled(
  args: readonly string[],
  signal: NodeJS.Signals,
  moment: Promise<unknown>,
): Promise<number | null> {
  const child = spawn(process.execPath, [cliPath, 'index', ...args], { stdio: 'ignore' })
  onTestFinished(() => void child.kill('SIGKILL'))
  const end = new Promise<number | null>((resolve) => child.on('close', resolve))
  await Promise.race([moment, end])
  child.kill(signal)
  return end
}

/** When the writer has been at work for a while: it holds the lock. */
async function whileWriting(dir: string, milliseconds: number): Promise<void> {
  while (!existsSync(join(dir, lockName))) await setTimeout(5)
  await setTimeout(milliseconds)
}

const kills = volume(3, 50)
const perUpdate = volume(2500, 5000)

describe('a process that is ended from outside', () => {
  it(`by kill -9, at ${kills} random moments of an update: the index stays whole and the next update heals`, async () => {
    const sources = createSources({ 'small.txt': '小\n\n一篇小文。' })
    const dir = join(sources.path, '.index')
    const options = { paths: [sources.path], dir, tokenizer: 'bigram' } as const
    await buildIndex(options)
    let foundLocks = 0
    let took = 500
    for (let kill = 0; kill < kills; kill++) {
      const before = contentOf(nodeFileSystem, dir)
      writeFileSync(join(sources.path, `large.jsonl`), jsonLines(perUpdate, kill + 1))
      // From when it is at work; or, each third time, from when it is started.
      const share = ((kill * 0.618) % 1) * took
      const moment = kill % 3 === 2 ? setTimeout(60 + share) : whileWriting(dir, share)
      await signalled([sources.path, '--index', dir], 'SIGKILL', moment)
      if (existsSync(join(dir, lockName))) foundLocks++
      expect((await checkIndex(dir)).problems).toEqual([])
      const between = contentOf(nodeFileSystem, dir)
      const healing = await buildIndex(options)
      took = healing.seconds * 1000
      const after = contentOf(nodeFileSystem, dir)
      expect(after).toHaveLength(perUpdate + 1)
      expect([before, after]).toContainEqual(between)
      expect(leftovers(nodeFileSystem, dir)).toEqual([])
    }
    expect(foundLocks).toBeGreaterThan(0)
  }, 300_000)

  it.each([1, 2])('by SIGINT, with --jobs %i: at once, with status 130, the last commit standing', async (jobs) => {
    const sources = createSources({ 'small.txt': '小\n\n一篇小文。' })
    const dir = join(sources.path, '.index')
    const args = [sources.path, '--index', dir, '--jobs', String(jobs)]
    await runCli(['index', ...args])
    const before = contentOf(nodeFileSystem, dir)
    writeFileSync(join(sources.path, `large.jsonl`), jsonLines(20_000, 7))
    // More work than a test has time for.
    for (let copy = 1; copy <= 500; copy++)
      linkSync(join(sources.path, 'large.jsonl'), join(sources.path, `large-${copy}.jsonl`))
    for (const milliseconds of [150, 600]) {
      expect(await signalled(args, 'SIGINT', whileWriting(dir, milliseconds))).toBe(130)
      expect(contentOf(nodeFileSystem, dir)).toEqual(before)
    }
  })

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
