/**
 * Loads scripts with the code that V8 compiled for them at an earlier start, because compiling takes a third of a cold
 * search and half of a small update. Node does so itself only since 22.1.
 *
 * Node's modules are fetched with `getBuiltinModule`, because `require('node:fs')` loads all of its streams.
 */
import { compileAsUsual } from './compile-less.js'

const fs = process.getBuiltinModule('node:fs')
const vm = process.getBuiltinModule('node:vm')
const zlib = process.getBuiltinModule('node:zlib')
const nodePath = process.getBuiltinModule('node:path')

type Wrapped = (exports: object, require: (name: string) => unknown, module: object, file: string, dir: string) => void

export interface Surroundings {
  /** Kept code has the name of the command that made it, because each command calls other functions. */
  readonly command: string
  /** False if kept code is only read. */
  readonly keeps: boolean
  readonly require: NodeJS.Require
  /** Imports a module of the scripts' folder: a script with kept code can't. */
  readonly importModule: (name: string) => Promise<unknown>
}

/** @returns a function that loads a script by its path */
export function createLoader(given: Surroundings): (path: string) => unknown {
  const loaded = new Map<string, unknown>()
  const load = (path: string): unknown => {
    if (!loaded.has(path)) loaded.set(path, execute(path, given, requireIn(nodePath.dirname(path), given, load)))
    return loaded.get(path)
  }
  return load
}

/** A module `./x.js` of the folder is a script, if there is an `x.cjs`. */
function requireIn(folder: string, { require, importModule }: Surroundings, load: (path: string) => unknown) {
  return (name: string): unknown => {
    if (!name.startsWith('./')) return process.getBuiltinModule(name) ?? require(name)
    const script = nodePath.join(folder, name.replace(/\.js$/, '.cjs'))
    return fs.existsSync(script) ? load(script) : later(() => importModule(name))
  }
}

function execute(path: string, { command, keeps }: Surroundings, require: (name: string) => unknown): unknown {
  if ((process as Mapping).sourceMapsEnabled === true) return loadWithMap(path, require)
  const bytes = fs.readFileSync(path)
  const kept = keptFile(nodePath.basename(path, '.cjs'), command, bytes)
  const cachedData = kept && readKept(kept)
  const script = new vm.Script(wrap(textOf(bytes)), { filename: path, ...(cachedData && { cachedData }) })
  const least = cachedData && script.cachedDataRejected === false ? cachedData.length * muchMore : 0
  // On exit, because V8 compiles a function when it is first called.
  const isDue = () => least === 0 || process.uptime() > longSeconds || Math.random() < retried
  if (kept && keeps) process.on('exit', () => isDue() && keep(script, kept, least))
  const module = { exports: {} }
  const wrapped = script.runInThisContext() as Wrapped
  wrapped(module.exports, require, module, path, nodePath.dirname(path))
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
  module._compile(fs.readFileSync(path, 'utf8'), path)
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

/** V8 holds a script in ASCII in half the memory, and reads it faster; patterns of some scripts are not in ASCII. */
function textOf(bytes: Buffer): string {
  return bytes.toString(process.getBuiltinModule('node:buffer').isAscii(bytes) ? 'latin1' : 'utf8')
}

/** On the script's first line, so that errors name the right places. */
function wrap(source: string): string {
  return `(function (exports, require, module, __filename, __dirname) { ${source}\n})`
}

/**
 * The name holds a checksum of the script, because V8 itself compares only its length. Undefined if
 * NODE_DISABLE_COMPILE_CACHE=1 turns this off, as in Node.
 */
function keptFile(script: string, command: string, bytes: Buffer): string | undefined {
  const { NODE_DISABLE_COMPILE_CACHE: off, XDG_CACHE_HOME: given, LOCALAPPDATA: local, HOME: home } = process.env
  const folder = given || local || (home && `${home}/.cache`)
  if (!folder || off === '1' || !nodePath.isAbsolute(folder)) return undefined
  const name = script === 'run' ? command : `${command}-${script}`
  const build = `${zlib.crc32(bytes).toString(16)}-${process.versions.v8}-${process.arch}`
  return nodePath.join(folder, 'xunzhang', 'compiled', `${name}.${build}`)
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
    const [name = ''] = nodePath.basename(path).split('.')
    for (const old of fs.readdirSync(folder))
      if (old.startsWith(`${name}.`) && old !== nodePath.basename(path)) fs.rmSync(nodePath.join(folder, old))
  } catch {
    // The code can't be written, so the next start compiles again.
  }
}
