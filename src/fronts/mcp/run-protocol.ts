/** Runs the protocol with its official library over standard input and output, one message a line. */
import { PassThrough, type Writable } from 'node:stream'
import { serveStdio, StdioServerTransport } from '@modelcontextprotocol/server/stdio'
import type { Server } from '@modelcontextprotocol/server'

/** In bytes. */
const longestMessage = 4 << 20
const patienceMs = 10_000

/**
 * Ends once the input has ended and all requests are answered: a script may write its requests and close at once.
 * @param onError called for messages that can't be read
 */
export async function runProtocol(
  factory: () => Server,
  onError: (reason: string) => void,
  input: AsyncIterable<Buffer> = process.stdin,
  output: Writable = process.stdout,
): Promise<void> {
  const passed = new PassThrough()
  const transport = new StdioServerTransport(passed, output, { maxBufferSize: longestMessage })
  const handle = serveStdio(factory, { transport, onerror: (error) => onError(error.message) })
  const answered = countRequests(transport, () => passed.resume())
  const check = refuseBroken(output)
  for await (const chunk of input) {
    check(chunk)
    if (!passed.write(chunk)) await new Promise((resolve) => passed.once('drain', resolve))
  }
  // The library reads what was written last in the next turn of the event loop.
  await new Promise((resolve) => setImmediate(resolve))
  await answered(patienceMs)
  await handle.close()
}

/** Answers lines that are no JSON, which the library passes over; a message that is no request it reports itself. */
function refuseBroken(output: Writable): (chunk: Buffer) => void {
  let pieces: Buffer[] = []
  let bytes = 0
  return (chunk) => {
    let start = 0
    for (let end = chunk.indexOf(lineFeed); end >= 0; end = chunk.indexOf(lineFeed, start)) {
      const line = Buffer.concat([...pieces, chunk.subarray(start, end)]).toString('utf8')
      if (line.trim() !== '' && !isJson(line)) output.write(`${JSON.stringify(broken)}\n`)
      pieces = []
      bytes = 0
      start = end + 1
    }
    bytes += chunk.length - start
    if (bytes <= longestMessage) pieces.push(chunk.subarray(start))
  }
}

const lineFeed = 0x0a
const broken = { jsonrpc: '2.0', id: null, error: { code: -32700, message: 'Parse error: not valid JSON' } }

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

/**
 * Counts the requests that await their answers.
 * @param onClose called when nobody reads the output any more
 * @returns resolves when every request has its answer, or after a time
 */
function countRequests(transport: StdioServerTransport, onClose: () => void): (mostMs: number) => Promise<void> {
  const { onmessage, onclose } = transport
  const send = transport.send.bind(transport)
  const open = new Set<unknown>()
  let onIdle: (() => void) | undefined
  const settle = (id: unknown): void => {
    open.delete(id)
    if (open.size === 0) onIdle?.()
  }
  transport.onmessage = (message) => {
    if ('method' in message && 'id' in message) open.add(message.id)
    if ('method' in message && message.method === 'notifications/cancelled') settle(message.params?.['requestId'])
    onmessage?.(message)
  }
  transport.onclose = () => {
    onClose()
    open.clear()
    onIdle?.()
    onclose?.()
  }
  transport.send = async (message) => {
    await send(message)
    if (!('method' in message)) settle(message.id)
  }
  return (mostMs) =>
    new Promise((resolve) => {
      if (open.size === 0) return resolve()
      onIdle = resolve
      setTimeout(resolve, mostMs).unref()
    })
}
