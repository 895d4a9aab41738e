/**
 * The thread that converts files by libraries, converter.cjs. The small ones are bundled; those that a user installs for
 * some kinds of files alone are looked for where it runs.
 */
import { build, type BuildOptions } from 'esbuild'
import type { Script } from './script.js'

export async function bundleConverter(script: BuildOptions): Promise<Script> {
  const { outputFiles, metafile } = await build({
    ...script,
    entryPoints: { converter: 'src/source/formats/converted/thread.ts' },
    packages: 'bundle',
    external: ['mammoth', 'unpdf'],
    minify: true,
    metafile: true,
    write: false,
  })
  return { script: outputFiles[0]!, metafile }
}
