/**
 * Loads the program, run.cjs, and the scripts of its commands as fast as this Node can, because compiling would take a
 * third of a cold search. Since 22.1, Node caches what V8 compiled; for Node 20, this module keeps it in the user's
 * cache folder. Only the command does so; a program that uses the library decides for itself.
 *
 * Node's modules are fetched one by one with `getBuiltinModule`, because an import of `node:fs` loads all of its
 * streams.
 */
import { commandNames } from './command-names.js'
import { sharedState, refreshCache, cacheFolder } from './kept-code.js'
import { compileAsUsual } from '../indexing/threads/compile-less.js'
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

/** Loaded scripts by name, because a script may contain both the program and a command. */
const loaded: Record<string, unknown> = {}

/** Loads run.cjs, which needs nothing but Node's own modules, from a folder (an absolute path). */
export function loadProgram(folder: string): Program {
  const { enableCompileCache } = nodeModule as CompileCaching
  if (enableCompileCache !== undefined) enableCompileCache()
  else sharedState[cacheFolder] = folderForCode()
  // This script contains both the program and its command.
  if (process.argv[2] === 'mcp') return loadScript(`${folder}agent`) as Program
  return loadScript(`${folder}run`, () => builtInModule) as Program
}

const builtInModule = ((name: string) => process.getBuiltinModule(name)) as NodeJS.Require

/**
 * Loads a script, named by its absolute path without `.cjs`.
 * @param requireFor makes the `require` of the script
 */
export function loadScript(name: string, requireFor: RequireFor = nodeModule.createRequire): unknown {
  return (loaded[name] ??= load(name, requireFor))
}

function load(name: string, requireFor: RequireFor): unknown {
  const path = `${name}.cjs`
  const folder = sharedState[cacheFolder]
  if (folder === undefined) return nodeModule.createRequire(path)(path)
  const source = fs.readFileSync(path, 'latin1')
  const kept = nodePath.join(folder, nameFor(nodePath.basename(name), source))
  const cachedData = readOptional(kept)
  const script = new vm.Script(nodeModule.wrap(source), { filename: path, ...(cachedData && { cachedData }) })
  // On exit, because V8 compiles a function when it is first called.
  const isKept = cachedData !== undefined && script.cachedDataRejected !== true
  process.on('exit', () => {
    if (!isKept || sharedState[refreshCache] === true) keep(script, kept, isKept ? cachedData.length * muchMore : 0)
  })
  return execute(script, path, requireFor)
}

/**
 * V8 itself compares only the length of the source, so the build puts a digest into its first line. The name contains
 * the command, because each command calls other functions of a script.
 */
function nameFor(script: string, source: string): string {
  const command = commandNames.find((name) => name === process.argv[2]) ?? 'other'
  return `${script}-${command}.${source.slice(3, source.indexOf('\n'))}-${process.versions.v8}-${process.arch}`
}

/** Kept code is replaced if the new code is larger by this factor. */
const muchMore = 1.2

function keep(script: InstanceType<typeof vm.Script>, path: string, least: number): void {
  const folder = nodePath.dirname(path)
  const temporary = `${path}.${process.pid}.tmp`
  try {
    // Kept code is valid only under the flags that it was made with, and it is loaded before a search changes them.
    compileAsUsual()
    const code = script.createCachedData()
    if (code.length <= least) return
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
    fs.writeFileSync(temporary, code, { mode: 0o600 })
    fs.renameSync(temporary, path)
    const [kept = ''] = nodePath.basename(path).split('.')
    for (const name of fs.readdirSync(folder))
      if (name.startsWith(`${kept}.`) && name !== nodePath.basename(path)) fs.rmSync(nodePath.join(folder, name))
  } catch {
    // The code can't be written, so the next start compiles again.
  }
}

/** The folder for compiled code; undefined if NODE_DISABLE_COMPILE_CACHE=1 turns this off, as in Node. */
function folderForCode(): string | undefined {
  const { NODE_DISABLE_COMPILE_CACHE: off, XDG_CACHE_HOME: given, LOCALAPPDATA: local, HOME: home } = process.env
  const folder = given || local || (home && `${home}/.cache`)
  return folder && off !== '1' && nodePath.isAbsolute(folder)
    ? nodePath.join(folder, 'xunzhang', 'compiled')
    : undefined
}

type Wrapped = (exports: object, require: NodeJS.Require, module: object, filename: string, folder: string) => void

function execute(script: InstanceType<typeof vm.Script>, path: string, requireFor: RequireFor): unknown {
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
