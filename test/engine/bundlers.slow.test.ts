/**
 * `xunzhang/engine` in programs that others build, each bundler with its default settings, and in other runtimes. What
 * was built has the engine in it and runs on Node, Bun and Deno. Tools come from `npm run peers`.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { afterAll, describe, expect, it } from 'vitest'
import { projectRoot, temporaryFolder } from '../support/cli.js'

const peers = join(projectRoot, '.peers')
const peer = (name: string): string => join(peers, 'node_modules', name)
const load = async <T>(name: string): Promise<T> => {
  const path = createRequire(join(peers, 'package.json')).resolve(name)
  const loaded = (await import(pathToFileURL(path).href)) as T & { readonly default?: T }
  return loaded.default ?? loaded
}

const folder = temporaryFolder()
const at = (name: string): string => join(folder.path, name)
afterAll(folder.remove)
mkdirSync(at('node_modules'))
symlinkSync(projectRoot, at('node_modules/xunzhang'))
writeFileSync(at('package.json'), '{"private":true,"type":"module"}')
const program = (from: string): string => `import { createEngine } from '${from}'
async function use() {
  const engine = await createEngine()
  await engine.add([{ id: 1, title: '渡口的旧桥', text: '桥面要抬高半米。' }])
  await engine.commit()
  return (await engine.search('"抬高半米"')).total
}
use().then((total) => console.log(total))
`
writeFileSync(at('entry.js'), program('xunzhang/engine'))
// Rollup by itself finds no packages.
writeFileSync(at('direct.js'), program('./node_modules/xunzhang/dist/engine.js'))

function runs(file: string): void {
  expect(readFileSync(at(file), 'utf8')).not.toMatch(/from ?["']xunzhang/)
  const { stdout, stderr } = spawnSync(process.execPath, [at(file)], { cwd: folder.path, encoding: 'utf8' })
  expect({ stdout, stderr }).toEqual({ stdout: '1\n', stderr: '' })
}

const without = (name: string): string => (existsSync(peer(name)) ? '' : ` (skipped: npm run peers brings ${name})`)

describe('an engine in a program', { timeout: 120_000 }, () => {
  it('runs built by esbuild', async () => {
    await build({ entryPoints: [at('entry.js')], bundle: true, format: 'esm', outfile: at('esbuild.js') })
    runs('esbuild.js')
  })

  it.skipIf(without('rollup'))(`runs built by Rollup${without('rollup')}`, async () => {
    const { rollup } = await load<{
      rollup: (options: object) => Promise<{ write: (options: object) => Promise<void> }>
    }>('rollup')
    await (await rollup({ input: at('direct.js') })).write({ file: at('rollup.js'), format: 'es' })
    runs('rollup.js')
  })

  it.skipIf(without('vite'))(`runs built by Vite for a page${without('vite')}`, async () => {
    const { build: buildPage } = await load<{ build: (options: object) => Promise<unknown> }>('vite')
    writeFileSync(at('index.html'), '<script type="module" src="/entry.js"></script>')
    const output = { entryFileNames: 'entry.js' }
    const options = { outDir: 'vite', modulePreload: false, rollupOptions: { output } }
    await buildPage({ root: folder.path, logLevel: 'error', configFile: false, build: options })
    runs('vite/entry.js')
  })

  it.skipIf(without('webpack'))(`runs built by webpack${without('webpack')}`, async () => {
    type Stats = { readonly toString: () => string; readonly hasErrors: () => boolean }
    const webpack = await load<(options: object, done: (error: unknown, stats: Stats) => void) => void>('webpack')
    const complaint = await new Promise<string>((resolve) => {
      const output = { path: at('webpack'), filename: 'entry.js' }
      webpack({ context: folder.path, entry: './entry.js', mode: 'none', output }, (error, stats) =>
        resolve(error instanceof Error ? error.message : stats.hasErrors() ? stats.toString() : ''),
      )
    })
    expect(complaint).toBe('')
    runs('webpack/entry.js')
  })
})

const runtimes = {
  'node-22': ['bin/node'],
  'node-24': ['bin/node'],
  bun: ['bin/bun', 'run'],
  deno: ['deno', 'run', '--allow-read'],
} as const

describe('the contract of the engine, over memory', { timeout: 240_000 }, () => {
  it.for(Object.keys(runtimes) as (keyof typeof runtimes)[])(`is kept in %s`, async (name, { skip }) => {
    const [file, ...options] = runtimes[name]
    skip(!existsSync(join(peer(name), file)), `npm run peers brings ${name}`)
    const runner = `import * as door from ${JSON.stringify(pathToFileURL(join(projectRoot, 'dist/engine.js')).href)}
import { readFileSync } from 'node:fs'
import { contract } from ${JSON.stringify(join(projectRoot, 'test/engine/contract.ts'))}
const bytesOf = (name) => new Uint8Array(readFileSync(${JSON.stringify(join(projectRoot, 'dist/data'))} + '/' + name))
const [lexicon, pinyin] = [bytesOf('lexicon.bin'), bytesOf('pinyin.txt')]
for (const [law, check] of Object.entries(contract)) {
  const storage = door.memoryStorage()
  await check({ door, storage: async () => storage, lexicon, pinyin }).catch((error) => console.log(law + ': ' + error))
}
console.log('done')
`
    const entry = { contents: runner, resolveDir: projectRoot, loader: 'ts' as const }
    const external = [pathToFileURL(join(projectRoot, 'dist/engine.js')).href]
    await build({ stdin: entry, bundle: true, platform: 'node', format: 'esm', external, outfile: at(`${name}.mjs`) })
    const { stdout, stderr } = spawnSync(join(peer(name), file), [...options, at(`${name}.mjs`)], { encoding: 'utf8' })
    expect({ stdout, stderr }).toEqual({ stdout: 'done\n', stderr: '' })
  })
})
