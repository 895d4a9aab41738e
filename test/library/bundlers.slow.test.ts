/**
 * The packed package in programs that others build: every bundler is the real one, with its default settings and, where
 * docs/LIBRARY.md says so, one line. What was built runs on each Node that is here. Tools come from `npm run peers`.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { projectRoot, temporaryFolder } from '../support/cli.js'

const peers = join(projectRoot, '.peers')
const peer = (name: string) => join(peers, 'node_modules', name)
const load = async <T>(name: string): Promise<T> => {
  const path = createRequire(join(peers, 'package.json')).resolve(name)
  const loaded = (await import(pathToFileURL(path).href)) as T & { default?: T }
  return loaded.default ?? loaded
}

const nodes = [
  process.execPath,
  ...['node-22', 'node-24'].map((name) => join(peer(name), 'bin/node')).filter((path) => existsSync(path)),
]

const folder = temporaryFolder()
const at = (name: string) => join(folder.path, name)
afterAll(folder.remove)

const use = `async function use(place) {
  const index = await createIndex(place)
  await index.add([{ id: 1, title: '渡口的旧桥', text: '桥面要抬高半米。' }])
  await index.commit()
  const { total } = await index.search('"抬高半米"')
  await index.close()
  return total
}`
const programs: Readonly<Record<string, string>> = {
  'app.mjs': `import { createIndex } from 'xunzhang'\n${use}\nconsole.log(await use(':memory:'))\n`,
  'app.cjs': `const { createIndex } = require('xunzhang')\n${use}\nuse(':memory:').then((total) => console.log(total))\n`,
  'thread.mjs': `import { Worker } from 'node:worker_threads'\nnew Worker(new URL('app.mjs', import.meta.url))\n`,
  'entry.js': `import { createIndex } from 'xunzhang'\n${use}\nuse(':memory:').then((total) => console.log(total))\n`,
}

/** The packed files in a folder of their own: what a link leads to, bundlers take for the program's own. */
beforeAll(() => {
  const packed = execFileSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder.path], {
    cwd: projectRoot,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [{ filename }] = JSON.parse(packed) as [{ filename: string }]
  mkdirSync(at('node_modules/xunzhang'), { recursive: true })
  execFileSync('tar', ['xzf', at(filename), '-C', at('node_modules/xunzhang'), '--strip-components=1'])
  const { dependencies } = JSON.parse(readFileSync(at('node_modules/xunzhang/package.json'), 'utf8')) as {
    dependencies: object
  }
  for (const name of Object.keys(dependencies))
    symlinkSync(join(projectRoot, 'node_modules', name), at(`node_modules/${name}`))
  writeFileSync(at('package.json'), '{"private":true}')
  for (const [name, text] of Object.entries(programs)) writeFileSync(at(name), text)
})

function runs(file: string): void {
  for (const node of nodes) {
    const { stdout, stderr } = spawnSync(node, [at(file)], { cwd: folder.path, encoding: 'utf8' })
    expect({ node, stdout, stderr }).toEqual({ node, stdout: '1\n', stderr: '' })
  }
}

describe(
  `a program on Node ${nodes.length === 3 ? '20, 22 and 24' : '(others: npm run peers)'}`,
  { timeout: 120_000 },
  () => {
    it.each(['app.mjs', 'app.cjs', 'thread.mjs'])('makes, fills and searches an index: %s', runs)

    it('does so built by esbuild', async () => {
      const { build } = await import('esbuild')
      const common = {
        entryPoints: [at('entry.js')],
        bundle: true,
        platform: 'node' as const,
        absWorkingDir: folder.path,
      }
      await build({ ...common, format: 'esm', packages: 'external', outfile: at('esbuild.mjs') })
      await build({ ...common, format: 'cjs', packages: 'external', outfile: at('esbuild.cjs') })
      runs('esbuild.mjs')
      runs('esbuild.cjs')
    })

    const without = (name: string) => (existsSync(peer(name)) ? '' : ` (skipped: npm run peers brings ${name})`)

    it.skipIf(without('rollup'))(`does so built by Rollup${without('rollup')}`, async () => {
      const { rollup } = await load<{
        rollup: (options: object) => Promise<{ write: (options: object) => Promise<void> }>
      }>('rollup')
      const built = await rollup({ input: at('entry.js'), external: ['xunzhang'] })
      await built.write({ file: at('rollup.mjs'), format: 'es' })
      runs('rollup.mjs')
    })

    it.skipIf(without('vite'))(`does so built by Vite for a server${without('vite')}`, async () => {
      const { build } = await load<{ build: (options: object) => Promise<unknown> }>('vite')
      const options = { root: folder.path, logLevel: 'error', configFile: false }
      await build({
        ...options,
        build: { ssr: 'entry.js', outDir: 'vite', rollupOptions: { output: { entryFileNames: 'entry.mjs' } } },
      })
      runs('vite/entry.mjs')
    })

    it.skipIf(without('webpack'))(`does so built by webpack${without('webpack')}`, async () => {
      const webpack =
        await load<
          (
            options: object,
            done: (error: unknown, stats: { toString: () => string; hasErrors: () => boolean }) => void,
          ) => void
        >('webpack')
      const complaint = await new Promise<string>((resolve) => {
        const options = {
          context: folder.path,
          entry: './entry.js',
          target: 'node',
          mode: 'production',
          externals: { xunzhang: 'commonjs xunzhang' },
          output: { path: at('webpack'), filename: 'entry.cjs' },
        }
        webpack(options, (error, stats) =>
          resolve(error instanceof Error ? error.message : stats.hasErrors() ? stats.toString() : ''),
        )
      })
      expect(complaint).toBe('')
      runs('webpack/entry.cjs')
    })

    const withoutNext = without('next')
    it.skipIf(withoutNext)(`answers in a route of Next${withoutNext}`, { timeout: 600_000 }, async () => {
      const files = {
        'next/package.json': '{"private":true}',
        'next/next.config.mjs': `export default { serverExternalPackages: ['xunzhang'] }\n`,
        'next/app/layout.js': 'export default ({ children }) => <html><body>{children}</body></html>\n',
        'next/app/search/route.js': `import { createIndex } from 'xunzhang'\n${use}
export const dynamic = 'force-dynamic'
export const GET = async () => Response.json({ total: await use(':memory:') })\n`,
      }
      for (const [name, text] of Object.entries(files)) {
        mkdirSync(dirname(at(name)), { recursive: true })
        writeFileSync(at(name), text)
      }
      for (const name of ['next', 'react', 'react-dom']) symlinkSync(peer(name), at(`node_modules/${name}`))
      const program = join(peer('next'), 'dist/bin/next')
      const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' as const }
      // Webpack reads the linked packages of this folder, which Turbopack takes for files outside of its root.
      const built = spawnSync(process.execPath, [program, 'build', '--webpack'], {
        cwd: at('next'),
        env,
        encoding: 'utf8',
      })
      expect(built.status, built.stdout + built.stderr).toBe(0)
      const server = spawn(process.execPath, [program, 'start', '--port', '0'], { cwd: at('next'), env })
      try {
        let said = ''
        while (!/http:\/\/localhost:\d+/.test(said)) said += String((await once(server.stdout, 'data'))[0])
        const [address] = /http:\/\/localhost:\d+/.exec(said)!
        expect(await (await fetch(`${address}/search`)).json()).toEqual({ total: 1 })
      } finally {
        server.kill()
        await once(server, 'close')
      }
    })
  },
)
