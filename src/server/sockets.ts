/**
 * Searches over a connection that stays open (WebSocket). A message takes a browser some 4 ms less than a request, and
 * the page searches at each key press. A question is `NUMBER PATH`. Its answer is `NUMBER STATUS BODY`, the same as for
 * GET of that path, from the same routes with the same checks. `NUMBER` alone cancels a question that is still waiting.
 */
import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { Hono } from 'hono'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import { nextTurn } from '../library/clock.js'

export const socketPath = '/api/socket'
/** Status of a request for {@link socketPath} without an upgrade, if it passes all checks. */
export const upgradeRequired = 426

/** A query of the greatest length has 18,000 bytes when percent-encoded. */
const mostMessageBytes = 32 << 10
const mostSockets = 200
/** Most questions of one connection that may be waiting. */
const mostWaiting = 32
/** Most bytes of answers that the client has not received yet. */
const mostUnsentBytes = 8 << 20
const keepAliveMs = 20_000
const graceMs = 500
const notFound = 404
const tryLater = 503
const goingAway = 1001
const policyViolation = 1008

export interface Sockets {
  /** Ends all connections, so that the server can stop. */
  readonly close: () => void
}

export function acceptSockets(server: Server, app: Hono): Sockets {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: mostMessageBytes })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (request.headers.upgrade?.toLowerCase() !== 'websocket') return answerPlainly(server, request, socket, head)
    socket.on('error', () => socket.destroy())
    admit(app, request, sockets.clients.size)
      .then((status) => {
        if (status !== upgradeRequired) return refuse(socket, status)
        sockets.handleUpgrade(request, socket, head, (made) => converse(made, (path) => ask(app, request, path)))
      })
      .catch(() => socket.destroy())
  })
  // A client that is gone is noticed only when something is sent to it.
  const beat = setInterval(() => sockets.clients.forEach((one) => one.ping()), keepAliveMs).unref()
  return {
    close: () => {
      clearInterval(beat)
      for (const one of sockets.clients) one.close(goingAway)
      setTimeout(() => sockets.clients.forEach((one) => one.terminate()), graceMs).unref()
    },
  }
}

/**
 * Answers clients that offer another protocol (HTTP/2, as those of Java do) in HTTP/1.1, as if they offered nothing.
 */
function answerPlainly(
  server: Server,
  { method, url, rawHeaders }: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  const lines = [`${method} ${url} HTTP/1.1`]
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const isOffer = ['upgrade', 'connection', 'http2-settings'].includes(rawHeaders[i]!.toLowerCase())
    if (!isOffer) lines.push(`${rawHeaders[i]}: ${rawHeaders[i + 1]}`)
  }
  socket.unshift(Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), head]))
  server.emit('connection', socket)
}

/** @returns the status of the same request without an upgrade, so that connections pass the same checks as requests */
async function admit(app: Hono, request: IncomingMessage, open: number): Promise<number> {
  const path = request.url ?? '/'
  // The answer of any other route would be thrown away, and a stream would never end.
  if (path.split('?', 1)[0] !== socketPath) return notFound
  const { status } = await ask(app, request, path)
  return status === upgradeRequired && open >= mostSockets ? tryLater : status
}

function refuse(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}

/** Calls a route for the client that connected: with the host, origin, token and address of its first request. */
async function ask(app: Hono, incoming: IncomingMessage, path: string): Promise<Response> {
  const headers = new Headers()
  for (const name of ['host', 'origin', 'authorization', 'cookie'] as const) {
    const value = incoming.headers[name]
    if (value !== undefined) headers.set(name, value)
  }
  return app.request(path, { headers }, { incoming })
}

/** Answers one question after the other. Cancelled questions are not answered. */
function converse(socket: WebSocket, answer: (path: string) => Promise<Response>): void {
  const waiting = new Map<string, string>()
  let isBusy = false
  const work = async (): Promise<void> => {
    if (isBusy) return
    isBusy = true
    for (let [next] = waiting; next !== undefined; [next] = waiting) {
      const [number, path] = next
      waiting.delete(number)
      await reply(socket, number, await answer(path))
      // A message that cancels the next question may have arrived.
      if (waiting.size > 0) await nextTurn()
    }
    isBusy = false
  }
  socket.on('error', () => socket.terminate())
  socket.on('close', () => waiting.clear())
  socket.on('message', (data) => {
    const [, number, path] = /^(\d{1,9})(?: (\/api\/(?:search|kwic)\?\S*))?$/.exec(data.toString()) ?? []
    if (number === undefined) return socket.close(policyViolation)
    if (path === undefined) waiting.delete(number)
    else if (waiting.size >= mostWaiting && !waiting.has(number)) return socket.close(policyViolation)
    else waiting.set(number, path)
    work().catch(() => socket.terminate())
  })
}

async function reply(socket: WebSocket, number: string, answer: Response): Promise<void> {
  const body = Buffer.from(await answer.arrayBuffer())
  if (socket.bufferedAmount > mostUnsentBytes) return socket.terminate()
  socket.send(Buffer.concat([Buffer.from(`${number} ${answer.status} `), body]), { binary: false })
}
