/**
 * The services with their packages as scripts, mcp.cjs and serve.cjs: an installation has no package more for them. A
 * client of MCP starts a process for each conversation, so mcp.cjs brings its compiled code along as run.cjs does.
 */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type BuildOptions, type Plugin } from 'esbuild'
import { licencesOf } from './licences.js'
import type { Script } from './script.js'

const services = ['mcp', 'serve'] as const

export async function bundleServices(script: BuildOptions): Promise<readonly Script[]> {
  return Promise.all(services.map((name) => bundleService(script, name)))
}

async function bundleService(script: BuildOptions, name: string): Promise<Script> {
  const { outputFiles, metafile } = await build({
    ...script,
    entryPoints: { [name]: `src/cli/commands/${name}-command.ts` },
    packages: 'bundle',
    minify: true,
    // A script that comes from its cache can't import.
    supported: { 'dynamic-import': false },
    metafile: true,
    write: false,
  })
  const { path, contents } = outputFiles[0]!
  const text = licencesOf(metafile, script.absWorkingDir!)
  return { script: { path, contents }, licences: { path: join(dirname(path), `${name}.licences.txt`), contents: text } }
}

/** In the entry: the commands come from the scripts. */
export const servicesFromScripts: Plugin = {
  name: 'services-from-scripts',
  setup(bundler) {
    bundler.onResolve({ filter: new RegExp(`^\\./(${services.join('|')})-command\\.js$`) }, ({ path }) => ({
      path: fileURLToPath(new URL(`${path.replace('-command.js', '-loader.ts')}`, import.meta.url)),
    }))
  },
}
