/** The command that starts the server. */
import { spawn } from 'node:child_process'
import type { Hono } from 'hono'
import { XunzhangError } from '../../../base/errors.js'
import type { ValuesAt } from '../../../base/options/places.js'
import { optionRows as usual } from '../../../base/options/rows.js'
import { AnswerThreads } from '../../../library/threads/answer-threads.js'
import { openLive, type LiveIndex } from '../../../library/live-index.js'
import { openForService } from '../../../library/open-index.js'
import { Collections } from '../../mcp/collections.js'
import { agentRequests } from '../../mcp/agent-requests.js'
import { createServer } from '../../mcp/create-server.js'
import { createApp } from '../../server/app.js'
import { createCommits, type Commits } from '../../server/events.js'
import { isLoopback } from '../../server/guard.js'
import { createLog, type RequestLog } from '../../server/log.js'
import { createSiteApp } from '../../server/site.js'
import { listen } from '../../server/start.js'
import { isClusterAddress } from '../../../storage/store/address.js'
import { builtFolder, readFile } from '../input/files.js'
import { defineCommand, exclude, indexFolders, type Context } from '../command.js'
import { everyArticle } from '../../../library/every-article.js'
import { nextTurn } from '../../../library/clock.js'
import { facetNames, type SearchOptions } from '../../../library/types.js'

import packageFile from '../../../../package.json' with { type: 'json' }

const lookEveryMs = 1000
const shortestToken = 16

type Values = ValuesAt<'serve'>

export const serveCommand = defineCommand('serve', {
  takes: [],
  async run(values, _operands, context) {
    const { host = usual.host.default, port = usual.port.default, export: folder } = values
    const token = tokenOf(values, context)
    checkToken(host, token)
    const log = createLog((text) => process.stderr.write(text))
    for (const name of ['index', 'timeout', 'cache', 'origin', 'trust-proxy'] as const)
      if (folder !== undefined && values[name] !== undefined && context.defaults[name] === undefined)
        exclude('--export', `--${name}`)
    const served =
      folder === undefined ? await openService(values, token, log, context) : siteOf(folder, token, log, context)
    // Before the address is published, so that a signal that arrives at once also ends the server in good order.
    const ended = signal()
    const { address, stop } = await listen(served.app, host, port)
    await context.out.write(`${address}\n`)
    await context.out.flush()
    context.tell(await served.greet(address))
    if (values.open === true) openPage(token === '' ? address : `${address}?token=${token}`)
    const unfollow = served.follow?.()
    await ended
    context.tell(context.messages.stopping)
    unfollow?.()
    await stop()
    log.flush()
    await served.close?.()
  },
})

interface Served {
  readonly app: Hono
  readonly greet: (address: string) => Promise<string> | string
  /** Starts what runs beside the server. @returns a function that ends it */
  readonly follow?: () => () => void
  readonly close?: () => Promise<void>
}

function siteOf(folder: string, token: string, log: RequestLog, { language, messages }: Context): Served {
  const greet = (address: string): string => messages.servingSite(address, folder)
  return { app: createSiteApp({ folder, token, log, language }), greet }
}

async function openService(values: Values, token: string, log: RequestLog, context: Context): Promise<Served> {
  const { messages, tell } = context
  const { timeout = usual.timeout.default, cache = usual.cache.default } = values
  const { version } = packageFile
  const dirs = indexFolders(values, context)
  const threads = AnswerThreads.start(timeout * 1000)
  const open = (some: readonly string[]) => openLive(() => openForService(some, timeout * 1000, threads))
  const live = await open(dirs)
  const collections = new Collections(dirs, live, open)
  const commits = createCommits()
  const { agents: say, fault: faultText, sentence } = messages
  const requests = agentRequests({ collections, version, say, faultText, showsFolders: token === '' })
  const app = createApp({
    ...{ live, version, token, commits, log, sentence, origins: originsOf(values) },
    trustsProxy: values['trust-proxy'] === true,
    keptBytes: cache << 20,
    pageFolder: builtFolder('page'),
    agents: () => createServer(requests),
    tellUnexpected: (error) => tell(`xunzhang: ${messages.unexpected(String(error))}`),
  })
  return {
    app,
    greet: async (address) => messages.serving(address, (await live.ask(({ index }) => index.stats())).articles),
    follow: () => {
      const watch = followCommits(live, commits, context)
      // A cluster may bill each request, so none is sent before a user searches.
      const endWarmUp = dirs.some(isClusterAddress) ? undefined : warmUp(live)
      return () => {
        clearInterval(watch)
        endWarmUp?.()
        commits.close()
      }
    },
    close: async () => {
      await collections.close()
      await threads?.close()
    },
  }
}

