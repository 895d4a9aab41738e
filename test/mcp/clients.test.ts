/** The files for clients in integrations/agents. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'smol-toml'
import { expect, it } from 'vitest'
import { projectRoot } from '../support/cli.js'

const read = (name: string): string => readFileSync(join(projectRoot, 'integrations/agents', name), 'utf8')
const started = ['xunzhang', 'mcp', '--index', '/home/me/index']

interface Launch {
  readonly command: string | readonly string[]
  readonly args?: readonly string[]
}

it.each([
  ['claude-code.mcp.json', 'mcpServers'],
  ['claude-desktop.json', 'mcpServers'],
  ['cursor.mcp.json', 'mcpServers'],
  ['gemini.settings.json', 'mcpServers'],
  ['vscode.mcp.json', 'servers'],
  ['opencode.json', 'mcp.servers'],
  ['codex.config.toml', 'mcp_servers'],
])('%s starts the server', (name, field) => {
  const whole = (name.endsWith('.toml') ? parse(read(name)) : JSON.parse(read(name))) as Record<string, unknown>
  const servers = field.split('.').reduce((value: unknown, name) => (value as Record<string, unknown>)[name], whole)
  const { command, args = [] } = (servers as { readonly xunzhang: Launch }).xunzhang
  expect([command, args].flat()).toEqual(started)
})
