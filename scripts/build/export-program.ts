/**
 * The program in an export: the element for the page, the worker, and the script that the worker loads for completion.
 */
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type BuildOptions, type Plugin } from 'esbuild'
import type { Bundled } from './script.js'

export async function bundleExportProgram({ absWorkingDir, outdir }: BuildOptions): Promise<Bundled> {
  const common: BuildOptions & { readonly metafile: true } = {
    absWorkingDir: absWorkingDir!,
    outdir: join(outdir!, 'export'),
    bundle: true,
    minify: true,
    target: ['chrome111', 'firefox115', 'safari16.4'],
    charset: 'utf8',
    logLevel: 'warning',
    legalComments: 'none',
    metafile: true,
    write: false,
  }
  const page = await build({ ...common, entryPoints: { xunzhang: 'src/web/element/element.ts' }, format: 'esm' })
  const worker = await build({
    ...common,
    entryPoints: { worker: 'src/browser/worker.ts' },
    format: 'iife',
    plugins: [withSmallErrors, withLateTables],
  })
  const titles = await build({
    ...common,
    entryPoints: { titles: 'src/browser/title-index.ts' },
    format: 'iife',
    alias: { flexsearch: light },
  })
  const offline = await build({ ...common, entryPoints: { offline: 'src/web/element/offline.ts' }, format: 'iife' })
  const files = [page, worker, titles, offline].flatMap(({ outputFiles }) => outputFiles!)
  return { files, metafile: titles.metafile }
}

/** Of FlexSearch only what one index needs. */
const light = './node_modules/flexsearch/dist/flexsearch.light.module.min.js'

/** The tables of characters are a file of the export: compressed on any host, and fetched while the program is. */
const withLateTables: Plugin = {
  name: 'with-late-tables',
  setup(bundler) {
    const path = fileURLToPath(new URL('../../src/text/characters/late-tables.ts', import.meta.url))
    bundler.onResolve({ filter: /\/(unit-tables|spelling-table|char-table\.generated)\.js$/ }, () => ({ path }))
  },
}

const withSmallErrors: Plugin = {
  name: 'with-small-errors',
  setup(bundler) {
    const path = fileURLToPath(new URL('small-errors.ts', import.meta.url))
    bundler.onResolve({ filter: /\/errors\.js$/ }, () => ({ path }))
  },
}
