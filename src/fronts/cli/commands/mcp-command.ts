import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compileAsUsual, compileLater } from '../../../indexing/threads/compile-less.js'
import { openLive } from '../../../library/live-index.js'
import { openIndex } from '../../../library/open-index.js'
import { Collections } from '../../mcp/collections.js'
import { agentRequests, type AgentRequests } from '../../mcp/agent-requests.js'
import { isClusterAddress } from '../../../storage/store/address.js'
import { defineCommand, indexFolders } from '../command.js'
import type { clients } from '../../../base/options/rows.js'

import packageFile from '../../../../package.json' with { type: 'json' }

/** Time limit of one answer; an agent that waits longer gives up or loses its connection. */
const mostMs = 20_000

export const mcpCommand = defineCommand('mcp', {
  takes: [],
  async run(values, _operands, context) {
    const dirs = indexFolders(values, context)
    if (values.config !== undefined) {
      const [file, linesFor] = configs[values.config]
      context.tell(context.messages.pasteInto(file))
      await context.out.write(linesFor(launchOf(dirs)))
      return
    }
    const open = (some: readonly string[]) => openLive(() => openIndex(some, { timeout: mostMs }))
    const collections = new Collections(dirs, await open(dirs), open)
    const { agents: say, fault: faultText } = context.messages
    const service = { collections, version: packageFile.version, say, faultText, showsFolders: true }
    const requests = hurried(agentRequests(service))
    compileLater()
    const onError = (reason: string): void => context.tell(`xunzhang: ${context.messages.unreadMessage(reason)}`)
    const { createServer, runProtocol } = await import('./protocol-door.js')
    await runProtocol(() => createServer(requests), onError)
    await collections.close()
  },
})

/** The first calls end before optimising their code would pay. */
const coldCalls = 5

function hurried(requests: AgentRequests): AgentRequests {
  let calls = 0
  return {
    ...requests,
    callTool: (name, given, structured) => {
      if (++calls === coldCalls + 1) compileAsUsual()
      return requests.callTool(name, given, structured)
    },
  }
}

/** Starts this program with this Node, so that neither has to be on the client's PATH. */
function launchOf(dirs: readonly string[]) {
  const program = fileURLToPath(new URL('cli.cjs', import.meta.url))
  const indexes = dirs.flatMap((dir) => ['--index', isClusterAddress(dir) ? dir : resolve(dir)])
  return { command: process.execPath, args: [program, 'mcp', ...indexes] }
}

type Launch = ReturnType<typeof launchOf>

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`

/** A basic string of TOML takes the escapes of JSON. */
const toml = ({ command, args }: Launch): string =>
  `[mcp_servers.xunzhang]\ncommand = ${JSON.stringify(command)}\nargs = [${args.map((arg) => JSON.stringify(arg)).join(', ')}]\n`

/** The file of each client in which a server is registered, and the lines to paste into it. */
const configs: Readonly<Record<(typeof clients)[number], readonly [file: string, lines: (launch: Launch) => string]>> =
  {
    claude: ['.mcp.json', (launch) => json({ mcpServers: { xunzhang: launch } })],
    cursor: ['.cursor/mcp.json', (launch) => json({ mcpServers: { xunzhang: launch } })],
    vscode: ['.vscode/mcp.json', (launch) => json({ servers: { xunzhang: { type: 'stdio', ...launch } } })],
    codex: ['~/.codex/config.toml', toml],
  }
