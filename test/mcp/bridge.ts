/** From HTTP with sessions to a process that speaks on standard input and output: one process for each session. */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { createInterface } from 'node:readline'
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/server'
import type { JSONRPCMessage } from '@modelcontextprotocol/server'

export interface Bridge {
  readonly fetch: (request: Request) => Promise<Response>
  readonly close: () => Promise<void>
}

/** @param command starts the process; messages go to it and come from it as they are, a line each */
export function createBridge(command: readonly string[]): Bridge {
  const sessions = new Map<string, WebStandardStreamableHTTPServerTransport>()
  const children: ChildProcess[] = []
  const open = async (): Promise<WebStandardStreamableHTTPServerTransport> => {
    const child = spawn(command[0]!, command.slice(1), { stdio: ['pipe', 'pipe', 'inherit'] })
    children.push(child)
    const transport = new WebStandardStreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => void sessions.set(id, transport),
    })
    let current: string | number | undefined
    transport.onmessage = (message) => {
      if ('method' in message && 'id' in message) current = message.id
      child.stdin.write(`${JSON.stringify(message)}\n`)
    }
    createInterface({ input: child.stdout }).on('line', (line) => {
      const message = JSON.parse(line) as JSONRPCMessage
      // What is asked or told in the middle of a call belongs to the answer of that call.
      const isAnswer = !('method' in message)
      const related = isAnswer || current === undefined ? {} : { relatedRequestId: current }
      void transport.send(message, related).catch(() => undefined)
    })
    await transport.start()
    return transport
  }
  return {
    fetch: async (request) => {
      const known = sessions.get(request.headers.get('mcp-session-id') ?? '')
      return (known ?? (await open())).handleRequest(request)
    },
    close: async () => {
      for (const transport of sessions.values()) await transport.close()
      for (const child of children) child.kill()
    },
  }
}
