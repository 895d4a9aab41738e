/**
 * The services with their packages as one script, service.cjs: an installation has no package more for them. A client of
 * MCP starts a process for each conversation, so the script brings its compiled code along as run.cjs does. Each service is
 * run through when it is asked for, not when the script is loaded.
 */
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, type BuildOptions, type Plugin } from 'esbuild'
import { licencesOf } from './licences.js'
import type { Script } from './script.js'

const services = ['mcp', 'serve'] as const

const door = `module.exports = {${services
  .map((name) => `get ${name}Command() { return require('./src/cli/commands/${name}-command.ts').${name}Command },`)
  .join('')}}`

export async function bundleServices(script: BuildOptions): Promise<Script> {
  const root = script.absWorkingDir!
  const { outputFiles, metafile } = await build({
    ...script,
    entryPoints: { service: 'service' },
    packages: 'bundle',
    minify: true,
    // A script that comes from its cache can't import.
    supported: { 'dynamic-import': false },
    metafile: true,
    write: false,
    plugins: [...script.plugins!, servicesWhenUsed(root)],
  })
  const { path, contents } = outputFiles[0]!
  const text = licencesOf(metafile, root)
  return { script: { path, contents }, licences: { path: join(dirname(path), 'service.licences.txt'), contents: text } }
}

function servicesWhenUsed(root: string): Plugin {
  return {
    name: 'services-when-used',
    setup(bundler) {
      bundler.onResolve({ filter: /^service$/ }, ({ path }) => ({ path, namespace: 'made-here' }))
      bundler.onLoad({ filter: /./, namespace: 'made-here' }, () => ({ contents: door, resolveDir: root }))
    },
  }
}

/** In the entry: the commands come from the script. */
export const servicesFromScripts: Plugin = {
  name: 'services-from-scripts',
  setup(bundler) {
    bundler.onResolve({ filter: new RegExp(`^\\./(${services.join('|')})-command\\.js$`) }, ({ path }) => ({
      path: fileURLToPath(new URL(`${path.replace('-command.js', '-loader.ts')}`, import.meta.url)),
    }))
  },
}
