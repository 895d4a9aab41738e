/**
 * Reading, cleaning, analysing and writing with their packages as one script, work.cjs. A worker thread starts with it
 * in a fifth of the time that finding and linking the packages' 200 files takes, and a small update in the main thread
 * likewise.
 */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { build, transform, type BuildOptions, type Plugin } from 'esbuild'
import type { Script } from './script.js'
import { keepConstants } from './constants.js'
import { packagesWhenUsed } from './when-used.js'

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))

export async function bundleWork(script: BuildOptions): Promise<Script> {
  const { outputFiles, metafile } = await build({
    ...script,
    entryPoints: { work: here('../../src/indexing/tasks/tasks.ts') },
    packages: 'bundle',
    external: ['iconv-lite'], // Half a megabyte of tables, for encodings that hardly any collection has.
    plugins: [...script.plugins!, packagesWhenUsed, withoutParser],
    metafile: true,
    write: false,
  })
  const { path, contents } = outputFiles[0]!
  const { code } = await transform(keepConstants(Buffer.from(contents).toString('utf8')), {
    minifyWhitespace: true,
    minifyIdentifiers: true,
    format: 'cjs',
    charset: 'ascii',
    target: 'node20',
  })
  return { script: { path, contents: Buffer.from(code) }, metafile }
}

/**
 * js-yaml looks for a parser of JavaScript, for a type of value that front matter is never allowed to contain. That
 * takes seven milliseconds in each thread.
 */
const withoutParser: Plugin = {
  name: 'without-parser',
  setup(bundler) {
    bundler.onLoad({ filter: /js-yaml[\\/]lib[\\/]js-yaml[\\/]type[\\/]js[\\/]function\.js$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8')
      return { contents: source.replace("_require('esprima')", 'undefined') }
    })
  },
}

/** In all other modules, tasks are loaded from the script. */
export const tasksFromScript: Plugin = {
  name: 'tasks-from-script',
  setup(bundler) {
    bundler.onResolve({ filter: /\/tasks\.js$/ }, () => ({ path: here('work-loader.ts') }))
  },
}
