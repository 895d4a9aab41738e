/**
 * The services with their packages as one script, service.cjs: an installation has no package more for them. A client of
 * MCP starts a process for each conversation, so the packages that installations have anyway stay outside, for texts that need them. Each service is
 * run through when it is asked for, not when the script is loaded.
 */
import { build, type BuildOptions } from 'esbuild'
import { doorFor, whenUsed } from './commands.js'
import type { Script } from './script.js'
import { installedPackages, packagesWhenUsed } from './when-used.js'

const door = doorFor(new Map(['mcp', 'serve'].map((name) => [`${name}Command`, `cli/commands/${name}-command.ts`])))

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
