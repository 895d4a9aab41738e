/** The routes of the service. */
import { createMcpHandler, type Server } from '@modelcontextprotocol/server'
import { Hono, type Context, type MiddlewareHandler } from 'hono'
import { serveStatic } from '@hono/node-server/serve-static'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import { etag, RETAINED_304_HEADERS } from 'hono/etag'
import type { Fault } from '../../base/errors.js'
import { AnswerCache } from '../../library/answer-cache.js'
import type { LiveIndex } from '../../library/live-index.js'
import { languageOf, messagesIn, pageMessages } from '../messages/languages.js'
import { answersByCommit } from './answering.js'
import type { Commits } from './events.js'
import { checkNames, checkToken, connectionOf, isLoopback, securityHeaders } from './guard.js'
import { logged, type RequestLog } from './log.js'
import { openApi } from './open-api.js'
import { problem, problemOf } from './problem.js'
import { addRoutes } from './routes.js'

const mostRequests = 100
const periodMs = 2000

/** Limits the requests of each address. Programs on this machine are not limited. */
function limitRate(): MiddlewareHandler {
  const asked = new Map<string, number>()
  let since = 0
  return async (c, next) => {
    const address = (connectionOf(c).remoteAddress ?? '').replace(/^::ffff:/, '')
    if (address === '' || isLoopback(address)) return next()
    if (performance.now() - since > periodMs) {
      since = performance.now()
      asked.clear()
    }
    const count = (asked.get(address) ?? 0) + 1
    asked.set(address, count)
    return count <= mostRequests ? next() : c.json(tooMany, 429, { 'Retry-After': '1' })
  }
}

const tooMany = problem('TOO_MANY_REQUESTS', 'too many requests', 'Ask at most 50 times a second.')

export interface Service {
  readonly live: LiveIndex
  readonly version: string
  /** Every request must contain it; '' if only this machine can connect. */
  readonly token: string
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

const mostBodyBytes = 1 << 20

export function createApp(service: Service): Hono {
  const app = new Hono()
  app.use(logged(service.log), withHeaders)
  app.use(checkNames(service.token !== ''))
  app.use(limitRate())
  app.get('/healthz', (c) => c.json({ status: 'ok' }))
  if (service.token !== '') app.use(checkToken(service.token))
  const byCommit = answersByCommit(service.live, new AnswerCache(service.keptBytes))
  addRoutes(app, byCommit, service.live, service.token === '')
  app.get('/api/events', (c) => service.commits.listen(c))
  app.get('/api/openapi.json', (c) => c.json(openApi(service.version)))
  addAgents(app, service.agents)
  for (const path of pageFiles)
    app.get(
      path === 'index.html' ? '/' : `/${path}`,
      checked,
      etag({ retainedHeaders }),
      compress(),
      serveStatic({ root: service.pageFolder, path }),
    )
  app.notFound((c) => c.json(problem('NOT_FOUND', 'nothing is here', 'See /api/openapi.json.'), 404))
  app.onError((error, c) => {
    const { status, body } = problemOf(error, sentenceFor(c) ?? service.sentence)
    if (status === 500) service.tellUnexpected(error)
    return c.json(body, status)
  })
  return app
}

/** In the language that the reader's browser asks for first, if it is one of ours. */
function sentenceFor(c: Context): Service['sentence'] | undefined {
  const language = languageOf(c.req.header('accept-language') ?? '', pageMessages)
  return language && messagesIn(language).sentence
}

function addAgents(app: Hono, factory: Service['agents']): void {
  const agents = createMcpHandler(factory, { maxRequestBodySize: mostBodyBytes })
  app.use('/mcp', bodyLimit({ maxSize: mostBodyBytes, onError: (c) => c.json(tooLarge, 413) }))
  app.all('/mcp', async (c) => {
    const answer = await agents.fetch(c.req.raw)
    // Copied, because a response that is passed on as it is would lack the headers that all others have.
    return c.newResponse(answer.body, answer)
  })
}

const tooLarge = problem('BODY_TOO_LARGE', 'the request is too large', 'Send at most 1 MiB.')

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