/** @throws XunzhangError FILE_MISSING, USAGE */
function tokenOf({ token, 'token-file': file }: Values, { environment }: Context): string {
  if (file === undefined) return token ?? environment['XUNZHANG_TOKEN'] ?? ''
  return token === undefined ? readFile(file).trim() : exclude('--token', '--token-file')
}

/** @throws XunzhangError USAGE */
function originsOf({ origin = [] }: Values): readonly string[] {
  return origin.map((value) => {
    const name = value.toLowerCase().replace(/\/$/, '')
    if (/^https?:/.test(name) && URL.canParse(name) && new URL(name).origin === name) return name
    throw new XunzhangError('OPTION_FORM', { what: 'origin', value }, { where: '--origin' })
  })
}

function checkToken(host: string, token: string): void {
  if (token === '' && !isLoopback(host)) throw new XunzhangError('TOKEN', { what: 'needed', host }, { where: '--host' })
  const isStrong = token.length >= shortestToken && /^[\w.~+/=-]+$/.test(token)
  if (token !== '' && !isStrong) throw new XunzhangError('TOKEN', { what: 'weak' })
}

function followCommits(live: LiveIndex, commits: Commits, { messages, tell }: Context): NodeJS.Timeout {
  let last: string | undefined
  const look = async (): Promise<void> => {
    await live.refresh()
    await live.ask(({ index, tag }) => {
      if (last !== undefined && last !== tag) {
        commits.announce(tag, index.articleCount)
        tell(messages.reloaded(index.articleCount))
      }
      last = tag
    })
  }
  return setInterval(() => void look().catch(() => undefined), lookEveryMs)
}

function signal(): Promise<void> {
  return new Promise((resolve) => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => resolve())
  })
}

/** Without a shell, so that nothing in the address is interpreted. */
function openPage(address: string): void {
  const [program, ...args] =
    process.platform === 'darwin' ? ['open'] : process.platform === 'win32' ? ['explorer.exe'] : ['xdg-open']
  const child = spawn(program, [...args, address], { detached: true, stdio: 'ignore' })
  child.on('error', () => undefined)
  child.unref()
}

/** Latin words need other dictionaries; the first of these queries loads the largest. */
const inLetters = ['zhongguo', 'xinw', 'Pyth']
/** The options that the page uses. */
const asked: SearchOptions = { limit: 20, facets: facetNames, lenient: true, fold: 'similar' }
const mostArticles = 60
/** A title is searched by so many of its first characters, as if it were being typed. */
const lengths = [1, 2, 3, 5, 8]
const mostMs = 2000

/** Starts the queries. Another request waits for one of them at most. @returns a function that ends them */
export function warmUp(live: LiveIndex): () => void {
  const end = performance.now() + mostMs
  let isOver = false
  const run = async (): Promise<void> => {
    for (const query of [...inLetters, ...(await typedTitles(live))]) {
      await nextTurn()
      if (isOver || performance.now() > end) return
      await live.ask(async ({ index }) => JSON.stringify(await index.search(query, asked)))
    }
  }
  // A failure is not reported here: it will be when a client sends a request.
  run().catch(() => undefined)
  return () => (isOver = true)
}

async function typedTitles(live: LiveIndex): Promise<readonly string[]> {
  const { hits } = await live.ask(({ index }) => index.search(everyArticle, { ...asked, limit: mostArticles }))
  return hits.flatMap(({ title, snippet }) => lengths.map((length) => (title || snippet.text).slice(0, length)))
}
