/** Listens for connections, and stops in good order. */
import { getRequestListener, RequestError } from '@hono/node-server'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Hono } from 'hono'
import { XunzhangError } from '../../base/errors.js'
import { securityHeaders } from './guard.js'
import { problem, unexpected } from './problem.js'

export type Listening = Awaited<ReturnType<typeof listen>>

/** How long to wait for answers under way. */
const graceMs = 5000
const mostConnections = 1024

/**
 * @returns its `address` is like `http://127.0.0.1:7411/`
 * @throws XunzhangError UNAVAILABLE if the address can't be listened on
 */
export async function listen(app: Hono, host: string, port: number) {
  const answer = getRequestListener(app.fetch, { hostname: host, errorHandler: outside })
  const server = createServer((request, response) => void answer(request, response))
  server.maxConnections = mostConnections
  server.headersTimeout = 5000
  server.requestTimeout = 10_000
  server.keepAliveTimeout = 5000
  await new Promise<void>((resolve, reject) => {
    server.listen(port, host, resolve)
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new XunzhangError('ADDRESS_TAKEN', { system: error.code ?? error.message }, { where: `${host}:${port}` })),
    )
  })
  const actual = (server.address() as AddressInfo).port
  const name = host.includes(':') ? `[${host}]` : host
  /** Resolves when no answer is under way any more, or after {@link graceMs}. */
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeIdleConnections()
      setTimeout(() => server.closeAllConnections(), graceMs).unref()
    })
  return { address: `http://${name}:${actual}/`, port: actual, stop }
}

/** Answers requests that reach no route, because the address or a header is invalid. */
function outside(error: unknown): Response {
  const isUnreadable = error instanceof RequestError
  const body = isUnreadable
    ? problem('REQUEST_UNREADABLE', 'the address or a header cannot be read', 'See /api/openapi.json.')
    : unexpected
  return Response.json(body, { status: isUnreadable ? 400 : 500, headers: securityHeaders })
}
