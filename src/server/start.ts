/** Listens, follows commits, and stops in good order. */
import { serve } from '@hono/node-server'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Context, Hono } from 'hono'
import { XunzhangError } from '../errors.js'

export interface Listening {
  /** `http://127.0.0.1:7411/` */
  readonly address: string
  readonly port: number
  /** Resolves when no answer is under way any more, or after {@link graceMs}. */
  readonly stop: () => Promise<void>
}

/** Longest that answers under way are waited for. */
const graceMs = 5000
const mostConnections = 1024

/** @throws XunzhangError UNAVAILABLE if the address can't be listened on */
export async function listen(app: Hono, host: string, port: number): Promise<Listening> {
  const server = serve({ fetch: app.fetch, hostname: host, port }) as Server
  server.maxConnections = mostConnections
  server.headersTimeout = 5000
  server.requestTimeout = 10_000
  server.keepAliveTimeout = 5000
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve)
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new XunzhangError('ADDRESS_TAKEN', { system: error.code ?? error.message }, { where: `${host}:${port}` })),
    )
  })
  const actual = (server.address() as AddressInfo).port
  const name = host.includes(':') ? `[${host}]` : host
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve())
      server.closeIdleConnections()
      setTimeout(() => server.closeAllConnections(), graceMs).unref()
    })
  return { address: `http://${name}:${actual}/`, port: actual, stop }
}

/** The peer of a request; '' if unknown. */
export function addressOf(c: Context): string {
  const { incoming } = c.env as { readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } } }
  return incoming?.socket?.remoteAddress ?? ''
}
