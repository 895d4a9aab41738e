/**
 * The service with its packages as one script, service.cjs, so that an installation needs no further package for it. It
 * contains what agents' sessions need of the protocol's library, too, which is evaluated when one uses it (./agent.ts).
 * The packages that installations have anyway stay outside, for texts that need them.
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

/**
 * The protocol's library contains a validator for forms that a server shows to users. This one never does: saves 154
 * KB.
 */
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
