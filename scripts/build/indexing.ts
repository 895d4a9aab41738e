/**
 * The command `index` as one script, indexing.cjs, which brings its compiled code along as run.cjs does: most updates
 * change little, and then finding, linking and compiling its modules would be much of the work.
 */
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { build, type BuildOptions, type Plugin } from 'esbuild'
import type { BuiltFile } from './script.js'
import { tasksFromScript } from './work.js'

export async function bundleIndexing(script: BuildOptions): Promise<BuiltFile> {
  const { outputFiles } = await build({
    ...script,
    entryPoints: { indexing: 'src/cli/commands/index-command.ts' },
    plugins: [...script.plugins!, tasksFromScript, withIgnore],
    // A script that comes from its cache can't import: its packages are required, chokidar too, an ES module (Node 20.19).
    supported: { 'dynamic-import': false },
    write: false,
  })
  return outputFiles[0]!
}

/** The rules of ignore files are asked before anything is read: their package of one file comes with the script. */
const withIgnore: Plugin = {
  name: 'with-ignore',
  setup(bundler) {
    bundler.onResolve({ filter: /^ignore$/ }, () => ({ path: createRequire(import.meta.url).resolve('ignore') }))
  },
}

/** In the entry: the command comes from the script. */
export const indexingFromScript: Plugin = {
  name: 'indexing-from-script',
  setup(bundler) {
    const path = fileURLToPath(new URL('indexing-loader.ts', import.meta.url))
    bundler.onResolve({ filter: /^\.\/index-command\.js$/ }, () => ({ path }))
  },
}
