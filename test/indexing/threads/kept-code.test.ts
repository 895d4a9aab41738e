import { readdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { createLoader } from '../../../src/indexing/threads/kept-code.js'
import { temporaryFolder } from '../../support/cli.js'

const folder = temporaryFolder()
afterAll(folder.remove)

const loaderFor = () =>
  createLoader({
    command: 'index',
    keeps: false,
    require: createRequire(import.meta.url),
    importModule: async (name): Promise<unknown> => import(join(folder.path, name)),
  })

test('a script may hold patterns that are not in ASCII', () => {
  writeFileSync(join(folder.path, 'patterns.cjs'), String.raw`exports.found = /原标题/.test('\u539f\u6807\u9898')`)
  expect(loaderFor()(join(folder.path, 'patterns.cjs'))).toEqual({ found: true })
})

test('a script is run once, and requires other scripts and modules of its folder', async () => {
  writeFileSync(join(folder.path, 'count.cjs'), 'globalThis.runs = (globalThis.runs ?? 0) + 1; exports.runs = runs')
  writeFileSync(join(folder.path, 'module.js'), 'export const from = "module"')
  writeFileSync(
    join(folder.path, 'first.cjs'),
    'exports.runs = [require("./count.js").runs, require("./count.js").runs]; exports.module = require("./module.js")',
  )
  vi.stubEnv('XDG_CACHE_HOME', join(folder.path, 'cache'))
  const { runs, module } = loaderFor()(join(folder.path, 'first.cjs')) as { runs: number[]; module: Promise<object> }
  expect(runs).toEqual([1, 1])
  expect(await module).toMatchObject({ from: 'module' })
  expect(readdirSync(folder.path)).not.toContain('cache')
  vi.unstubAllEnvs()
})
