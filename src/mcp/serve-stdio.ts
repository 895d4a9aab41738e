/**
 * The protocol over standard input and output. Usual messages are answered here, all others by the official library.
 */
import type { Writable } from 'node:stream'
import type { AgentRequests } from './agent-requests.js'
import { messagesIn, patienceMs } from './messages-in.js'
import { usualMessages } from './usual-messages.js'

/** Messages that open a session. The library needs them to continue it. */
const opening = ['initialize', 'notifications/initialized']

/**
 * Ends once the input has ended and all requests are answered: a script may write its requests and close at once.
 * @param onError called for messages that can't be read
 */
export async function runOnStdio(
  requests: AgentRequests,
  onError: (reason: string) => void,
  input: AsyncIterable<Buffer> = process.stdin,
  output: Writable = process.stdout,
): Promise<void> {
  const messages = messagesIn(input)
  const usual = usualMessages(requests)
  const begun = { lines: [] as string[], answered: [] as (string | number)[] }
  const pending = new Set<Promise<void>>()
  output.on('error', (error) => onError(error.message))
  for (;;) {
    const line = await messages.next()
    if (messages.isEnded()) return settle(pending)
    const message = parsed(line)
    const answering = usual.answer(message)
    if (line === undefined || answering === undefined) {
      await settle(pending)
      const { createServer, runProtocol } = await import('./protocol.js')
      const lines = line === undefined ? begun.lines : [...begun.lines, line]
      return runProtocol(() => createServer(requests), onError, messages.rest(), output, { ...begun, lines })
    }
    const { id, method } = message as { readonly id?: string | number; readonly method: string }
    if (opening.includes(method)) begun.lines.push(line)
    if (method === 'initialize') begun.answered.push(id!)
    const written = answering.then((answer) => {
      if (answer !== undefined) output.write(`${JSON.stringify(answer)}\n`)
      pending.delete(written)
    })
    pending.add(written)
  }
}

/** Waits for answers, but no longer than {@link patienceMs}. */
async function settle(pending: ReadonlySet<Promise<void>>): Promise<void> {
  const over = new Promise((resolve) => setTimeout(resolve, patienceMs).unref())
  await Promise.race([Promise.all(pending), over])
}

function parsed(line: string | undefined): unknown {
  try {
    return line === undefined ? undefined : (JSON.parse(line) as unknown)
  } catch {
    return undefined
  }
}
