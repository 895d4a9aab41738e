import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { astral, unitFlags, unitMap } from '../../src/text/characters/unit-tables.js'
import { projectRoot, runCli, runShell, temporaryFolder } from '../support/cli.js'
import { sampleFiles, writeFiles } from '../support/collection.js'

const distribution = join(projectRoot, 'dist')

const folder = temporaryFolder()
beforeAll(async () => {
  writeFiles(join(folder.path, 'corpus'), sampleFiles)
  expect((await runCli(['index'], { cwd: folder.path })).status).toBe(0)
})
afterAll(folder.remove)

const requiredBy = (name: string) =>
  [...readFileSync(join(distribution, name), 'utf8').matchAll(/\brequire\("([^"]+)"\)/g)]
    .map(([, required]) => required!)
    .filter((required) => !/^(node:|\.)/.test(required))

describe('a cold search', () => {
  it('is one script without packages: no parser, no screen', () => {
    expect(requiredBy('cli.cjs')).toEqual([])
    expect(requiredBy('run.cjs')).toEqual([])
    const script = readFileSync(join(distribution, 'run.cjs'), 'utf8')
    // A name inside cheerio, which the readers of sources do contain.
    expect(script).not.toContain('_useHtmlParser2')
    expect(readFileSync(join(distribution, 'library-door.cjs'), 'utf8')).toContain('_useHtmlParser2')
    // Everything else that it may load stays outside, as the modules that the build names.
    const imported = [...script.matchAll(/\brequire\("(\.[^"]+)"\)/g)].map(([, name]) => name!)
    expect(imported).toContain('./screens-door.js')
    const isBuilt = (name: string) => existsSync(join(distribution, name))
    for (const name of imported) expect(isBuilt(name) || isBuilt(name.replace(/\.js$/, '.cjs')), name).toBe(true)
    expect(imported.filter((name) => !/^\.\/[\w-]+-door\.js$/.test(name))).toEqual([])
  })

  it('is a script in ASCII, which is read as such: patterns are written with escapes', () => {
    const lines = readFileSync(join(distribution, 'run.cjs'), 'utf8').split('\n')
    expect(lines.filter((line) => /[^\x00-\x7f]/.test(line))).toEqual([])
  })

  it('takes the tables of characters from a file that equals what they are unpacked to', () => {
    const parts = [unitMap, unitFlags, astral.starts, astral.flags].map(({ buffer }) => Buffer.from(buffer))
    expect(Buffer.concat(parts).equals(readFileSync(join(distribution, 'data/units.bin')))).toBe(true)
  })

  // Processor time of all threads, not time on the clock: other programs on the machine must not decide a test.
  it('takes at most three times the work of Node alone', async () => {
    // Five runs at a time: some systems count in coarse steps.
    const work = async (line: string) => {
      const runs = `for i in 1 2 3 4 5; do ${line} >/dev/null 2>&1; done`
      const { stderr } = await runShell(`TIMEFORMAT='%3U %3S'; time (${runs})`, { cwd: folder.path })
      const [user, system] = stderr.trim().split(' ').map(Number)
      return user! + system!
    }
    let [node, search] = [Infinity, Infinity]
    for (let round = 0; round < 8 && !(search / node < 3); round++) {
      node = Math.min(node, await work(`'${process.execPath}' -e 0`))
      search = Math.min(search, await work('$XUNZHANG search 渡口'))
    }
    expect(node).toBeGreaterThan(0)
    expect(search / node).toBeLessThan(3)
  })
})

describe('kept code', () => {
  const cache = (name: string) => ({ XDG_CACHE_HOME: join(folder.path, name) })
  const keptIn = (name: string) => {
    const dir = join(folder.path, name, 'xunzhang/compiled')
    return readdirSync(dir).map((file) => join(dir, file))
  }
  const search = async (env: Record<string, string>) => runCli(['search', '渡口', '--count'], { cwd: folder.path, env })
  const found = { status: 0, stdout: '3\n', stderr: '' }

  it('is written by two starts at once, replaces what is out of date, and is one file for each command', async () => {
    const dir = join(folder.path, 'shared/xunzhang/compiled')
    mkdirSync(dir, { recursive: true })
    writeFileSync(join(dir, 'search.old-11.3'), 'code of an earlier program')
    writeFileSync(join(dir, 'search.old-11.3.77.tmp'), 'a start that was killed')
    expect(await Promise.all([search(cache('shared')), search(cache('shared'))])).toEqual([
      expect.objectContaining(found),
      expect.objectContaining(found),
    ])
    expect(await search(cache('shared'))).toMatchObject(found)
    expect(keptIn('shared')).toHaveLength(1)
  })

  it('is not believed if it is damaged, cut or foreign, and is written again', async () => {
    await search(cache('damaged'))
    const [file] = keptIn('damaged')
    const whole = readFileSync(file!)
    const flipped = Uint8Array.from(whole, (byte, at) => (at === whole.length >> 1 ? byte ^ 0xff : byte))
    for (const bytes of [flipped, whole.subarray(0, 1000), whole.subarray(0, 0), Buffer.from('foreign')]) {
      writeFileSync(file!, bytes)
      expect(await search(cache('damaged'))).toMatchObject(found)
      expect(readFileSync(file!).length).toBeGreaterThan(whole.length / 2)
    }
  })

  it('is left out where nothing can be written', async () => {
    writeFileSync(join(folder.path, 'file'), '')
    expect(await search(cache('file'))).toMatchObject(found)
  })

  it('may import modules, without a warning', async () => {
    const forget = ['forget', 'no-such-article', '--index', 'index']
    const first = await runCli(forget, { cwd: folder.path, env: cache('imports') })
    expect(await runCli(forget, { cwd: folder.path, env: cache('imports') })).toEqual(first)
    expect(first.stderr).not.toContain('Warning')
    expect(first.stderr).not.toContain('unexpected')
  })
})
