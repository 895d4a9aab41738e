/** The interface by which the page calls the worker. */
import type { Answer, Facts, Question, Reply, Request } from '../../static/browser/types.js'

export interface SearchClient {
  readonly facts: Promise<Facts>
  /** Undefined if a later question replaced this one before it was answered. */
  search(question: Question): Promise<Answer | undefined>
  complete(text: string, limit: number): Promise<readonly string[]>
  close(): void
}

/** A request without its number. */
type Asked = Request extends infer R ? (R extends Request ? Omit<R, 'number'> : never) : never

/** @param base address of the export's folder, with a slash at its end */
export async function openClient(base: URL): Promise<SearchClient> {
  const pointer = (await (await fetch(new URL('xunzhang.json', base), { cache: 'no-cache' })).json()) as {
    worker: string
  }
  const worker = new Worker(new URL(pointer.worker, base))
  const waiting = new Map<number, (reply: Reply) => void>()
  let count = 0
  worker.onmessage = ({ data }: MessageEvent<Reply>) => {
    waiting.get(data.number)?.(data)
    waiting.delete(data.number)
  }
  worker.onerror = (event) => {
    for (const [number, settle] of waiting) settle({ number, error: event.message || 'worker' })
    waiting.clear()
  }
  const ask = async (request: Asked): Promise<Reply> => {
    const number = ++count
    const reply = await new Promise<Reply>((resolve) => {
      waiting.set(number, resolve)
      worker.postMessage({ ...request, number })
    })
    if (reply.error !== undefined) throw new Error(reply.error)
    return reply
  }
  return {
    facts: ask({ kind: 'open', base: base.href }).then(({ value }) => value as Facts),
    search: async (question) => (await ask({ kind: 'search', question })).value as Answer | undefined,
    complete: async (text, limit) => (await ask({ kind: 'complete', text, limit })).value as readonly string[],
    close: () => worker.terminate(),
  }
}
