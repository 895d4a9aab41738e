/**
 * Sends questions to the service: over a connection that stays open if the browser can have one, otherwise as requests.
 * A message takes some 4 ms less than a request, and the page searches at each key press.
 */

/** @returns the body of the answer */
export type Ask = <T>(path: string, parameters: Readonly<Record<string, string>>, signal?: AbortSignal) => Promise<T>

/** Paths that may be sent over the connection. All others are requested. */
const taken = /^\/api\/(search|kwic)\?/
/** Attempts to connect: a proxy may block such connections. */
const mostFailures = 3

/** Called with undefined if the connection was lost before the answer arrived. */
type Answered = (body: string | undefined) => void

/** @returns a function that sends questions, over the connection as soon as it is open */
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
