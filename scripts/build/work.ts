/**
 * Reading, cleaning, analysing and writing with their packages as one script, work.cjs, which brings its compiled code
 * along as run.cjs does. A worker thread starts with it in a fifth of the time that finding and linking the packages'
 * 200 files takes, and a small update in the main thread likewise.
 */
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type BuildOptions, type Plugin } from 'esbuild'
import type { Script } from './script.js'
import { keepConstants } from './constants.js'
import { licencesOf } from './licences.js'

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))

export async function bundleWork(script: BuildOptions): Promise<Script> {
  const { outputFiles, metafile } = await build({
    ...script,
    entryPoints: { work: here('../../src/indexing/tasks/tasks.ts') },
    packages: 'bundle',
    // Names and statements stay: constants are found by them.
    minifyWhitespace: true,
    plugins: [...script.plugins!, packagesWhenUsed, withoutParser],
    metafile: true,
    write: false,
  })
  const { path, contents } = outputFiles[0]!
  const text = licencesOf(metafile, script.absWorkingDir!)
  const kept = Buffer.from(keepConstants(Buffer.from(contents).toString('utf8')))
  return {
    script: { path, contents: kept },
    licences: { path: join(dirname(path), 'work.licences.txt'), contents: text },
  }
}

/**
 * Readers of formats get their packages at the first use: those that lines of JSON never ask for would take half the
 * time that a thread loads. A stand-in passes on whatever is done with what a package exports.
 */
const packagesWhenUsed: Plugin = {
  name: 'packages-when-used',
  setup(bundler) {
    bundler.onLoad({ filter: /[\\/]src[\\/]source[\\/].*\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8')
      const contents = source.replace(packageImport, (_, names: string, from: string) => standIns(names, from))
      return { contents, loader: 'ts' }
    })
  },
}

const packageImport = /^import (?!type )(.+) from '((?!node:)[a-z@].*)'$/gm

function standIns(names: string, from: string): string {
  const exported = `require(${JSON.stringify(from)})`
  const isWhole = !names.startsWith('{')
  const pairs = isWhole ? [[names, exported]] : names.replace(/[{}]/g, '').split(',').map(standInOf)
  return pairs.map(([name, value]) => `const ${name} = ${passingOn(value!)}`).join(';')

  function standInOf(name: string): [string, string] {
    const [own, local = own] = name.trim().split(' as ') as [string, string?]
    return [local, `${exported}.${own}`]
  }
}

function passingOn(value: string): string {
  return `new Proxy(function () {}, {
    apply: (_, self, given) => Reflect.apply(${value}, self, given),
    construct: (_, given) => Reflect.construct(${value}, given),
    get: (_, name) => ${value}[name],
  })`
}

/**
 * js-yaml looks for a parser of JavaScript, for a type of value that front matter is never allowed to hold: seven
 * milliseconds a thread.
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

/** In all other modules: tasks come from the script. */
export const tasksFromScript: Plugin = {
  name: 'tasks-from-script',
  setup(bundler) {
    bundler.onResolve({ filter: /\/tasks\.js$/ }, () => ({ path: here('work-loader.ts') }))
  },
}
