#!/usr/bin/env node
/** The `xunzhang` command. It keeps the compiled program for the next start. */
import type * as program from './run.js'
import { compileAsUsual } from '../../indexing/threads/compile-less.js'
import { commandNames } from './command-names.js'

/**
 * Loads a script with the code that V8 compiled for it at an earlier start, because compiling takes a third of a cold
 * search. Node does so itself only since 22.1.
 *
 * Node's modules are fetched with `getBuiltinModule`, because `require('node:fs')` loads all of its streams.
 */
const fs = process.getBuiltinModule('node:fs')
const vm = process.getBuiltinModule('node:vm')
const zlib = process.getBuiltinModule('node:zlib')
const nodePath = process.getBuiltinModule('node:path')

type Wrapped = (exports: object, require: (name: string) => unknown, module: object, file: string, dir: string) => void

/**
 * @param path absolute; of a script in ASCII, which V8 holds in half the memory and reads in half the time
 * @param digest of the script, because V8 itself compares only its length
 * @param importModule imports a module of the script's folder: a script with kept code can't
 */
function loadWithKeptCode(
  path: string,
  digest: string,
  require: NodeJS.Require,
  importModule: (name: string) => Promise<unknown>,
): unknown {
  const requireFast = (name: string): unknown =>
    name.startsWith('./') ? later(() => importModule(name)) : (process.getBuiltinModule(name) ?? require(name))
  if ((process as Mapping).sourceMapsEnabled === true) return loadWithMap(path, requireFast)
  const folder = folderForCode()
  const kept = folder && nodePath.join(folder, `${commandName()}.${digest}-${process.versions.v8}-${process.arch}`)
  const cachedData = kept && readKept(kept)
  const source = wrap(fs.readFileSync(path, 'latin1'))
  const script = new vm.Script(source, { filename: path, ...(cachedData && { cachedData }) })
  const least = cachedData && script.cachedDataRejected === false ? cachedData.length * muchMore : 0
  // On exit, because V8 compiles a function when it is first called.
  process.on('exit', () => {
    if (kept && (least === 0 || process.uptime() > longSeconds || Math.random() < retried)) keep(script, kept, least)
  })
  const module = { exports: {} }
  const wrapped = script.runInThisContext() as Wrapped
  wrapped(module.exports, requireFast, module, path, nodePath.dirname(path))
  return module.exports
}

/** In Node since 20.7. */
interface Mapping {
  readonly sourceMapsEnabled?: boolean
}

/** What Node's modules have, but its types don't. */
interface Compiling {
  require: (name: string) => unknown
  readonly exports: unknown
  _compile(source: string, path: string): void
}

/** Only Node's own modules have source maps (`node --enable-source-maps`). */
function loadWithMap(path: string, require: (name: string) => unknown): unknown {
  const { Module } = process.getBuiltinModule('node:module')
  const module = new Module(path) as unknown as Compiling
  module.require = require
  module._compile(fs.readFileSync(path, 'latin1'), path)
  return module.exports
}

/** In the script, `import()` is a promise of what `require` returns (scripts/build/program.ts): here another promise. */
function later(load: () => Promise<unknown>): object {
  const then: Promise<unknown>['then'] = async (found, failed) => load().then(found, failed)
  return { then }
}

/**
 * Kept code is replaced if the new code is larger by this factor: the first start may have called few functions. To see
 * that takes some milliseconds, so only a start that took long looks, and one in sixteen.
 */
const muchMore = 1.05
const longSeconds = 1
const retried = 1 / 16

/** On the script's first line, so that errors name the right places. */
function wrap(source: string): string {
  return `(function (exports, require, module, __filename, __dirname) { ${source}\n})`
}

/** The name contains the command, because each command calls other functions. */
function commandName(): string {
  return commandNames.find((name) => name === process.argv[2]) ?? 'other'
}

/** Undefined if NODE_DISABLE_COMPILE_CACHE=1 turns this off, as in Node. */
function folderForCode(): string | undefined {
  const { NODE_DISABLE_COMPILE_CACHE: off, XDG_CACHE_HOME: given, LOCALAPPDATA: local, HOME: home } = process.env
  const folder = given || local || (home && `${home}/.cache`)
  return folder && off !== '1' && nodePath.isAbsolute(folder)
    ? nodePath.join(folder, 'xunzhang', 'compiled')
    : undefined
}

/** Four bytes at the end of kept code are its checksum: since Node 22, V8 trusts what it is given, and would crash. */
function readKept(path: string): Buffer | undefined {
  try {
    const bytes = fs.readFileSync(path)
    const code = bytes.subarray(0, -4)
    return bytes.readUInt32LE(code.length) === zlib.crc32(code) ? code : undefined
  } catch {
    return undefined
  }
}

function keep(script: InstanceType<typeof vm.Script>, path: string, least: number): void {
  const folder = nodePath.dirname(path)
  const temporary = `${path}.${process.pid}.tmp`
  try {
    // Kept code is valid only under the flags that it was made with, and it is loaded before a search changes them.
    compileAsUsual()
    const code = script.createCachedData()
    if (code.length <= least) return
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 })
    const sum = Buffer.alloc(4)
    sum.writeUInt32LE(zlib.crc32(code))
    fs.writeFileSync(temporary, Buffer.concat([code, sum]), { mode: 0o600 })
    fs.renameSync(temporary, path)
    const [command = ''] = nodePath.basename(path).split('.')
    for (const name of fs.readdirSync(folder))
      if (name.startsWith(`${command}.`) && name !== nodePath.basename(path)) fs.rmSync(nodePath.join(folder, name))
  } catch {
    // The code can't be written, so the next start compiles again.
  }
}

/** Of run.cjs, from the build. */
declare const programDigest: string

/** Since Node 22.1; for the modules that the program imports. */
interface CompileCaching {
  readonly enableCompileCache?: () => unknown
}

if (!process.versions.node.startsWith('20.'))
  (process.getBuiltinModule('node:module') as CompileCaching).enableCompileCache?.()

const importModule = async (name: string): Promise<unknown> => import(name)
const loaded = loadWithKeptCode(`${__dirname}/run.cjs`, programDigest, require, importModule)
void (loaded as typeof program).run(process.argv.slice(2))
