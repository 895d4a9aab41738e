/**
 * Bundles src/ into dist/. Packages stay outside, except for those of the terminal UI (./screen.ts), of the tasks of
 * indexing (./work.ts) and of the services (./service.ts).
 *
 * Everything is CommonJS, one file for what is loaded together, because Node takes about half a millisecond to find,
 * read and link a file, for ES modules a little more. run.cjs is what every cold search needs. In all files a module is
 * evaluated only when it is first required.
 */
import type { BuiltFile } from './script.js'
import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type BuildOptions, type Plugin } from 'esbuild'
import { licencesOf } from './licences.js'
import { bundleAgent } from './agent.js'
import { bundlePage } from './page.js'
import { bundleConverter } from './converter.js'
import { bundleExportProgram } from './export-program.js'
import { commandsFromScripts } from './commands.js'
import { bundleIndexing } from './indexing.js'
import { bundleScreen, screenFromScript } from './screen.js'
import { bundleLibrary } from './library.js'
import { modelsFromProgram, rareFromProgram } from './rare-modules.js'
import { bundleServices } from './service.js'
import { bundleWork, tasksFromScript } from './work.js'

/** Bundles into `outDir` and removes files of earlier bundles that are not needed any more. */
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
    minify: true,
    plugins: [commandsFromScripts],
  })
  const program = await build({
    ...common,
    ...asScript,
    entryPoints: { run: 'src/cli/run.ts' },
    plugins: [...asScript.plugins!, rareFromProgram, withoutWriters],
    minify: true, // Half the text to read and fewer names to create: saves two milliseconds of a cold search.
  })
  const script = { ...common, ...asScript }
  const withoutModels = { ...script, plugins: [...script.plugins!, modelsFromProgram] }
  const screen = await bundleScreen(withoutModels)
  const work = await bundleWork(script)
  const services = await bundleServices(withoutModels)
  const agent = await bundleAgent({ ...script, plugins: [...withoutModels.plugins, withoutWriters] })
  const indexing = await bundleIndexing(withoutModels)
  const converter = await bundleConverter(script)
  const page = await bundlePage(common)
  const exported = await bundleExportProgram(common)
  const loading = { ...script, plugins: [...script.plugins!, screenFromScript, tasksFromScript, widthsInside] }
  const library = await bundleLibrary(loading)
  const threads = await build({
    ...script,
    entryPoints: { builder: 'src/indexing/tasks/build-thread.ts', worker: 'src/indexing/tasks/worker.ts' },
    minify: true,
    plugins: [tasksFromScript],
  })
  const holding = [screen, work, services, converter, page, exported, library]
  const licences = licencesOf(
    holding.map(({ metafile }) => metafile),
    root,
  )
  const scripts = [screen, work, services, converter, library].map((held) => held.script)
  const files = [
    ...entry.outputFiles!,
    ...threads.outputFiles!,
    esModule(outDir),
    ...[...program.outputFiles!, indexing, agent, ...scripts].map(withDigest),
    ...library.files,
    ...page.files,
    ...exported.files,
    { path: join(outDir, 'licences.txt'), contents: licences },
  ]
  for (const file of files) writeIfChanged(file)
  for (const name of ['cli.cjs', 'cli.js']) chmodSync(join(outDir, name), 0o755)
  removeStale(outDir, files)
}

/** The command under the name that it had as an ES module, for users who start it by that name. */
function esModule(outDir: string): BuiltFile {
  return { path: join(outDir, 'cli.js'), contents: Buffer.from("#!/usr/bin/env node\nimport './cli.cjs'\n") }
}

/** The character tables of src/text are read unpacked from a file. */
const withReadyTables: Plugin = {
  name: 'with-ready-tables',
  setup(bundler) {
    const path = fileURLToPath(new URL('ready-tables.ts', import.meta.url))
    bundler.onResolve({ filter: /\/unit-tables\.js$/ }, () => ({ path }))
  },
}

const asScript: BuildOptions = {
  plugins: [withReadyTables],
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  // Cached compiled code can't use `import`. Patterns with Unicode classes stay literals: others are compiled at each
  // use.
  supported: { 'dynamic-import': false, 'regexp-unicode-property-escapes': true },
  charset: 'ascii', // One byte a character, read and scanned in half the time.
  define: { 'import.meta.url': 'ownUrl' },
  banner: { js: "const ownUrl = require('node:url').pathToFileURL(__filename).href;" },
}

/** Bundles a package of a few lines that depends on three others. */
const widthsInside: Plugin = {
  name: 'widths-inside',
  setup(bundler) {
    const inside = /^(?:string-width|strip-ansi|ansi-regex|get-east-asian-width)$/
    bundler.onResolve({ filter: inside }, ({ path, importer }) => ({ path: createRequire(importer).resolve(path) }))
  },
}

/** No command of run.cjs adds articles, so the code that does stays in the library. */
const withoutWriters: Plugin = {
  name: 'without-writers',
  setup(bundler) {
    bundler.onResolve({ filter: /\/indexing\/given\/\w+\.js$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: './library.cjs', external: true } : undefined,
    )
  },
}

/** Gives a script a first line that differs from that of any other, because compiled code must match it exactly. */
function withDigest({ path, contents }: BuiltFile): BuiltFile {
  const source = asAscii(Buffer.from(contents).toString('utf8'))
  const digest = createHash('sha256').update(source).digest('hex').slice(0, 32)
  return { path, contents: Buffer.from(`// ${digest}\n${source}`, 'ascii') }
}

/**
 * Escapes Han characters in regular expressions, which esbuild leaves as they are, whatever the charset. Read as one
 * byte a character, each would become three others. A backslash before one has no meaning and must not escape the new
 * escape.
 */
function asAscii(source: string): string {
  return source.replace(/(\\*)([^\0-\x7f])/g, (_, slashes: string, unit: string) => {
    const kept = slashes.length % 2 === 0 ? slashes : slashes.slice(1)
    return `${kept}\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`
  })
}

/** Replaces a file atomically, so that a running program never reads half of it. */
function writeIfChanged(file: BuiltFile): void {
  if (existsSync(file.path) && readFileSync(file.path).equals(file.contents)) return
  mkdirSync(dirname(file.path), { recursive: true })
  const temporary = `${file.path}.${process.pid}.tmp`
  writeFileSync(temporary, file.contents)
  renameSync(temporary, file.path)
}

function removeStale(outDir: string, kept: readonly BuiltFile[]): void {
  const paths = new Set(kept.map((file) => file.path))
  for (const folder of ['', 'chunks', 'commands', 'page', 'export'].map((name) => join(outDir, name))) {
    const names = existsSync(folder) ? readdirSync(folder) : []
    for (const name of names) {
      if (/(?:\.c?js|licences\.txt)$/.test(name) && !paths.has(join(folder, name))) rmSync(join(folder, name))
    }
  }
}
