/** Speaks to `xunzhang mcp` on its standard input and output, as an agent's program does. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { projectRoot } from '../support/places.js'
import { environment } from '../support/processes.js'

export interface FoundHit {
  readonly id: string
  readonly path: string
  readonly line: number
  readonly duplicates?: readonly string[]
}

export interface ToolAnswer {
  readonly isError?: boolean
  readonly content: readonly { readonly text: string }[]
  readonly structuredContent?: {
    readonly total?: number
    readonly hits?: readonly FoundHit[]
    readonly wider?: { readonly hits: readonly FoundHit[] }
    readonly cursor?: string
  }
}

export interface Citation {
  readonly path: string
  readonly line: number
  readonly passage: string
}

/** The passages of an answer as agents read them, with the lines that are cited for them. */
export function citations({ content }: ToolAnswer): Citation[] {
  const cited = content[0]?.text.matchAll(/^\d+\. (\S+):(\d+)(?: .*)?\n {2}(.*)$/gm) ?? []
  return Array.from(cited, ([, path, line, passage]) => ({ path: path!, line: Number(line), passage: passage! }))
}

interface Message {
  readonly id: number
  readonly result?: ToolAnswer
  readonly error?: { readonly message: string }
}

export interface McpClient {
  call(tool: string, args: object): Promise<ToolAnswer>
  end(): void
}

export const program = join(projectRoot, 'dist/cli.cjs')

export async function startMcp(dir: string): Promise<McpClient> {
  const child = spawn(process.execPath, [program, 'mcp', '--index', dir], {
    env: environment,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const waiting = new Map<number, (message: Message) => void>()
  createInterface({ input: child.stdout }).on('line', (line) => {
    const message = JSON.parse(line) as Message
    waiting.get(message.id)?.(message)
    waiting.delete(message.id)
  })
  let last = 0
  const write = (message: object) => child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
  const send = (method: string, params: object) =>
    new Promise<Message>((answered) => {
      waiting.set(++last, answered)
      write({ id: last, method, params })
    })
  const clientInfo = { name: 'bench', version: '1' }
  await send('initialize', { protocolVersion: '2025-06-18', capabilities: {}, clientInfo })
  write({ method: 'notifications/initialized' })
  return {
    async call(tool, args) {
      const { result, error } = await send('tools/call', { name: tool, arguments: args })
      if (result === undefined) throw new Error(error?.message ?? 'no answer')
      return result
    },
    end: () => child.stdin.end(),
  }
}
