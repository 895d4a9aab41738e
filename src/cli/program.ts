/**
 * Loading the program, run.cjs, and the terminal UI, screen.cjs, as quickly as this Node can.
 *
 * A third of a cold search would go into compiling. The build therefore keeps what V8 made of the program on a first
 * search or a first screen, in run.cache and screen.cache: on the Node that built it, it is taken from there (8 of 54 ms); another Node compiles, and
 * keeps its own cache where it can (since 22.1). Node's modules are asked for one by one, since an import of `node:fs`
 * loads all of its streams.
 *
 * A cache: a header line of {@link headerLength} bytes that names program, V8 and processor, then V8's data.
 */
import type { OtherCommands } from './commands/index.js'

const fs = process.getBuiltinModule('node:fs')
const vm = process.getBuiltinModule('node:vm')
const nodeModule = process.getBuiltinModule('node:module')
const nodePath = process.getBuiltinModule('node:path')

export interface Program {
  readonly run: (args: readonly string[], others: OtherCommands) => Promise<never>
}

/** Since Node 22.1. */
interface CompileCaching {
  readonly enableCompileCache?: () => unknown
}

type RequireFor = (path: string) => NodeJS.Require

const headerLength = 96

/** Loads run.cjs, which needs nothing but Node's own modules, from a folder (an absolute path). */
export function loadProgram(folder: string): Program {
  return loadScript(`${folder}run`, () => builtInModule) as Program
}

const builtInModule = ((name: string) => process.getBuiltinModule(name)) as NodeJS.Require

/**
 * Loads a script, named by its absolute path without `.cjs`, with its cache where that fits.
 * @param requireFor what it is to require by
 */
export function loadScript(name: string, requireFor: RequireFor = nodeModule.createRequire): unknown {
  const path = `${name}.cjs`
  const cache = readOptional(`${name}.cache`)
  if (cache !== undefined) {
    const source = fs.readFileSync(path, 'latin1')
    if (cache.toString('latin1', 0, headerLength) === headerFor(source)) {
      return execute(compile(source, path, cache.subarray(headerLength)), path, requireFor)
    }
  }
  ;(nodeModule as CompileCaching).enableCompileCache?.()
  return nodeModule.createRequire(path)(path)
}

/** Compiles a script so that, once it has run, its cache can be kept. */
export function loadForCaching(name: string): { readonly exports: unknown; readonly keepCache: () => void } {
  const path = `${name}.cjs`
  const source = fs.readFileSync(path, 'latin1')
  const script = compile(source, path)
  const keepCache = () => {
    const temporary = `${name}.cache.${process.pid}.tmp`
    fs.writeFileSync(temporary, Buffer.concat([Buffer.from(headerFor(source), 'latin1'), script.createCachedData()]))
    fs.renameSync(temporary, `${name}.cache`)
  }
  return { exports: execute(script, path, nodeModule.createRequire), keepCache }
}

/**
 * V8 itself compares only the length of the source; the build therefore puts a digest into its first line.
 * A cache of another V8 or processor would be refused by V8, but only after it was read.
 */
function headerFor(source: string): string {
  const digest = source.slice(0, source.indexOf('\n'))
  return `${digest} ${process.versions.v8} ${process.arch}`.padEnd(headerLength - 1).slice(0, headerLength - 1) + '\n'
}

function compile(source: string, filename: string, cachedData?: Buffer) {
  return new vm.Script(nodeModule.wrap(source), { filename, ...(cachedData !== undefined && { cachedData }) })
}

type Wrapped = (exports: object, require: NodeJS.Require, module: object, filename: string, folder: string) => void

function execute(script: ReturnType<typeof compile>, path: string, requireFor: RequireFor): unknown {
  const module = { exports: {} }
  const wrapped = script.runInThisContext() as Wrapped
  wrapped(module.exports, requireFor(path), module, path, nodePath.dirname(path))
  return module.exports
}

function readOptional(path: string): Buffer | undefined {
  try {
    return fs.readFileSync(path)
  } catch {
    return undefined
  }
}
