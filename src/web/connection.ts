/**
 * How the service is asked: over a connection that stays open, where a browser can have one, or by requests. A message takes
 * some 4 ms less than a request, and the page asks at each key.
 */

/** @returns the body of the answer */
export type Ask = <T>(path: string, parameters: Readonly<Record<string, string>>, signal?: AbortSignal) => Promise<T>

/** What is not taken over the connection is asked for by a request. */
const taken = /^\/api\/(search|kwic)\?/
/** A proxy may let no such connection pass. */
const mostFailures = 3

/** Undefined where the connection was lost before the answer came. */
type Answered = (body: string | undefined) => void

/** @returns asks, over the connection as soon as it is there */
export function connect(): Ask {
  const waiting = new Map<string, Answered>()
  let socket: WebSocket | undefined
  let failures = 0
  let asked = 0

  const open = (): void => {
    if (socket !== undefined || failures === mostFailures) return
    socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/socket`)
    socket.onopen = () => (failures = 0)
    socket.onmessage = ({ data }: MessageEvent<string>) => {
      const [number = '', status = ''] = data.split(' ', 2)
      const answered = waiting.get(number)
      waiting.delete(number)
      answered?.(data.slice(number.length + status.length + 2))
    }
    socket.onclose = () => {
      failures++
      socket = undefined
      for (const answered of waiting.values()) answered(undefined)
      waiting.clear()
    }
  }

  const overSocket = (path: string, signal?: AbortSignal): Promise<string | undefined> | undefined => {
    open()
    if (socket?.readyState !== WebSocket.OPEN || !taken.test(path)) return undefined
    const number = `${++asked}`
    socket.send(`${number} ${path}`)
    return new Promise((resolve, reject) => {
      waiting.set(number, resolve)
      signal?.addEventListener('abort', () => {
        if (!waiting.delete(number)) return
        socket?.send(number)
        reject(new DOMException('aborted', 'AbortError'))
      })
    })
  }

  open()
  return async <T>(path: string, parameters: Readonly<Record<string, string>>, signal?: AbortSignal): Promise<T> => {
    const query = new URLSearchParams(parameters).toString()
    const whole = query === '' ? path : `${path}?${query}`
    const answered = (await overSocket(whole, signal)) ?? (await byRequest(whole, signal))
    const body = JSON.parse(answered) as T & { error?: { message: string; remedy: string } }
    if (body.error !== undefined) throw new Error(`${body.error.message}. ${body.error.remedy}`)
    return body
  }
}

async function byRequest(path: string, signal?: AbortSignal): Promise<string> {
  return (await fetch(path, signal === undefined ? {} : { signal })).text()
}
