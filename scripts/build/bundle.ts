/**
 * The bundle: src/ in dist/, packages left outside, but for those of the terminal UI (./screen.ts) and of the tasks of
 * indexing (./work.ts).
 *
 * What every cold search needs is one CommonJS file, run.cjs: each file costs Node about half a millisecond to find,
 * read and link, ES modules a little more, and only a script can bring its compiled code along (src/cli/program.ts). So
 * are the commands `index` (./indexing.ts), `mcp` and `serve` (./service.ts). The other commands, the library and the worker are ES modules that share
 * chunks, so that each loads what it needs and nothing else. The splitter goes by files, not by what is used of them:
 * a command that imported the engine's door instead of the one use case it needs would load everything behind that door.
 */
import type { BuiltFile } from './script.js'
import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type BuildOptions, type Plugin } from 'esbuild'
import { licencesOf } from './licences.js'
import { bundlePage } from './page.js'
import { bundleConverter } from './converter.js'
import { bundleExportProgram } from './export-program.js'
import { bundleIndexing, indexingFromScript } from './indexing.js'
import { bundleScreen, screenFromScript } from './screen.js'
import { bundleServices, servicesFromScripts } from './service.js'
import { bundleWork, tasksFromScript } from './work.js'

/** Bundled with the program itself, and as a script of its own. */
const scriptedCommands = ['search', 'index', 'mcp', 'serve']

/** Bundles into `outDir`; files of earlier bundles that are not needed any more are removed. */
export async function bundle(root: string, outDir: string): Promise<void> {
  const common: BuildOptions = {
    absWorkingDir: root,
    outdir: outDir,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    jsx: 'automatic',
    charset: 'utf8',
    logLevel: 'warning',
    write: false,
  }
  const entry = await build({
    ...common,
    ...asScript,
    define: { 'import.meta.dirname': '__dirname' },
    banner: {},
    entryPoints: { cli: 'src/cli/main.ts' },
    plugins: [indexingFromScript, servicesFromScripts, leaveOutside],
  })
  const program = await build({
    ...common,
    ...asScript,
    entryPoints: { run: 'src/cli/run.ts' },
    plugins: [...asScript.plugins!, withoutWriters],
    minify: true, // Half the text to read and fewer names to make: two milliseconds of a cold search.
  })
  const screen = await bundleScreen({ ...common, ...asScript })
  const work = await bundleWork({ ...common, ...asScript })
  const page = await bundlePage(common)
  const exported = await bundleExportProgram(common)
  const services = await bundleServices({ ...common, ...asScript })
  const indexing = await bundleIndexing({ ...common, ...asScript })
  const builder = await build({
    ...common,
    ...asScript,
    entryPoints: { builder: 'src/indexing/tasks/build-thread.ts' },
    plugins: [tasksFromScript],
  })
  const converter = await bundleConverter({ ...common, ...asScript })
  const rest = await build({
    ...common,
    entryPoints: {
      index: 'src/index.ts',
      worker: 'src/indexing/tasks/worker.ts',
      ...commandEntries(root),
      'commands/defaults': 'src/cli/defaults.ts',
    },
    splitting: true,
    plugins: [screenFromScript, tasksFromScript, widthsInside],
    metafile: true,
    chunkNames: 'chunks/[name]-[hash]',
  })
  const scripts = [...program.outputFiles!, indexing, screen.script, work.script, services.script].map(withDigest)
  const files = [
    ...entry.outputFiles!,
    ...builder.outputFiles!,
    converter.script,
    converter.licences,
    esModule(outDir),
    ...scripts,
    screen.licences,
    work.licences,
    { path: join(outDir, 'chunks.licences.txt'), contents: licencesOf(rest.metafile, root) },
    services.licences,
    ...page,
    ...exported,
    ...rest.outputFiles!,
  ]
  for (const file of files) writeIfChanged(file)
  for (const name of ['cli.cjs', 'cli.js']) chmodSync(join(outDir, name), 0o755)
  removeStale(outDir, files)
}

/** The command under the name that it had as an ES module, for those who start it by that. */
function esModule(outDir: string): BuiltFile {
  return { path: join(outDir, 'cli.js'), contents: Buffer.from("#!/usr/bin/env node\nimport './cli.cjs'\n") }
}

