/**
 * Builds dist/: the compiled lexicon, the bundle and its compiled code, the type declarations.
 * A step whose outputs are newer than its inputs is skipped; `--force` runs all.
 */
import { execFileSync } from 'node:child_process'
import { utimesSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { bundle } from './build/bundle.js'
import { keepCodeCache } from './build/code-cache.js'
import { isFresh } from './build/fresh.js'

const root = fileURLToPath(new URL('..', import.meta.url))
const at = (...names: string[]) => join(root, ...names)
const always = process.argv.includes('--force')

interface Step {
  readonly name: string
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly run: () => Promise<void>
}

const steps: readonly Step[] = [
  {
    name: 'data',
    inputs: [at('scripts/build-data'), at('src/text'), at('package.json')],
    outputs: [at('dist/data/lexicon.bin')],
    run: async () => {
      const { buildData } = await import('./build-data/index.js')
      await buildData(at('dist/data'))
    },
  },
  {
    name: 'bundle',
    inputs: [at('scripts/build.ts'), at('scripts/build'), at('src'), at('package.json')],
    outputs: [at('dist/index.js'), at('dist/cli.js'), at('dist/run.cjs'), at('dist/worker.js')],
    run: () => bundle(root, at('dist')),
  },
  {
    name: 'code cache',
    inputs: [at('dist/run.cjs'), at('dist/data')],
    outputs: [at('dist/run.cache')],
    run: async () => keepCodeCache(root, at('dist')),
  },
  {
    name: 'types',
    inputs: [at('tsconfig.json'), at('tsconfig.types.json'), at('src')],
    outputs: [at('dist/types/index.d.ts')],
    run: async () => declareTypes(),
  },
]

try {
  for (const step of steps) await runStep(step)
} catch (error) {
  // The compiler and the bundler have said on standard error what is wrong where.
  process.stderr.write(
    `build failed: ${error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)}\n`,
  )
  process.exitCode = 1
}

async function runStep({ name, inputs, outputs, run }: Step): Promise<void> {
  if (!always && isFresh(outputs, inputs)) return
  const start = performance.now()
  await run()
  const now = new Date()
  for (const path of outputs) utimesSync(path, now, now)
  process.stderr.write(`built ${name} in ${((performance.now() - start) / 1000).toFixed(1)} s\n`)
}

function declareTypes(): void {
  const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc')
  execFileSync(process.execPath, [compiler, '-p', at('tsconfig.types.json')], { cwd: root, stdio: 'inherit' })
}
