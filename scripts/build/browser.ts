/** What browsers run: the page that `serve` shows, and the program of an export. */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { build, type BuildOptions, type Metafile } from 'esbuild'

const common = {
  bundle: true,
  minify: true,
  charset: 'utf8',
  legalComments: 'none',
  metafile: true,
} satisfies BuildOptions

export async function buildPage(root: string): Promise<readonly Metafile[]> {
  const { metafile } = await build({
    ...common,
    absWorkingDir: root,
    entryPoints: ['src/fronts/page/page.tsx', 'src/fronts/page/page.css'],
    outdir: 'dist/page',
    format: 'esm',
    target: ['chrome109', 'firefox115', 'safari16'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
  })
  for (const name of ['index.html', 'icon.svg'])
    copyFileSync(join(root, 'src/fronts/page', name), join(root, 'dist/page', name))
  for (const name of ['index.html', 'icon.svg', 'page.js', 'page.css']) pack(join(root, 'dist/page', name))
  return [metafile]
}

/** Beside the file what a client gets that takes Brotli or gzip. */
function pack(file: string): void {
  const plain = readFileSync(file)
  writeFileSync(`${file}.br`, brotliCompressSync(plain))
  writeFileSync(`${file}.gz`, gzipSync(plain, { level: 9 }))
}

/** The element for a page, its worker, and a script to work offline. */
export async function buildExport(root: string): Promise<readonly Metafile[]> {
  const exported: BuildOptions & { readonly metafile: true } = {
    ...common,
    absWorkingDir: root,
    outdir: 'dist/export',
    target: ['chrome111', 'firefox115', 'safari16.4'],
  }
  const element = await build({
    ...exported,
    entryPoints: { xunzhang: 'src/fronts/element/element.ts' },
    format: 'esm',
    loader: { '.css': 'text' },
  })
  const scripts = await build({
    ...exported,
    entryPoints: {
      worker: 'src/static/browser/worker.ts',
      offline: 'src/fronts/element/offline.ts',
    },
    format: 'iife',
    conditions: ['late'],
  })
  return [element.metafile, scripts.metafile]
}
