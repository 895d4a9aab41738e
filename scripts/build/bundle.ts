/**
 * The bundle: src/ as a few ES modules in dist/, packages left outside.
 *
 * Code splitting keeps each command's imports apart, so that `xunzhang search` never loads the terminal UI or the
 * HTML parser. The splitter goes by files, not by what is used of them: a command that imports the engine's door
 * instead of the one use case it needs would load everything behind that door.
 */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { build, type OutputFile } from 'esbuild'

const entryPoints = {
  index: 'src/index.ts',
  cli: 'src/cli/main.ts',
  worker: 'src/engine/worker.ts',
}

export async function bundle(root: string, outDir: string): Promise<void> {
  const result = await build({
    absWorkingDir: root,
    entryPoints,
    outdir: outDir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    jsx: 'automatic',
    charset: 'utf8',
    chunkNames: 'chunks/[name]-[hash]',
    write: false,
    logLevel: 'warning',
  })
  for (const file of result.outputFiles) writeIfChanged(file)
  chmodSync(join(outDir, 'cli.js'), 0o755)
  removeStale(join(outDir, 'chunks'), result.outputFiles)
}

/** Replaces atomically, so that a program that runs meanwhile never reads half a file. */
function writeIfChanged(file: OutputFile): void {
  if (existsSync(file.path) && readFileSync(file.path).equals(file.contents)) return
  mkdirSync(dirname(file.path), { recursive: true })
  const temporary = `${file.path}.${process.pid}.tmp`
  writeFileSync(temporary, file.contents)
  renameSync(temporary, file.path)
}

function removeStale(folder: string, kept: readonly OutputFile[]): void {
  const names = new Set(kept.map((file) => relative(folder, file.path)))
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder)) if (!names.has(name)) rmSync(join(folder, name))
}
