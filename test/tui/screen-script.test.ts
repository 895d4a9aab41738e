/** What the program loads before the first screen: every file and package costs time. */
import { readdirSync, readFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectRoot, runCli, temporaryFolder } from '../support/cli.js'
import { sampleFiles, writeFiles } from '../support/collection.js'

const distribution = join(projectRoot, 'dist')

describe('a script of the program', () => {
  it('has one byte a character: V8 reads that in half the time', () => {
    // Those of threads are small or read once.
    const scripts = readdirSync(distribution).filter((name) => name.endsWith('.cjs') && name !== 'converter.cjs')
    expect(scripts).toEqual(expect.arrayContaining(['run.cjs', 'screen.cjs']))
    for (const name of scripts) {
      expect(
        readFileSync(join(distribution, name)).findIndex((byte) => byte > 0x7f),
        name,
      ).toBe(-1)
    }
  })

  it('reads Han characters in regular expressions: a date in Chinese is one', async () => {
    const folder = temporaryFolder()
    writeFiles(join(folder.path, 'corpus'), sampleFiles)
    expect((await runCli(['index'], { cwd: folder.path })).status).toBe(0)
    const { stdout } = await runCli(['search', '--count', 'date:2024年5月'], { cwd: folder.path })
    expect(stdout).toBe('1\n')
    folder.remove()
  })
})

describe('the terminal UI as it is shipped', () => {
  it('comes as one script that holds its packages', () => {
    const script = readFileSync(join(distribution, 'screen.cjs'), 'utf8')
    const required = [...script.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name!)
    expect(required.length).toBeGreaterThan(10)
    expect(required.filter((name) => !isBuiltin(name))).toEqual([])
  })

  it('names the licences of what it holds', () => {
    const licences = readFileSync(join(distribution, 'licences.txt'), 'utf8')
    for (const name of ['ink 6.8.0: MIT', 'react 19.', 'yoga-layout 3.', 'flexsearch 0.8.'])
      expect(licences).toContain(name)
  })
})
