/**
 * `mcp` as one script, agent.cjs. A client starts a process for each session and waits for it. So the script contains
 * the whole program, which makes run.cjs unnecessary, but not the protocol's library, which few sessions need.
 */
import { build, type BuildOptions, type OutputFile, type Plugin } from 'esbuild'
import { doorFor, whenUsed } from './commands.js'
import { packagesWhenUsed } from './when-used.js'

const door = doorFor(
  new Map([
    ['run', 'cli/run.ts'],
    ['mcpCommand', 'cli/commands/mcp-command.ts'],
  ]),
)

const protocolFromScript: Plugin = {
  name: 'protocol-from-script',
  setup(bundler) {
    const namespace = 'protocol'
    bundler.onResolve({ filter: /^\.\/protocol\.js$/ }, ({ path, kind, resolveDir }) =>
      kind === 'dynamic-import' ? { path, namespace, pluginData: resolveDir } : undefined,
    )
    bundler.onLoad({ filter: /./, namespace }, ({ pluginData }) => ({
      contents: `import { loadScript } from '../cli/program.js'
        export const { createServer, runProtocol } = loadScript(__dirname + '/service')`,
      resolveDir: pluginData as string,
    }))
  },
}

export async function bundleAgent(script: BuildOptions): Promise<OutputFile> {
  const { outputFiles } = await build({
    ...script,
    entryPoints: { agent: 'agent' },
    minify: true,
    write: false,
    plugins: [...script.plugins!, protocolFromScript, packagesWhenUsed, whenUsed('agent', door, script.absWorkingDir!)],
  })
  return outputFiles[0]!
}
