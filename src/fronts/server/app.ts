/** The routes of the service. */
import { createMcpHandler, type Server } from '@modelcontextprotocol/server'
import { Hono, type Context, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { Fault } from '../../base/errors.js'
import { AnswerCache } from '../../library/answer-cache.js'
import type { LiveIndex } from '../../library/live-index.js'
import { answersByCommit } from './answering.js'
import { addArticles } from './article-routes.js'
import type { Commits } from './events.js'
import { checkNames, checkToken, isLoopback } from './guard.js'
import { logged, type RequestLog } from './log.js'
import { openApi } from './open-api.js'
import { pageFiles, type PageFiles } from './page-files.js'
import { problem, problemOf } from './problem.js'
import { addReading } from './reading-routes.js'
import { securityHeaders } from './security-headers.js'

/** Limits the requests of each address by a token bucket. Programs on this machine are not limited. */
const perSecond = 50
const burst = 100
const mostAddresses = 10_000

interface Bucket {
  left: number
  at: number
}

/** @param addressOf the peer of a request; '' if unknown */
function limitRate(addressOf: (c: Parameters<MiddlewareHandler>[0]) => string): MiddlewareHandler {
  const buckets = new Map<string, Bucket>()
  return async (c, next) => {
    const address = addressOf(c).replace(/^::ffff:/, '')
    if (address === '' || isLoopback(address) || take(buckets, address)) return next()
    const body = problem('TOO_MANY_REQUESTS', 'too many requests', `Ask at most ${perSecond} times a second.`)
    return c.json(body, 429, { 'Retry-After': '1' })
  }
}

function take(buckets: Map<string, Bucket>, address: string): boolean {
  const now = performance.now()
  const bucket = buckets.get(address) ?? { left: burst, at: now }
  bucket.left = Math.min(burst, bucket.left + ((now - bucket.at) / 1000) * perSecond)
  bucket.at = now
  buckets.delete(address)
  buckets.set(address, bucket)
  for (const oldest of buckets.keys()) if (buckets.size > mostAddresses) buckets.delete(oldest)
  if (bucket.left < 1) return false
  bucket.left--
  return true
}

export interface Service {
  readonly live: LiveIndex
  readonly version: string
  readonly port: () => number
  /** Every request must contain it; '' if only this machine can connect. */
  readonly token: string
  readonly commits: Commits
  readonly log: RequestLog
  /** Bytes of finished answers to keep. */
  readonly keptBytes: number
  readonly page: PageFiles
  readonly addressOf: (c: Context) => string
  readonly sentence: (fault: Fault) => readonly [string, string]
  readonly agents: () => Server
  readonly tellUnexpected: (error: unknown) => void
}

const mostBodyBytes = 1 << 20

export function createApp(service: Service): Hono {
  const app = new Hono()
  app.use(logged(service.log), withHeaders)
  app.use(checkNames(service.port, service.token !== ''))
  app.use(limitRate(service.addressOf))
  app.get('/healthz', (c) => c.json({ status: 'ok' }))
  if (service.token !== '') app.use(checkToken(service.token))
  const byCommit = answersByCommit(service.live, new AnswerCache(service.keptBytes))
  addArticles(app, byCommit, service.token === '')
  addReading(app, byCommit)
  app.get('/api/events', (c) => service.commits.listen(c))
  app.get('/api/openapi.json', (c) => c.json(openApi(service.version)))
  addAgents(app, service.agents)
  for (const name of pageFiles) {
    app.get(name === 'index.html' ? '/' : `/${name}`, (c) => service.page.answer(c, name))
  }
  app.notFound((c) => c.json(problem('NOT_FOUND', 'nothing is here', 'See /api/openapi.json.'), 404))
  app.onError((error, c) => {
    const { status, body } = problemOf(error, service.sentence)
    if (status === 500) service.tellUnexpected(error)
    return c.json(body, status)
  })
  return app
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

/** Set before the answer is made: adding them to a finished one would copy its headers. */
async function withHeaders(c: Context, next: () => Promise<void>): Promise<void> {
  for (const [name, value] of Object.entries(securityHeaders)) c.header(name, value)
  await next()
}
