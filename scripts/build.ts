/**
 * Builds dist/: the compiled lexicon, the program, the man pages and the type declarations. A step whose outputs are
 * newer than its inputs is skipped; `--force` runs all. `--program` leaves out the declarations, which take longest and
 * which the program does not need.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildEngine } from './build/engine.js'
import { buildExport, buildPage } from './build/browser.js'
import { isFresh } from './build/fresh.js'
import { writeLicences } from './build/licences.js'
import { writeManPages } from './build/man-pages.js'
import { buildProgram } from './build/program.js'
import { removeStale } from './build/stale.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const at = (...names: string[]) => join(root, ...names)
const has = (option: string) => process.argv.includes(option)

interface Step {
  readonly name: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly run: () => Promise<void>
}

const dataStep: Step = {
  name: 'data',
  inputs: [at('scripts/build-data'), at('data/words'), at('src/text'), at('corpus'), at('package.json')],
  outputs: [at('dist/data/lexicon.bin'), at('dist/data/units.bin'), at('dist/data/sample.json')],
  run: async () => {
    const { buildData } = await import('./build-data/index.js')
    await buildData(at('dist/data'))
  },
}

const programStep: Step = {
  name: 'program',
  inputs: [at('scripts/build.ts'), at('scripts/build'), at('src'), at('package.json')],
  outputs: [
    'cli.cjs',
    'index.js',
    'library-door.cjs',
    'page/page.js',
    'export/worker.js',
    'engine.js',
    'licences.txt',
  ].map((name) => at('dist', name)),
  run: async () => {
    const parts = (
      await Promise.all([buildProgram, buildPage, buildExport, buildEngine].map((part) => part(root)))
    ).flat()
    writeLicences(parts, root)
    removeStale(parts, root)
  },
}

const manStep: Step = {
  name: 'man pages',
  inputs: [at('dist/cli.cjs')],
  outputs: [at('dist/man/xunzhang.1'), at('dist/man/zh_CN/xunzhang.1')],
  run: async () => writeManPages(at('dist/cli.cjs'), at('dist/man')),
}

const typesStep: Step = {
  name: 'types',
  inputs: [at('tsconfig.json'), at('tsconfig.types.json'), at('src')],
  outputs: ['index.d.ts', 'index.d.cts', 'engine.d.ts', 'engine-node.d.ts'].map((name) => at('dist/types', name)),
  run: declareTypes,
}

try {
  const declared = has('--program') ? undefined : runStep(typesStep)
  await Promise.all([declared, runStep(dataStep), runStep(programStep)])
  if (!has('--program')) await runStep(manStep)
} catch (error) {
  // The compiler and the bundler have already printed what is wrong and where.
  const reason = error instanceof Error ? error.message.split('\n')[0]! : String(error)
  process.stderr.write(`build failed: ${reason}\n`)
  process.exitCode = 1
}

async function runStep({ name, inputs, outputs, run }: Step): Promise<void> {
  if (!has('--force') && isFresh(outputs, inputs)) return
  const start = performance.now()
  await run()
  const now = new Date()
  for (const path of outputs) utimesSync(path, now, now)
  process.stderr.write(`built ${name} in ${((performance.now() - start) / 1000).toFixed(1)} s\n`)
}

/** One file for the public types of each entry. */
async function declareTypes(): Promise<void> {
  rmSync(at('dist/types'), { recursive: true, force: true })
  await declareEntry('src/index.ts', 'index.d.ts')
  await declareEntry('src/library/engine/index.ts', 'engine.d.ts')
  await declareEntry('src/library/engine/storages/node.ts', 'engine-node.d.ts')
  // Declarations of a CommonJS module are right for both kinds of programs; those of the ES module re-export them.
  renameSync(at('dist/types/index.d.ts'), at('dist/types/index.d.cts'))
  writeFileSync(at('dist/types/index.d.ts'), "export * from './index.cjs'\n")
}

async function declareEntry(source: string, name: string): Promise<void> {
  const bundler = createRequire(import.meta.url).resolve('dts-bundle-generator/dist/bin/dts-bundle-generator.js')
  const project = ['--project', at('tsconfig.types.json'), '--no-check', '--no-banner', '--silent']
  const files = ['-o', at('dist/types', name), at(source)]
  const child = spawn(process.execPath, [bundler, ...project, ...files], { cwd: root, stdio: 'inherit' })
  const [status] = (await once(child, 'close')) as [number | null]
  if (status !== 0) throw new Error('the types have errors')
  // For Symbol.asyncDispose, which programs without Node's types may lack.
  const types = at('dist/types', name)
  writeFileSync(types, `/// <reference lib="esnext.disposable" />\n${readFileSync(types, 'utf8')}`)
}
