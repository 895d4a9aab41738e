import { EventEmitter } from 'node:events'
import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createFolderRegister, followChanges } from '../../src/fronts/cli/input/watch.js'
import { lockName } from '../../src/storage/store/lock.js'
import { runCli, temporaryFolder } from '../support/cli.js'

const { path, remove } = temporaryFolder()
const at = (...names: string[]): string => join(path, ...names)
afterAll(remove)

function write(name: string, text: string): void {
  mkdirSync(join(at(name), '..'), { recursive: true })
  writeFileSync(at(name), text)
}

/** Runs `index --watch`, each step once the output of the step before is there, and stops it after the last. */
async function watchThrough(steps: readonly (readonly [awaited: RegExp, act: () => void])[]) {
  let next = 0
  const sendSignal = (stdout: string, stderr: string): NodeJS.Signals | undefined => {
    const step = steps[next]
    if (step === undefined) return 'SIGINT'
    if (!step[0].test(stderr + stdout)) return undefined
    next++
    step[1]()
    return undefined
  }
  return runCli(['index', 'corpus', '--watch'], { cwd: path, sendSignal })
}

const enough = (): void => {}

beforeEach(() => {
  rmSync(path, { recursive: true, force: true })
  write('corpus/notes/a.txt', '渡口的船夫\n')
})

describe('index --watch', () => {
  it('waits for a folder that is removed, and follows the one that is made in its place', async () => {
    const { status, stderr } = await watchThrough([
      [/watching/, () => renameSync(at('corpus'), at('gone'))],
      [/no such file or folder/, () => write('corpus/b.txt', '雪里的船\n')],
      [/1 added, 0 updated, 1 removed/, () => setTimeout(() => write('corpus/c.txt', '桥\n'), 1500)],
      [/2 articles.* 1 added/, enough],
    ])
    // Gone before a run it is an error; gone while a run lists it, a problem of the part it had come to. None is told twice.
    const [started, ...told] = stderr.trimEnd().split('\n')
    expect(started).toBe('watching corpus; press Ctrl-C to end')
    expect(told.length).toBeGreaterThan(0)
    expect(new Set(told).size).toBe(told.length)
    for (const line of told) {
      expect(line).toMatch(/^(xunzhang: )?corpus(\/notes(\/a\.txt)?)?: no such file or folder\. Check the path\.$/)
    }
    expect(status).toBe(130)
  })

  it('notices a folder inside that is swapped for another, of which the system says nothing', async () => {
    const swap = (): void => {
      write('new/b.txt', '雪里的船\n')
      renameSync(at('corpus/notes'), at('old'))
      renameSync(at('new'), at('corpus/notes'))
    }
    const { status } = await watchThrough([
      [/watching/, swap],
      [/1 added, 0 updated, 1 removed/, () => setTimeout(() => write('corpus/notes/c.txt', '桥\n'), 1500)],
      [/2 articles.* 1 added/, enough],
    ])
    expect(status).toBe(130)
  })

  it('waits while another process writes the index', async () => {
    const owner = JSON.stringify({ pid: process.pid, host: 'elsewhere', started: '' })
    const { status, stderr } = await watchThrough([
      [
        /watching/,
        // The run that begins with watching has its own lock: it must be over.
        () =>
          setTimeout(() => {
            write(join('index', lockName), owner)
            write('corpus/b.txt', '雪里的船\n')
          }, 1000),
      ],
      [/is writing this index/, () => rmSync(at('index', lockName))],
      [/2 articles.* 1 added/, enough],
    ])
    expect(stderr.match(/is writing this index/g)).toHaveLength(1)
    expect(status).toBe(130)
  })
})

const fakeWatcher = Object.assign(new EventEmitter(), { getWatched: () => ({}), close: async () => {} })
vi.mock('chokidar', () => ({ watch: () => fakeWatcher }))

describe('followChanges', () => {
  it("says so where the system's limit of watched files is reached", async () => {
    const signal = new AbortController().signal
    const following = followChanges(['corpus'], 'index', signal, enough, async () => {})
    for (const code of ['ENOSPC', 'ENOSPC']) fakeWatcher.emit('error', Object.assign(new Error(code), { code }))
    await expect(following).rejects.toMatchObject({ code: 'INPUT_UNREADABLE', where: 'corpus' })
  })
})

describe('a register of folders', () => {
  it('knows a folder from another in its place, and from none', () => {
    mkdirSync(at('corpus/other'))
    const register = createFolderRegister([at('corpus')])
    register.add([at('corpus/notes')])
    renameSync(at('corpus/notes'), at('old'))
    expect(register.isAnyReplaced()).toBe(false)
    renameSync(at('corpus/other'), at('corpus/notes'))
    expect(register.isAnyReplaced()).toBe(true)
  })

  it('takes a root that was missing for replaced once it is there', () => {
    const register = createFolderRegister([at('late')])
    expect(register.isAnyReplaced()).toBe(false)
    mkdirSync(at('late'))
    expect(register.isAnyReplaced()).toBe(true)
  })
})
