/**
 * The program and the library. The command, up to a search, is one script; what writes, with the library for `require`,
 * is another, because Node takes half a millisecond for each module and scripts have kept code. All else are modules
 * that share chunks. Modules named `…-door` lead from the one to the other: the scripts import them as they stand.
 */
import { build, type BuildOptions, type Metafile } from 'esbuild'

const modules = {
  'about-door': 'src/fronts/cli/commands/about-door.ts',
  index: 'src/index.ts',
  converter: 'src/source/formats/converted/thread.ts',
  'changes-door': 'src/library/changes-door.ts',
  'cluster-door': 'src/library/cluster-door.ts',
  'defaults-door': 'src/fronts/cli/defaults-door.ts',
  'protocol-door': 'src/fronts/cli/commands/protocol-door.ts',
  'screens-door': 'src/fronts/cli/commands/screens-door.ts',
  'services-door': 'src/fronts/cli/commands/services-door.ts',
  'sources-door': 'src/fronts/cli/commands/sources-door.ts',
  'text-door': 'src/fronts/cli/commands/text-door.ts',
}

const external = ['iconv-lite', 'mammoth', 'nodejieba', 'react-devtools-core', 'unpdf'] // Installed besides, or with files of their own.

const common = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  conditions: ['ready', 'module'],
  outdir: 'dist',
  external,
  define: { 'process.env.NODE_ENV': '"production"' },
  minify: true,
  lineLimit: 160, // Node prints the line where an error was thrown.
  sourcemap: 'linked',
  sourcesContent: false,
  legalComments: 'none',
  charset: 'ascii', // One byte a character, which is read and scanned in half the time.
  supported: { 'regexp-unicode-property-escapes': true }, // Or such a pattern would be compiled at each use.
  metafile: true,
} satisfies BuildOptions

export async function buildProgram(root: string): Promise<readonly Metafile[]> {
  const built = await Promise.all([
    build({
      ...common,
      absWorkingDir: root,
      entryPoints: modules,
      format: 'esm',
      splitting: true,
      // Packages in CommonJS require modules of Node.
      banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
    }),
    buildScripts(root, { run: 'src/fronts/cli/run.ts' }, ['./*-door.js'], keptCode),
    buildScripts(root, libraryScript, ['./cluster-door.js'], keptCode),
    buildScripts(root, { cli: 'src/fronts/cli/cli.ts', thread: 'src/fronts/cli/thread.ts' }, []),
  ])
  return built.map(({ metafile }) => metafile)
}

const libraryScript = { 'library-door': 'src/fronts/cli/commands/library-door.ts' }

/** A script with kept code can't import. */
const keptCode = { 'dynamic-import': false }

async function buildScripts(root: string, entryPoints: Record<string, string>, doors: string[], supported = {}) {
  return build({
    ...common,
    absWorkingDir: root,
    entryPoints,
    external: [...external, ...doors],
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    supported: { ...common.supported, ...supported },
    define: { ...common.define, 'import.meta.url': 'ownUrl' },
    banner: { js: "const ownUrl=require('node:url').pathToFileURL(__filename).href;" },
  })
}
