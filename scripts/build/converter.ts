/**
 * The thread that converts files by libraries, converter.cjs. The small ones are bundled; those that a user installs for
 * some kinds of files alone are looked for where it runs.
 */
import { dirname, join } from 'node:path'
import { build, type BuildOptions } from 'esbuild'
import { licencesOf } from './licences.js'
import type { Script } from './script.js'

export async function bundleConverter(script: BuildOptions): Promise<Script> {
  const { outputFiles, metafile } = await build({
    ...script,
    entryPoints: { converter: 'src/source/formats/converted/thread.ts' },
    packages: 'bundle',
    external: ['mammoth', 'unpdf'],
    metafile: true,
    write: false,
  })
  const { path, contents } = outputFiles[0]!
  const text = licencesOf(metafile, script.absWorkingDir!)
  return {
    script: { path, contents },
    licences: { path: join(dirname(path), 'converter.licences.txt'), contents: text },
  }
}
