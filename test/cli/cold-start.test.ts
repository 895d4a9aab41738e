import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { astralFlags, astralStarts, unitFlags, unitMap } from '../../src/text/characters/unit-tables.js'
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
  it('loads no package: no parser, no screen', () => {
    expect(requiredBy('run.cjs')).toEqual([])
    // What inspects does load them, so this test can see a package where there is one.
    expect(requiredBy('program.cjs')).toContain('cheerio/slim')
  })

  it('is not alone in that: neither a thread nor an update of little loads a package before it needs it', () => {
    for (const script of ['work.cjs', 'indexing.cjs', 'program.cjs']) {
      const loaded = `require(${JSON.stringify(join(distribution, script))})
        console.log(Object.keys(require.cache).filter((path) => path.includes('node_modules')).length)`
      expect(spawnSync(process.execPath, ['-e', loaded], { encoding: 'utf8' }).stdout.trim(), script).toBe('0')
    }
  })

  it('takes the tables of characters from a file that equals what they are unpacked to', () => {
    const parts = [unitMap, unitFlags, astralStarts, astralFlags].map(({ buffer }) => Buffer.from(buffer))
    expect(Buffer.concat(parts).equals(readFileSync(join(distribution, 'data/units.bin')))).toBe(true)
    expect(readFileSync(join(distribution, 'run.cjs'), 'latin1')).not.toContain('unpackUnits')
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
    for (let round = 0; round < 8; round++) {
      node = Math.min(node, await work(`'${process.execPath}' -e 0`))
      search = Math.min(search, await work('$XUNZHANG search 渡口'))
    }
    expect(node).toBeGreaterThan(0)
    expect(search / node).toBeLessThan(3)
  })
})
