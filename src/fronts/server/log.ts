/** Logs each request as a line of JSON. Lines are written together, so that logging doesn't slow answers down. */
import type { MiddlewareHandler } from 'hono'

export type RequestLog = ReturnType<typeof createLog>

const flushMs = 200

/** @param write takes whole lines */
export function createLog(write: (text: string) => void) {
  let lines: string[] = []
  let timer: NodeJS.Timeout | undefined
  const flush = (): void => {
    clearTimeout(timer)
    timer = undefined
    if (lines.length > 0) write(lines.join(''))
    lines = []
  }
  return {
    add: (entry: Readonly<Record<string, unknown>>): void => {
      lines.push(`${JSON.stringify(entry)}\n`)
      timer ??= setTimeout(flush, flushMs).unref()
    },
    flush,
  }
}

/** Gives every answer an ID, which is also in the log. */
export function logged(log: RequestLog): MiddlewareHandler {
  const run = Math.random().toString(36).slice(2, 8)
  let count = 0
  return async (c, next) => {
    const id = `${run}-${(++count).toString(36)}`
    const began = performance.now()
    c.header('X-Request-Id', id)
    await next()
    const ms = Math.round((performance.now() - began) * 1000) / 1000
    // Queries are not logged, for the sake of privacy.
    log.add({ time: new Date().toISOString(), id, method: c.req.method, path: c.req.path, status: c.res.status, ms })
  }
}
