/**
 * The library and the commands other than `search`, program.cjs, which share most of their code. library.cjs passes the
 * library on to `require`, index.js to `import`. Both get the same functions and classes, and modules that are never
 * used are not evaluated.
 *
 * Node scans the text of a CommonJS file for the names that it exports. For one like program.cjs that takes 150 ms on
 * Node 20, which is why the two files in front of it are short.
 */
import { join } from 'node:path'
import { build, type BuildOptions } from 'esbuild'
import { doorFor, otherCommands, whenUsed } from './commands.js'
import { rareModules } from './rare-modules.js'
import type { Bundled, BuiltFile, Script } from './script.js'

const source = 'src/index.ts'

export async function bundleLibrary(script: BuildOptions): Promise<Script & Bundled> {
  const root = script.absWorkingDir!
  const names = await exportsOf(script)
  const door = doorFor(
    new Map([...names.map((name) => [name, 'index.ts'] as const), ...otherCommands(root), ...rareModules]),
  )
  const { outputFiles, metafile } = await build({
    ...script,
    entryPoints: { program: 'program' },
    minify: true,
    metafile: true,
    write: false,
    plugins: [...script.plugins!, whenUsed('program', door, root)],
  })
  return { script: outputFiles[0]!, files: doorsOf(script.outdir!, names), metafile }
}

function doorsOf(outDir: string, names: readonly string[]): BuiltFile[] {
  const list = names.join(', ')
  const files = {
    'library.cjs': `const { ${list} } = require('./program.cjs')\nmodule.exports = { ${list} }\n`,
    'index.js': `export { ${list} } from './library.cjs'\n`,
  }
  return Object.entries(files).map(([name, text]) => ({ path: join(outDir, name), contents: Buffer.from(text) }))
}

async function exportsOf({ absWorkingDir }: BuildOptions): Promise<readonly string[]> {
  const { metafile } = await build({
    absWorkingDir: absWorkingDir!,
    entryPoints: [source],
    format: 'esm',
    metafile: true,
    write: false,
    outdir: 'dist',
  })
  return Object.values(metafile.outputs)[0]!.exports
}
