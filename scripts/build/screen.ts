/**
 * The terminal UI with its packages as one script, screen.cjs. Finding and linking the 600 files of Ink and React one
 * by one takes 200 ms, loading the script 40.
 *
 * A script can't wait for anything while it loads, but two modules have a top-level `await`: Yoga for its WebAssembly,
 * Ink for developer tools. Yoga is therefore loaded first and passed on, and the tools are left out.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type BuildOptions, type Plugin } from 'esbuild'
import type { Script } from './script.js'

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))

export async function bundleScreen(script: BuildOptions): Promise<Script> {
  const { outputFiles, metafile } = await build({
    ...script,
    entryPoints: { screen: 'screen' },
    packages: 'bundle',
    minify: true,
    // Yoga tests whether there is a `fetch`, which would load Node's and take 15 ms.
    define: { ...script.define, 'process.env.NODE_ENV': '"production"', fetch: 'undefined' },
    metafile: true,
    write: false,
    plugins: [...script.plugins!, yogaFirst(join(script.absWorkingDir!, 'node_modules/ink')), inkWithoutTools],
  })
  return { script: outputFiles[0]!, metafile }
}

/** In the modules of the other commands, the UI is loaded from the script. */
export const screenFromScript: Plugin = {
  name: 'screen-from-script',
  setup(bundler) {
    bundler.onResolve({ filter: /\/tui\/index\.js$/ }, ({ kind }) => {
      return kind === 'dynamic-import' ? { path: here('screen-loader.ts') } : undefined
    })
  },
}

const door = here('../../src/tui/index.ts')

/**
 * Modules that exist only here: the script's own, one for what it has loaded, and one that Ink gets instead of Yoga.
 */
const modules: Readonly<Record<string, string>> = {
  screen: `import { loadYoga } from 'yoga-layout/load'
    import { loaded } from 'loaded'
    export async function load() {
      loaded.yoga = await loadYoga()
      return import(${JSON.stringify(door)})
    }`,
  loaded: 'export const loaded = {}',
  'yoga-layout': `import { loaded } from 'loaded'
    export * from 'yoga-layout/load'
    export default loaded.yoga`,
}

/** @param ink folder of Ink, from which its Yoga is resolved */
function yogaFirst(ink: string): Plugin {
  return {
    name: 'yoga-first',
    setup(bundler) {
      bundler.onResolve({ filter: /^(screen|loaded|yoga-layout)$/ }, ({ path }) => ({ path, namespace: 'made-here' }))
      bundler.onLoad({ filter: /./, namespace: 'made-here' }, ({ path }) => ({
        contents: modules[path]!,
        resolveDir: ink,
      }))
    },
  }
}

const inkWithoutTools: Plugin = {
  name: 'ink-without-tools',
  setup(bundler) {
    bundler.onLoad({ filter: /ink[\\/]build[\\/]reconciler\.js$/ }, ({ path }) => {
      const waiting = /await (import\('\.\/devtools\.js'\)|loadPackageJson\(\))/g
      const source = readFileSync(path, 'utf8')
      if (source.match(waiting)?.length !== 2) throw new Error(`${path} is not the one of Ink 6.8.0`)
      return { contents: source.replace(waiting, 'undefined') }
    })
  },
}
