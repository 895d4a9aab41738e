/** The routes of the service. */
import { createMcpHandler, type Server } from '@modelcontextprotocol/server'
import { Hono, type Context, type MiddlewareHandler } from 'hono'
import { serveStatic } from '@hono/node-server/serve-static'
import { etag, RETAINED_304_HEADERS } from 'hono/etag'
import type { Fault } from '../../base/errors.js'
import { AnswerCache } from '../../library/answer-cache.js'
import type { LiveIndex } from '../../library/live-index.js'
import { languageOf, messagesIn, pageMessages } from '../messages/languages.js'
import { answersByCommit } from './answering.js'
import type { Commits } from './events.js'
import {
  admitPages,
  checkAddress,
  checkNames,
  checkToken,
  connectionOf,
  isLoopback,
  limitBody,
  mostBodyBytes,
  securityHeaders,
} from './guard.js'
import { logged, type RequestLog } from './log.js'
import { openApi } from './open-api.js'
import { problem, problemOf, refuse } from './problem.js'
import { addRoutes } from './routes.js'

const mostRequests = 100
const periodMs = 2000

/**
 * Limits the requests of each address. Programs on this machine are not limited.
 * @param trustsProxy whether the last address in X-Forwarded-For is that of the client
 */
function limitRate(trustsProxy: boolean): MiddlewareHandler {
  const asked = new Map<string, number>()
  let since = 0
  return async (c, next) => {
    const forwarded = trustsProxy ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() : undefined
    const address = (forwarded ?? connectionOf(c).remoteAddress ?? '').replace(/^::ffff:/, '')
    if (address === '' || isLoopback(address)) return next()
    if (performance.now() - since > periodMs) {
      since = performance.now()
      asked.clear()
    }
    const count = (asked.get(address) ?? 0) + 1
    asked.set(address, count)
    return count <= mostRequests ? next() : refuse(c, tooMany, { 'Retry-After': '1' })
  }
}

const tooMany = problem(429, 'TOO_MANY_REQUESTS', 'too many requests', 'Ask at most 50 times a second.')

export interface Service {
  readonly live: LiveIndex
  readonly version: string
  /** Every request must contain it; '' if only this machine can connect. */
  readonly token: string
  /** Of other sites whose pages are answered. */
  readonly origins: readonly string[]
  readonly trustsProxy: boolean
  readonly commits: Commits
  readonly log: RequestLog
  /** Bytes of finished answers to keep. */
  readonly keptBytes: number
  /** The built page. */
  readonly pageFolder: string
  readonly sentence: (fault: Fault) => readonly [string, string]
  readonly agents: () => Server
  readonly tellUnexpected: (error: unknown) => void
}

export function createApp(service: Service): Hono {
  const app = new Hono()
  const { token, origins } = service
  app.use(logged(service.log), withHeaders, checkAddress, checkNames(token !== '', origins))
  app.use(limitRate(service.trustsProxy))
  if (origins.length > 0) app.use(admitPages(origins))
  app.get('/healthz', (c) => c.json({ status: 'ok' }))
  if (token !== '') app.use(checkToken(token))
  const byCommit = answersByCommit(service.live, new AnswerCache(service.keptBytes))
  addRoutes(app, byCommit, service.live, token === '')
  app.get('/api/events', (c) => service.commits.listen(c))
  app.get('/api/openapi.json', (c) => c.json(openApi(service.version)))
  addAgents(app, service.agents)
  for (const path of pageFiles)
    app.get(
      path === 'index.html' ? '/' : `/${path}`,
      checked,
      etag({ retainedHeaders }),
      serveStatic({ root: service.pageFolder, path, precompressed: true }),
    )
  refuseOtherMethods(app)
  app.notFound((c) => refuse(c, nothing))
  app.onError((error, c) => {
    const body = problemOf(error, sentenceFor(c) ?? service.sentence)
    if (body.status === 500) service.tellUnexpected(error)
    return refuse(c, body)
  })
  return app
}

/** In the language that the reader's browser asks for first, if it is one of ours. */
function sentenceFor(c: Context): Service['sentence'] | undefined {
  const language = languageOf(c.req.header('accept-language') ?? '', pageMessages)
  return language && messagesIn(language).sentence
}

const nothing = problem(404, 'NOT_FOUND', 'nothing is here', 'See /api/openapi.json.')
const otherMethod = problem(405, 'METHOD_REFUSED', 'this method is not offered here', 'See the header Allow.')

/** Every path that has routes says which methods they take. */
function refuseOtherMethods(app: Hono): void {
  const methods = new Map<string, string[]>()
  for (const { path, method } of app.routes)
    if (method !== 'ALL')
      methods.set(path, [...(methods.get(path) ?? []), ...(method === 'GET' ? ['GET', 'HEAD'] : [method])])
  for (const [path, known] of methods)
    app.all(path, (c) => refuse(c, otherMethod, { Allow: [...new Set(known)].join(', ') }))
}

function addAgents(app: Hono, factory: Service['agents']): void {
  const agents = createMcpHandler(factory, { maxRequestBodySize: mostBodyBytes })
  app.use('/mcp', limitBody)
  app.all('/mcp', async (c) => {
    const answer = await agents.fetch(c.req.raw)
    // Copied, because a response that is passed on as it is would lack the headers that all others have.
    return c.newResponse(answer.body, answer)
  })
}

/** The files of the page; no other file of the disk can be requested. */
const pageFiles = ['index.html', 'page.js', 'page.css', 'icon.svg']

/** "Not changed" has the headers of every answer, too. */
const retainedHeaders = [...RETAINED_304_HEADERS, 'X-Request-Id', ...Object.keys(securityHeaders)]

/** A browser asks for changes of the page each time. */
const checked: MiddlewareHandler = async (c, next) => {
  c.header('Cache-Control', 'no-cache')
  c.header('Vary', 'Accept-Encoding')
  await next()
}

/** Set before the answer is made: adding them to a finished one would copy its headers. */
async function withHeaders(c: Context, next: () => Promise<void>): Promise<void> {
  for (const [name, value] of Object.entries(securityHeaders)) c.header(name, value)
  await next()
}
