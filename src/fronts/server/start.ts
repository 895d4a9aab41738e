/** Listens for connections, and stops in good order. */
import { getRequestListener, RequestError } from '@hono/node-server'
import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import type { Hono } from 'hono'
import { XunzhangError } from '../../base/errors.js'
import { securityHeaders } from './guard.js'
import { problem, problemType, unexpected, type Problem } from './problem.js'

export type Listening = Awaited<ReturnType<typeof listen>>

/** How long to wait for answers under way. */
const graceMs = 5000
const mostConnections = 1024
/** Of the first line and all headers; a query of 2,000 Han characters takes 18,000. */
const mostHeaderBytes = 65_536

/**
 * @returns its `address` is like `http://127.0.0.1:7411/`
 * @throws XunzhangError UNAVAILABLE if the address can't be listened on
 */
export async function listen(app: Hono, host: string, port: number) {
  const answer = getRequestListener(app.fetch, { hostname: host, errorHandler: outside })
  // Node looks for connections that are over their time every 30 seconds unless it is told otherwise.
  const options = { maxHeaderSize: mostHeaderBytes, connectionsCheckingInterval: 1000 }
  const server = createServer(options, (request, response) => void answer(request, response))
  server.on('clientError', refuseUnparsed)
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

const unreadable = problem(400, 'REQUEST_UNREADABLE', 'the request cannot be read', 'See /api/openapi.json.')

const ofProblem = { ...securityHeaders, 'Content-Type': problemType }

/** Answers requests that reach no route, because the address or a header is invalid. */
function outside(error: unknown): Response {
  const body = error instanceof RequestError ? unreadable : unexpected
  return new Response(JSON.stringify(body), { status: body.status, headers: ofProblem })
}

const unparsed: Readonly<Record<string, Problem>> = {
  HPE_HEADER_OVERFLOW: problem(431, 'HEADERS_TOO_LARGE', 'the headers are too large', 'Send at most 64 KiB.'),
  ERR_HTTP_REQUEST_TIMEOUT: problem(408, 'REQUEST_TIMEOUT', 'the request did not arrive in time', 'Send it at once.'),
}

/** Answers what Node can't parse as HTTP, and ends the connection. */
function refuseUnparsed(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
  const problem = unparsed[error.code ?? ''] ?? unreadable
  const body = JSON.stringify(problem)
  const headers = { ...ofProblem, 'Content-Length': Buffer.byteLength(body), Connection: 'close' }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.end(`HTTP/1.1 ${problem.status} ${problem.title}\r\n${lines.join('')}\r\n${body}`)
}
