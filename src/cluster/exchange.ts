/**
 * One exchange with a node: a request and its whole answer. The time limit covers the body as well as the headers. The
 * answer is read piece by piece, so that one that is too large is cut off instead of filling the memory.
 */
export interface Exchange {
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
  /** Milliseconds until the last byte of the answer. */
  readonly time: number
}

/** The outcome of an exchange: a status from 200 to 599, or 0 if no complete answer arrived. */
export interface Answer {
  readonly status: number
  /** The body. If the status is 0, the reason why there is none; empty if the time ran out. */
  readonly text: string
  /** The answer was longer than {@link mostBytes}. Repeating the request wouldn't help. */
  readonly isTooLarge?: true
}

/** How requests are sent; tests replace it. */
export type SendExchange = (exchange: Exchange) => Promise<Answer>

/** Half the maximum length of a string. The largest answer by design, 100,000 rows, has 10 MB. */
export const mostBytes = 256 << 20

export const sendByFetch: SendExchange = async ({ url, method, headers, body, time }) => {
  const aborter = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Answer>((resolve) => {
    timer = setTimeout(() => resolve({ status: 0, text: '' }), time)
  })
  try {
    // The timer is needed besides the signal, which Node's fetch doesn't always obey once the headers have arrived.
    return await Promise.race([receive(url, { method, headers, signal: aborter.signal, body: body ?? null }), late])
  } finally {
    clearTimeout(timer)
    aborter.abort()
  }
}

async function receive(url: string, request: RequestInit): Promise<Answer> {
  try {
    const response = await fetch(url, { ...request, redirect: 'error' })
    const text = await readBounded(response)
    return text === undefined ? { status: 0, text: '', isTooLarge: true } : { status: response.status, text }
  } catch (error) {
    const { message, cause } = error as Error
    return { status: 0, text: (cause as NodeJS.ErrnoException | undefined)?.code ?? message }
  }
}

/** Undefined if the body is too large. */
async function readBounded(response: Response): Promise<string | undefined> {
  if (Number(response.headers.get('content-length')) > mostBytes) return undefined
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += part.length
    if (bytes > mostBytes) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts, bytes).toString('utf8')
}
