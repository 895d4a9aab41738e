/**
 * Loading the program, run.cjs, as quickly as this Node can.
 *
 * A third of a cold search would go into compiling. The build therefore keeps what V8 made of the program on a first
 * search, in run.cache: on the Node that built it, it is taken from there (8 of 54 ms); another Node compiles, and
 * keeps its own cache where it can (since 22.1). Node's modules are asked for one by one, since an import of `node:fs`
 * loads all of its streams.
 *
 * run.cache: a header line of {@link headerLength} bytes that names program, V8 and processor, then V8's data.
 */
import type { OtherCommands } from './commands/index.js'

const fs = process.getBuiltinModule('node:fs')
const vm = process.getBuiltinModule('node:vm')
const nodeModule = process.getBuiltinModule('node:module')

export interface Program {
  readonly run: (args: readonly string[], others: OtherCommands) => Promise<never>
}

/** Since Node 22.1. */
interface CompileCaching {
  readonly enableCompileCache?: () => unknown
}

const headerLength = 96

/** Loads run.cjs from a folder (an absolute path), with its cache where that fits. */
export function loadProgram(folder: string): Program {
  const path = `${folder}run.cjs`
  const cache = readOptional(`${folder}run.cache`)
  if (cache !== undefined) {
    const source = fs.readFileSync(path, 'latin1')
    if (cache.toString('latin1', 0, headerLength) === headerFor(source)) {
      return execute(compile(source, path, cache.subarray(headerLength)), path)
    }
  }
  ;(nodeModule as CompileCaching).enableCompileCache?.()
  return nodeModule.createRequire(path)(path) as Program
}

/** Compiles the program so that, once it has run, its cache can be kept. */
export function loadForCaching(folder: string): { readonly program: Program; readonly cache: () => Buffer } {
  const path = `${folder}run.cjs`
  const source = fs.readFileSync(path, 'latin1')
  const script = compile(source, path)
  const cache = () => Buffer.concat([Buffer.from(headerFor(source), 'latin1'), script.createCachedData()])
  return { program: execute(script, path), cache }
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

function execute(script: ReturnType<typeof compile>, path: string): Program {
  const module = { exports: {} }
  const wrapped = script.runInThisContext() as Wrapped
  wrapped(module.exports, nodeModule.createRequire(path), module, path, path.slice(0, -'run.cjs'.length))
  return module.exports as Program
}

function readOptional(path: string): Buffer | undefined {
  try {
    return fs.readFileSync(path)
  } catch {
    return undefined
  }
}
