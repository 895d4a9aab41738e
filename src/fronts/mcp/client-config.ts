/** The lines that register the server with a client, to be pasted into its configuration. */
import type { clients } from '../../base/options/rows.js'

export type Client = (typeof clients)[number]

export interface Launch {
  readonly command: string
  readonly args: readonly string[]
}

export interface ClientConfig {
  readonly file: string
  readonly lines: string
}

export function clientConfig(client: Client, launch: Launch): ClientConfig {
  switch (client) {
    case 'claude':
      return { file: '.mcp.json', lines: json({ mcpServers: { xunzhang: launch } }) }
    case 'cursor':
      return { file: '.cursor/mcp.json', lines: json({ mcpServers: { xunzhang: launch } }) }
    case 'vscode':
      return { file: '.vscode/mcp.json', lines: json({ servers: { xunzhang: { type: 'stdio', ...launch } } }) }
    case 'codex':
      return { file: '~/.codex/config.toml', lines: toml(launch) }
  }
}

function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`
}

/** A basic string of TOML takes the escapes of JSON. */
function toml({ command, args }: Launch): string {
  const list = args.map((arg) => JSON.stringify(arg)).join(', ')
  return `[mcp_servers.xunzhang]\ncommand = ${JSON.stringify(command)}\nargs = [${list}]\n`
}
