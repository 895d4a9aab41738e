/** What the program is made of, as an installation has it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { projectRoot, runCli, temporaryFolder } from '../support/cli.js'
import { sampleFiles, writeFiles } from '../support/collection.js'

const distribution = join(projectRoot, 'dist')

describe('the built program', () => {
  it('reads Han characters in regular expressions: a date in Chinese is one', async () => {
    const folder = temporaryFolder()
    writeFiles(join(folder.path, 'corpus'), sampleFiles)
    expect((await runCli(['index'], { cwd: folder.path })).status).toBe(0)
    const { stdout } = await runCli(['search', '--count', 'date:2024年5月'], { cwd: folder.path })
    expect(stdout).toBe('1\n')
    folder.remove()
  })

  it('shows where in the source an unexpected error was thrown, in short lines', async () => {
    const env = { XUNZHANG_DEBUG: '1', NODE_OPTIONS: '--enable-source-maps' }
    const { stderr } = await runCli(['search', '渡口', '--index', '/nowhere'], { env })
    expect(stderr).toMatch(/src\/[\w/-]+\.ts:\d+:\d+/)
    for (const line of stderr.split('\n')) expect(line.length).toBeLessThan(400)
  })

  it('names the licences of the packages that it holds', () => {
    const licences = readFileSync(join(distribution, 'licences.txt'), 'utf8')
    for (const name of [
      'ink 6.8.0: MIT',
      'react 19.',
      'yoga-layout 3.',
      'flexsearch 0.8.',
      'cheerio 1.',
      'gray-matter 4.',
    ])
      expect(licences).toContain(name)
  })
})
