import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
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

function chunkOf(command: string): string {
  const name = readdirSync(join(distribution, 'chunks')).find((file) => file.startsWith(`${command}-command-`))
  return join(distribution, 'chunks', name!)
}

const packagesOf = (command: string) =>
  [...staticImports(chunkOf(command))].filter((name) => !name.startsWith('/') && !name.startsWith('node:'))

describe('a cold search', () => {
  it('loads no package: no parser, no screen', () => {
    expect(packagesOf('search')).toEqual([])
    expect(packagesOf('index')).toContain('cheerio/slim')
  })

  it('takes at most three times as long as Node alone (the fastest of nine)', async () => {
    const folder = temporaryFolder()
    writeFiles(join(folder.path, 'corpus'), sampleFiles)
    await runCli(['index'], { cwd: folder.path })
    const fastest = async (args: readonly string[]) => {
      const times: number[] = []
      for (let at = 0; at < 9; at++)
        times.push((await runProgram(process.execPath, args, { cwd: folder.path })).milliseconds)
      return Math.min(...times)
    }
    const node = await fastest(['-e', '0'])
    const search = await fastest([cliPath, 'search', '渡口'])
    folder.remove()
    expect(search / node).toBeLessThan(3)
  })
})