/** src/text's tables of characters come ready from a file. */
const withReadyTables: Plugin = {
  name: 'with-ready-tables',
  setup(bundler) {
    const path = fileURLToPath(new URL('ready-tables.ts', import.meta.url))
    bundler.onResolve({ filter: /\/unit-tables\.js$/ }, () => ({ path }))
  },
}

/** A CommonJS file that can be compiled from its cache. */
const asScript: BuildOptions = {
  plugins: [withReadyTables],
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  charset: 'ascii', // One byte a character: read and scanned in half the time.
  define: { 'import.meta.url': 'ownUrl' },
  banner: { js: "const ownUrl = require('node:url').pathToFileURL(__filename).href;" },
}

function commandEntries(root: string): Record<string, string> {
  const names = readdirSync(join(root, 'src/cli/commands')).filter((name) => name.endsWith('-command.ts'))
  const others = names.filter((name) => !scriptedCommands.some((command) => name === `${command}-command.ts`))
  return Object.fromEntries(others.map((name) => [`commands/${name.slice(0, -3)}`, `src/cli/commands/${name}`]))
}

/** A few lines that bring three packages along: they are taken in. */
const widthsInside: Plugin = {
  name: 'widths-inside',
  setup(bundler) {
    const inside = /^(?:string-width|strip-ansi|ansi-regex|get-east-asian-width)$/
    bundler.onResolve({ filter: inside }, ({ path, importer }) => ({ path: createRequire(importer).resolve(path) }))
  },
}

/** The commands behind the program stay files of their own, as does what reads their settings. */
const leaveOutside: Plugin = {
  name: 'leave-outside',
  setup(bundler) {
    bundler.onResolve({ filter: /^\.\.\/defaults\.js$/ }, () => ({ path: './commands/defaults.js', external: true }))
    bundler.onResolve({ filter: /^\.\/[a-z]+-command\.js$/ }, ({ path, kind }) => {
      return kind === 'dynamic-import' ? { path: path.replace('./', './commands/'), external: true } : undefined
    })
  },
}

/** No command of run.cjs adds articles: what adds them stays with the library. */
const withoutWriters: Plugin = {
  name: 'without-writers',
  setup(bundler) {
    bundler.onResolve({ filter: /\/indexing\/given\/\w+\.js$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './index.js', external: true } : undefined,
    )
  },
}

/** What runs gets a first line that tells it from every other: its cache must fit exactly. */
function withDigest({ path, contents }: BuiltFile): BuiltFile {
  const source = asAscii(Buffer.from(contents).toString('utf8'))
  const digest = createHash('sha256').update(source).digest('hex').slice(0, 32)
  return { path, contents: Buffer.from(`// ${digest}\n${source}`, 'ascii') }
}

/**
 * esbuild leaves regular expressions as they are, whatever the charset: read as one byte a character, each of their Han
 * characters would be three others. A backslash before such a character means nothing, and must not escape the escape.
 */
function asAscii(source: string): string {
  return source.replace(/(\\*)([^\0-\x7f])/g, (_, slashes: string, unit: string) => {
    const kept = slashes.length % 2 === 0 ? slashes : slashes.slice(1)
    return `${kept}\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}

/** Replaces atomically, so that a program that runs meanwhile never reads half a file. */
function writeIfChanged(file: BuiltFile): void {
  if (existsSync(file.path) && readFileSync(file.path).equals(file.contents)) return
  mkdirSync(dirname(file.path), { recursive: true })
  const temporary = `${file.path}.${process.pid}.tmp`
  writeFileSync(temporary, file.contents)
  renameSync(temporary, file.path)
}

function removeStale(outDir: string, kept: readonly BuiltFile[]): void {
  const paths = new Set(kept.map((file) => file.path))
  for (const folder of ['', 'chunks', 'commands'].map((name) => join(outDir, name))) {
    const names = existsSync(folder) ? readdirSync(folder) : []
    for (const name of names) {
      // A cache goes with its script.
      const maker = join(folder, name.replace(/\.cache$/, '.cjs'))
      if (/\.(?:c?js|cache|licences\.txt)$/.test(name) && !paths.has(maker)) rmSync(join(folder, name))
    }
  }
}
