/**
 * One exchange with a node: a request out, a whole answer back. The time given covers the body as well as the headers,
 * and the answer is read piece by piece, so that one too large is cut off instead of filling the memory.
 */
export interface Exchange {
  readonly url: string
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
  /** Milliseconds until the last byte of the answer. */
  readonly time: number
}

/** What came back: a status from 200 to 599, or 0 where no whole answer came. */
export interface Answer {
  readonly status: number
  /** The body; where the status is 0, why there is none: empty where the time was over. */
  readonly text: string
  /** The answer was longer than {@link mostBytes}: asking again brings the same. */
  readonly isTooLarge?: true
}

/** How requests are sent: tests put something else in its place. */
export type SendExchange = (exchange: Exchange) => Promise<Answer>

/** Half of what one string may hold. The largest answer by design, 100,000 rows, has 10 MB. */
export const mostBytes = 256 << 20

export const sendByFetch: SendExchange = async ({ url, method, headers, body, time }) => {
  const aborter = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Answer>((resolve) => {
    timer = setTimeout(() => resolve({ status: 0, text: '' }), time)
  })
  try {
    // Raced as well as aborted: after the headers, Node's fetch doesn't always hear its signal.
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

/** Undefined where the body is too large. */
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
