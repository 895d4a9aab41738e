/**
 * The bundle: src/ as ES modules in dist/, packages left outside.
 *
 * Two builds. What every cold search needs is one file, run.js, since each file costs Node about half a millisecond to
 * find, read and link. The other commands, the library and the worker share chunks, so that each loads what it needs
 * and nothing else. The splitter goes by files, not by what is used of them: a command that imported the engine's door
 * instead of the one use case it needs would load everything behind that door.
 */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { build, type BuildOptions, type OutputFile, type Plugin } from 'esbuild'

const hotCommand = 'search'

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
  const hot = await build({
    ...common,
    entryPoints: { cli: 'src/cli/main.ts', run: 'src/cli/run.ts' },
    plugins: [leaveOutside],
  })
  const rest = await build({
    ...common,
    entryPoints: { index: 'src/index.ts', worker: 'src/engine/worker.ts', ...commandEntries(root) },
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
  })
  const files = [...hot.outputFiles!, ...rest.outputFiles!]
  for (const file of files) writeIfChanged(file)
  chmodSync(join(outDir, 'cli.js'), 0o755)
  removeStale(outDir, files)
}

function commandEntries(root: string): Record<string, string> {
  const names = readdirSync(join(root, 'src/cli/commands')).filter((name) => name.endsWith('-command.ts'))
  const others = names.filter((name) => name !== `${hotCommand}-command.ts`)
  return Object.fromEntries(others.map((name) => [`commands/${name.slice(0, -3)}`, `src/cli/commands/${name}`]))
}

/** In the first build, the program behind the entry and the commands behind the program stay files of their own. */
const leaveOutside: Plugin = {
  name: 'leave-outside',
  setup(bundler) {
    bundler.onResolve({ filter: /^\.\/(run|[a-z]+-command)\.js$/ }, ({ path, kind }) => {
      if (kind !== 'dynamic-import' || path === `./${hotCommand}-command.js`) return undefined
      return { path: path === './run.js' ? path : path.replace('./', './commands/'), external: true }
    })
  },
}

/** Replaces atomically, so that a program that runs meanwhile never reads half a file. */
function writeIfChanged(file: OutputFile): void {
  if (existsSync(file.path) && readFileSync(file.path).equals(file.contents)) return
  mkdirSync(dirname(file.path), { recursive: true })
  const temporary = `${file.path}.${process.pid}.tmp`
  writeFileSync(temporary, file.contents)
  renameSync(temporary, file.path)
}

function removeStale(outDir: string, kept: readonly OutputFile[]): void {
  const paths = new Set(kept.map((file) => file.path))
  for (const folder of ['', 'chunks', 'commands'].map((name) => join(outDir, name))) {
    const names = existsSync(folder) ? readdirSync(folder) : []
    for (const name of names) if (name.endsWith('.js') && !paths.has(join(folder, name))) rmSync(join(folder, name))
  }
}
