/** The page that `serve` shows: one script, one style sheet, and the HTML that names them. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, type BuildOptions } from 'esbuild'
import type { Bundled } from './script.js'

const copied = ['index.html', 'icon.svg']

export async function bundlePage({ absWorkingDir, outdir }: BuildOptions): Promise<Bundled> {
  const folder = join(absWorkingDir!, 'src/web')
  const { outputFiles, metafile } = await build({
    absWorkingDir: absWorkingDir!,
    entryPoints: { page: 'src/web/main.tsx', 'page-style': 'src/web/page.css' },
    outdir: join(outdir!, 'page'),
    bundle: true,
    minify: true,
    format: 'esm',
    target: ['chrome109', 'firefox115', 'safari16'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    charset: 'utf8',
    logLevel: 'warning',
    legalComments: 'none',
    metafile: true,
    write: false,
  })
  const built = outputFiles.map(({ path, contents }) => ({
    path: path.replace('page-style.css', 'page.css'),
    contents,
  }))
  const files = copied.map((name) => ({
    path: join(outdir!, 'page', name),
    contents: new Uint8Array(readFileSync(join(folder, name))),
  }))
  return { files: [...built, ...files], metafile }
}
