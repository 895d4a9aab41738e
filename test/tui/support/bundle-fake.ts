import { build } from 'esbuild'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../../..', import.meta.url))

/**
 * `run-fake.ts` as one file that starts in a third of the time. It lies below node_modules, where its packages are found
 * and git doesn't look.
 * @returns the file's path
 */
export async function bundleFake(): Promise<string> {
  const outfile = join(root, 'node_modules', '.cache', 'xunzhang', 'run-fake.mjs')
  const entry = fileURLToPath(new URL('run-fake.ts', import.meta.url))
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    jsx: 'automatic',
    logLevel: 'silent',
  })
  return outfile
}
