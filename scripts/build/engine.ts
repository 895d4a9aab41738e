/** The engine: one module without imports, and Node's files for it. */
import { build, type BuildOptions, type Metafile } from 'esbuild'

/** @param root the checkout */
export const engineOptions = (root: string) =>
  ({
    absWorkingDir: root,
    bundle: true,
    minify: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['portable', 'module'],
    charset: 'utf8',
    legalComments: 'none',
    sourcemap: 'linked',
    sourcesContent: false,
    metafile: true,
  }) satisfies BuildOptions

export async function buildEngine(root: string): Promise<readonly Metafile[]> {
  const outdir = 'dist'
  const built = await Promise.all([
    build({
      ...engineOptions(root),
      outdir,
      entryPoints: { engine: 'src/library/engine/index.ts' },
      platform: 'neutral',
    }),
    build({
      ...engineOptions(root),
      outdir,
      conditions: ['module'],
      entryPoints: { 'engine-node': 'src/library/engine/storages/node.ts' },
      platform: 'node',
    }),
  ])
  return built.map(({ metafile }) => metafile)
}
