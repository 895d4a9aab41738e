/** The protocol over standard input and output, one message a line, until the input ends. */
import { PassThrough } from 'node:stream'
import type { Readable, Writable } from 'node:stream'
import { serveStdio, StdioServerTransport } from '@modelcontextprotocol/server/stdio'
import type { JSONRPCMessage, Server, Transport } from '@modelcontextprotocol/server'

/** Longest message that is read. */
const mostBytes = 4 << 20
/** After the end of the input, answers are waited for this long. */
const patienceMs = 10_000

/**
 * Ends once the input has ended and what was asked is answered: a script may write its questions and close at once.
 * @param onError is told of messages that cannot be read
 */
export async function runOnStdio(
  factory: () => Server,
  onError: (reason: string) => void,
  input: Readable = process.stdin,
  output: Writable = process.stdout,
): Promise<void> {
  const passed = new PassThrough()
  const counting = countRequests(new StdioServerTransport(passed, output, { maxBufferSize: mostBytes }))
  const handle = serveStdio(factory, { transport: counting.transport, onerror: (error) => onError(error.message) })
  for await (const chunk of input as AsyncIterable<Buffer>) {
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

function countRequests(inner: StdioServerTransport): Counting {
  const open = new Set<string | number>()
  let onIdle: (() => void) | undefined
  const transport: Transport = {
    start: () => {
      inner.onmessage = (message) => {
        if ('method' in message && 'id' in message) open.add(message.id)
        transport.onmessage?.(message)
      }
      inner.onerror = (error) => transport.onerror?.(error)
      inner.onclose = () => transport.onclose?.()
      return inner.start()
    },
    send: async (message: JSONRPCMessage) => {
      await inner.send(message)
      if (!('method' in message) && message.id !== undefined) open.delete(message.id)
      if (open.size === 0) onIdle?.()
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
