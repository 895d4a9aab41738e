/**
 * The command `index` as one script, indexing.cjs. Most updates change little, so that finding, linking and compiling
 * modules would be much of the work.
 */
import { createRequire } from 'node:module'
import { build, type BuildOptions, type Plugin } from 'esbuild'
import type { BuiltFile } from './script.js'
import { tasksFromScript } from './work.js'

export async function bundleIndexing(script: BuildOptions): Promise<BuiltFile> {
  const { outputFiles } = await build({
    ...script,
    entryPoints: { indexing: 'src/cli/commands/index-command.ts' },
    plugins: [...script.plugins!, tasksFromScript, withIgnore],
    minify: true,
    write: false,
  })
  return outputFiles[0]!
}

/** Ignore files are applied before anything is read, so the package for them, which is one file, is bundled. */
const withIgnore: Plugin = {
  name: 'with-ignore',
  setup(bundler) {
    bundler.onResolve({ filter: /^ignore$/ }, () => ({ path: createRequire(import.meta.url).resolve('ignore') }))
  },
}
