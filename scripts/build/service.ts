/**
 * The service with its packages as one script, service.cjs: an installation has no package more for it. What agents' conversations
 * need of the protocol's library is there, too, and run through when one asks for it (./agent.ts). The packages that
 * installations have anyway stay outside, for texts that need them.
 */
import { build, type BuildOptions } from 'esbuild'
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
    plugins: [...script.plugins!, packagesWhenUsed, whenUsed('service', door, root)],
  })
  return { script: outputFiles[0]!, metafile }
}
