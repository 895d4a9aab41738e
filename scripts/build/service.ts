/**
 * The service with its packages as one script, service.cjs: an installation has no package more for it. What agents' conversations
 * need of the protocol's library is there, too, and run through when one asks for it (./agent.ts). The packages that
 * installations have anyway stay outside, for texts that need them.
 */
import { build, type BuildOptions, type Plugin } from 'esbuild'
import { doorFor, whenUsed } from './commands.js'
import type { Script } from './script.js'
import { installedPackages, packagesWhenUsed } from './when-used.js'

const door = doorFor(
  new Map([
    ['serveCommand', 'cli/commands/serve-command.ts'],
    ['createServer', 'mcp/protocol.ts'],
    ['runProtocol', 'mcp/protocol.ts'],
  ]),
)

export async function bundleServices(script: BuildOptions): Promise<Script> {
  const root = script.absWorkingDir!
  const { outputFiles, metafile } = await build({
    ...script,
    entryPoints: { service: 'service' },
    packages: 'bundle',
    external: installedPackages(root),
    minify: true,
    metafile: true,
    write: false,
    plugins: [...script.plugins!, packagesWhenUsed, withoutForms, whenUsed('service', door, root)],
  })
  return { script: outputFiles[0]!, metafile }
}

/** The protocol's library brings a validator of what users fill in when a server asks them, as this one never does: 154 KB. */
const withoutForms: Plugin = {
  name: 'without-forms',
  setup(bundler) {
    const namespace = 'without-forms'
    bundler.onResolve({ filter: /^@modelcontextprotocol\/server\/_shims$/ }, ({ path }) => ({ path, namespace }))
    bundler.onLoad({ filter: /./, namespace }, () => ({
      contents: `import process from 'node:process'
        class DefaultJsonSchemaValidator {
          getValidator() { throw new Error('no form is ever sent') }
        }
        export { DefaultJsonSchemaValidator, process }`,
    }))
  },
}
