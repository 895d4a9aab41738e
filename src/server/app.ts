/** The routes of the service. */
import { createMcpHandler } from '@modelcontextprotocol/server'
import { Hono } from 'hono'
import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { compress } from 'hono/compress'
import { XunzhangError } from '../errors.js'
import type { Fault } from '../errors.js'
import { everyArticle } from '../library/every-article.js'
import type { Commit, LiveIndex } from '../library/live-index.js'
import type { Hit, IndexStats, StoredArticle } from '../library/types.js'
import { serverFactory } from '../mcp/create-server.js'
import type { AgentMessages } from '../messages/agents.js'
import { createCompletion } from './completion.js'
import type { Commits } from './events.js'
import { checkNames, checkToken } from './guard.js'
import type { RequestLog } from './log.js'
import { openApi } from './open-api.js'
import { pageFiles } from './page-files.js'
import type { PageFiles } from './page-files.js'
import { isSet, queryOf, requireKnown, searchOptionsOf, wholeNumber } from './parameters.js'
import { problem, problemOf } from './problem.js'
import { limitRate } from './rate-limit.js'
import { addReading } from './reading-routes.js'

export interface Service {
  readonly live: LiveIndex
  readonly version: string
  readonly port: () => number
  /** Every request must carry it; '' where only this machine can ask. */
  readonly token: string
  readonly commits: Commits
  readonly log: RequestLog
  readonly page: PageFiles
  readonly addressOf: (c: Context) => string
  readonly sentence: (fault: Fault) => readonly [string, string]
  readonly faultText: (fault: Fault) => string
  readonly say: AgentMessages
  /** Tells of an error that is none of the asker's. */
  readonly tellUnexpected: (error: unknown) => void
}

const mostBodyBytes = 1 << 20

export function createApp(service: Service): Hono {
  const app = new Hono()
  app.use(logged(service), withHeaders)
  app.use(checkNames(service.port, service.token !== ''))
  app.use(limitRate(service.addressOf))
  app.get('/healthz', (c) => c.json({ status: 'ok' }))
  if (service.token !== '') app.use(checkToken(service.token))
  app.use('/api/search', compress({ threshold: 2048 }))
  app.use('/api/articles/*', compress({ threshold: 2048 }))
  addApi(app, service)
  addAgents(app, service)
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

function addApi(app: Hono, { live, commits, token, version }: Service): void {
  const completion = createCompletion()
  const isOpen = token === ''
  app.get('/api/search', (c) =>
    answerByCommit(c, live, async ({ index }) => {
      const given = c.req.query()
      const options = searchOptionsOf(given)
      const query = queryOf(given)
      const isEmpty = query.trim() === '' && options.like === undefined
      const result = await index.search(isEmpty ? everyArticle : query, options)
      const shows = isOpen && isSet(given, 'folder')
      return { ...result, query, hits: shows ? result.hits : result.hits.map(hitWithoutFolders) }
    }),
  )
  app.get('/api/articles/:id{.+}', (c) =>
    answerByCommit(c, live, async ({ index }) => {
      const given = c.req.query()
      requireKnown(given, ['q', 'folder'])
      const id = c.req.param('id')
      const query = queryOf(given)
      const marked = await index.mark(id, query)
      if (marked === undefined) throw new XunzhangError('ARTICLE_MISSING', { id })
      const { article, ...marks } = marked
      const shown = withoutFolder(article, isOpen && isSet(given, 'folder'))
      return query === '' ? shown : { ...shown, ...marks }
    }),
  )
  app.get('/api/suggest', (c) =>
    answerByCommit(c, live, async ({ index, tag }) => {
      const given = c.req.query()
      requireKnown(given, ['q', 'limit'])
      const limit = wholeNumber(given, 'limit', 1, 50) ?? 8
      return { suggestions: await completion.complete(index, tag, queryOf(given), limit) }
    }),
  )
  app.get('/api/stats', (c) =>
    answerByCommit(c, live, async ({ index, tag }) => {
      requireKnown(c.req.query(), ['folder'])
      const stats = await index.stats()
      const roots = isOpen && isSet(c.req.query(), 'folder') ? stats.roots : []
      return { ...stats, roots, commit: tag } satisfies IndexStats & { commit: string }
    }),
  )
  addReading(app, (c, answer) => answerByCommit(c, live, answer))
  app.get('/api/events', (c) => commits.listen(c))
  app.get('/api/openapi.json', (c) => c.json(openApi(version)))
}

function addAgents(app: Hono, { live, version, say, faultText, token }: Service): void {
  const factory = serverFactory({ live, version, say, faultText, showsFolders: token === '' })
  const agents = createMcpHandler(factory, { maxRequestBodySize: mostBodyBytes })
  app.use('/mcp', bodyLimit({ maxSize: mostBodyBytes, onError: (c) => c.json(tooLarge, 413) }))
  app.all('/mcp', (c) => agents.fetch(c.req.raw))
}

const tooLarge = problem('BODY_TOO_LARGE', 'the request is too large', 'Send at most 1 MiB.')

/** The same question to the same commit has the same answer, but for the time that it took: a weak tag says so. */
async function answerByCommit(
  c: Context,
  live: LiveIndex,
  answer: (commit: Commit) => Promise<object>,
): Promise<Response> {
  return live.ask(async (commit) => {
    const tag = `W/"${commit.tag}"`
    c.header('ETag', tag)
    c.header('Cache-Control', 'private, no-cache')
    if (c.req.header('if-none-match') === tag) return c.body(null, 304)
    return c.json(await answer(commit))
  })
}

/** Folders of this machine are told only where they are asked for, on this machine. */
function withoutFolder(article: StoredArticle, shows: boolean): StoredArticle {
  return shows ? article : { ...article, root: '' }
}

function hitWithoutFolders({ index: _, ...hit }: Hit): Hit {
  return { ...hit, root: '' }
}

const securityHeaders = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
}

/** Set before the answer is made: adding them to a finished one would copy its headers. */
async function withHeaders(c: Context, next: () => Promise<void>): Promise<void> {
  for (const [name, value] of Object.entries(securityHeaders)) c.header(name, value)
  await next()
}

/** Every answer has an ID, which stands in the log. */
function logged({ log }: Service) {
  const run = Math.random().toString(36).slice(2, 8)
  let count = 0
  return async (c: Context, next: () => Promise<void>): Promise<void> => {
    const id = `${run}-${(++count).toString(36)}`
    const began = performance.now()
    c.header('X-Request-Id', id)
    await next()
    const ms = Math.round((performance.now() - began) * 1000) / 1000
    // Queries stay out of the log: what people look for is theirs.
    log.add({ time: new Date().toISOString(), id, method: c.req.method, path: c.req.path, status: c.res.status, ms })
  }
}
