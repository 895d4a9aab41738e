/**
 * The thread that converts files with libraries, converter.cjs. Small libraries are bundled. Those that a user installs
 * only for some kinds of files are resolved at run time.
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
