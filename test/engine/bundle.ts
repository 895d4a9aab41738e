/** The engine's bundle, made as for dist/ but in memory. */
import { build } from 'esbuild'
import { engineOptions } from '../../scripts/build/engine.js'
import { projectRoot } from '../support/cli.js'

export async function bundled(entry: string): Promise<{ readonly code: string; readonly imports: readonly string[] }> {
  const { outputFiles, metafile } = await build({
    ...engineOptions(projectRoot),
    entryPoints: [entry],
    platform: 'neutral',
    sourcemap: false,
    write: false,
  })
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports.map(({ path }) => path))
  return { code: outputFiles[0]!.text, imports }
}
