/**
 * Reading, cleaning, analysing and writing with their packages as one script, work.cjs, which brings its compiled code
 * along as run.cjs does. A worker thread starts with it in a fifth of the time that finding and linking the packages'
 * 200 files takes, and a small update in the main thread likewise.
 */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type BuildOptions, type Plugin } from 'esbuild'
import type { Script } from './bundle.js'
import { licencesOf } from './licences.js'

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))

export async function bundleWork(script: BuildOptions): Promise<Script> {
  const { outputFiles, metafile } = await build({
    ...script,
    entryPoints: { work: here('../../src/engine/tasks.ts') },
    packages: 'bundle',
    metafile: true,
    write: false,
  })
  const { path, contents } = outputFiles[0]!
  const text = licencesOf(metafile, script.absWorkingDir!)
  return { script: { path, contents }, licences: { path: join(dirname(path), 'work.licences.txt'), contents: text } }
}

/** In all other modules: tasks come from the script. */
export const tasksFromScript: Plugin = {
  name: 'tasks-from-script',
  setup(bundler) {
    bundler.onResolve({ filter: /\/tasks\.js$/ }, () => ({ path: here('work-loader.ts') }))
  },
}
