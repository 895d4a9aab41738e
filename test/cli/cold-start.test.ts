import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cliPath, projectRoot, runCli, runProgram, temporaryFolder } from '../support/cli.js'
import { sampleFiles, writeFiles } from '../support/collection.js'

const distribution = join(projectRoot, 'dist')

/** All that a module of dist/ loads before it runs: our files, and the packages they name. */
function staticImports(path: string, seen = new Set<string>()): Set<string> {
  if (seen.has(path)) return seen
  seen.add(path)
  const statements = /^(?:import\b|export\b|\} from)[^;"']*["']([^"']+)["'];$/gm
  for (const [, name] of readFileSync(path, 'utf8').matchAll(statements)) {
    if (name!.startsWith('.')) staticImports(join(dirname(path), name!), seen)
    else seen.add(name!)
  }
  return seen
}

const packagesOf = (name: string) =>
  [...staticImports(join(distribution, name))].filter((path) => !path.startsWith('/') && !path.startsWith('node:'))

const folder = temporaryFolder()
beforeAll(async () => {
  writeFiles(join(folder.path, 'corpus'), sampleFiles)
  expect((await runCli(['index'], { cwd: folder.path })).status).toBe(0)
})
afterAll(folder.remove)

describe('a cold search', () => {
  it('loads no package: no parser, no screen', () => {
    expect(packagesOf('run.js')).toEqual([])
    expect(packagesOf('commands/index-command.js')).toContain('cheerio/slim')
  })

  // Other programs on the machine may take the processor at any moment: of several tries the best counts.
  it('takes at most three times as long as Node alone', { retry: 4 }, async () => {
    const milliseconds = { node: Infinity, search: Infinity }
    for (let round = 0; round < 5; round++) {
      for (const [name, args] of [
        ['node', ['-e', '0']],
        ['search', [cliPath, 'search', '渡口']],
      ] as const) {
        const { milliseconds: taken } = await runProgram(process.execPath, args, { cwd: folder.path })
        milliseconds[name] = Math.min(milliseconds[name], taken)
      }
    }
    expect(milliseconds.search / milliseconds.node).toBeLessThan(3)
  })
})
