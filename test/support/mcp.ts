/** Talks to `xunzhang mcp` as a client does: one message a line. */
import { runCli } from './cli.js'

export interface ToolResult {
  readonly content: readonly { readonly type: string; readonly text?: string; readonly uri?: string }[]
  readonly structuredContent?: Readonly<Record<string, unknown>>
  readonly isError?: boolean
}

export interface Answer {
  readonly id: number
  readonly result?: Readonly<Record<string, unknown>>
  readonly error?: { readonly code: number; readonly message: string }
}

const initialize = {
  jsonrpc: '2.0',
  id: 0,
  method: 'initialize',
  params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'test', version: '1' } },
}

/** @param requests method and parameters; the answer to the first has the ID 1 */
export async function ask(
  index: string,
  requests: readonly (readonly [method: string, params?: object])[],
  args: readonly string[] = [],
): Promise<{ readonly answers: ReadonlyMap<number, Answer>; readonly stderr: string; readonly status: number | null }> {
  const messages = [
    initialize,
    { jsonrpc: '2.0', method: 'notifications/initialized' },
    ...requests.map(([method, params], i) => ({ jsonrpc: '2.0', id: i + 1, method, ...(params && { params }) })),
  ]
  const input = messages.map((message) => `${JSON.stringify(message)}\n`).join('')
  const { stdout, stderr, status } = await runCli(['mcp', '--index', index, ...args], { input })
  const answers = stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Answer)
  return { answers: new Map(answers.map((answer) => [answer.id, answer])), stderr, status }
}
