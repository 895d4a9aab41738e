/** The protocol by its official library over standard input and output, one message a line, until the input ends. */
import { PassThrough } from 'node:stream'
import type { Readable, Writable } from 'node:stream'
import { serveStdio, StdioServerTransport } from '@modelcontextprotocol/server/stdio'
import type { JSONRPCMessage, Server, Transport } from '@modelcontextprotocol/server'
import { longestMessage, patienceMs } from './messages-in.js'

/** What was answered before the library came into it. */
export interface Begun {
  /** Messages to be taken in again, each a line. */
  readonly lines: readonly string[]
  /** Of requests among them, which have their answers. */
  readonly answered: readonly (string | number)[]
}

/**
 * Ends once the input has ended and what was asked is answered: a script may write its questions and close at once.
 * @param onError is told of messages that cannot be read
 */
export async function runProtocol(
  factory: () => Server,
  onError: (reason: string) => void,
  input: AsyncIterable<Buffer>,
  output: Writable,
  begun: Begun = { lines: [], answered: [] },
): Promise<void> {
  const passed = new PassThrough()
  const counting = countRequests(passed, output, new Set(begun.answered))
  const handle = serveStdio(factory, { transport: counting.transport, onerror: (error) => onError(error.message) })
  for (const line of begun.lines) passed.write(`${line}\n`)
  for await (const chunk of input) {
    if (!passed.write(chunk)) await new Promise((resolve) => passed.once('drain', resolve))
  }
  // What was written last is read in the next turn.
  await new Promise((resolve) => setImmediate(resolve))
  await counting.answered(patienceMs)
  await handle.close()
}

interface Counting {
  readonly transport: Transport
  /** Resolves when every request has its answer, or after a time. */
  readonly answered: (mostMs: number) => Promise<void>
}

/** @param before requests that were answered before: they are not answered again */
function countRequests(input: Readable, output: Writable, before: Set<string | number>): Counting {
  const inner = new StdioServerTransport(input, output, { maxBufferSize: longestMessage })
  const open = new Set<string | number>()
  let onIdle: (() => void) | undefined
  const settle = (id: string | number): void => {
    open.delete(id)
    if (open.size === 0) onIdle?.()
  }
  const transport: Transport = {
    start: () => {
      inner.onmessage = (message) => {
        if ('method' in message && 'id' in message) open.add(message.id)
        const cancelled =
          'method' in message && message.method === 'notifications/cancelled' && message.params?.['requestId']
        if (cancelled) settle(cancelled as string | number)
        transport.onmessage?.(message)
      }
      inner.onerror = (error) => transport.onerror?.(error)
      inner.onclose = () => {
        // Nobody reads any more, and nothing is answered.
        input.resume()
        open.clear()
        onIdle?.()
        transport.onclose?.()
      }
      return inner.start()
    },
    send: async (message: JSONRPCMessage) => {
      const answered = 'method' in message ? undefined : message.id
      if (answered === undefined || !before.delete(answered)) await inner.send(message)
      if (answered !== undefined) settle(answered)
    },
    close: () => inner.close(),
  }
  const answered = (mostMs: number): Promise<void> =>
    new Promise((resolve) => {
      if (open.size === 0) return resolve()
      onIdle = resolve
      setTimeout(resolve, mostMs).unref()
    })
  return { transport, answered }
}
