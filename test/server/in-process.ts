/** The service without a socket: requests are answered in this process. */
import type { Hono } from 'hono'
import type { Server } from '@modelcontextprotocol/server'
import { english } from '../../src/base/sentences/index.js'
import { sentenceOf } from '../../src/base/fault.js'
import { openIndex } from '../../src/library/open-index.js'
import { openLive } from '../../src/library/live-index.js'
import type { LiveIndex } from '../../src/library/live-index.js'
import { createApp } from '../../src/fronts/server/app.js'
import { createCommits } from '../../src/fronts/server/events.js'
import { createLog } from '../../src/fronts/server/log.js'
import { checkAnswer } from '../support/api-contract.js'

export interface InProcess {
  readonly app: Hono
  readonly live: LiveIndex
  readonly ask: (
    path: string,
  ) => Promise<{ readonly status: number; readonly body: unknown; readonly headers: Headers }>
}

export interface InProcessOptions {
  /** Milliseconds for an answer. */
  readonly timeout?: number
  readonly agents?: () => Server
  readonly token?: string
  readonly origins?: readonly string[]
  readonly trustsProxy?: boolean
  /** Instead of the index in the folder. */
  readonly live?: LiveIndex
}

/** @param dir folder of an index */
export async function serveInProcess(dir: string, options: InProcessOptions = {}): Promise<InProcess> {
  const { timeout, agents = noAgents, token = '', origins = [], trustsProxy = false } = options
  const open = () => openIndex(dir, timeout === undefined ? {} : { timeout })
  const live = options.live ?? (await openLive(open, 0))
  const app = createApp({
    live,
    version: '0',
    token,
    origins,
    trustsProxy,
    commits: createCommits(),
    log: createLog(() => undefined),
    keptBytes: 1 << 20,
    pageFolder: '',
    sentence: (fault) => sentenceOf(fault, english),
    agents,
    tellUnexpected: (error) => {
      throw error
    },
  })
  const ask = async (path: string) => {
    const { status, headers, ...answer } = await answerOf(app, path)
    checkAnswer('GET', path, { status, header: (name) => headers.get(name) ?? undefined, body: answer.body })
    return { status, body: JSON.parse(answer.body.toString('utf8')) as unknown, headers }
  }
  return { app, live, ask }
}

async function answerOf(app: Hono, path: string) {
  const answer = await app.request(path, { headers: { host: '127.0.0.1' } })
  return { status: answer.status, headers: answer.headers, body: Buffer.from(await answer.arrayBuffer()) }
}

function noAgents(): never {
  throw new Error('no agents here')
}
