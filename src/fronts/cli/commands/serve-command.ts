import { spawn } from 'node:child_process'
import type { Hono } from 'hono'
import packageFile from '../../../../package.json' with { type: 'json' }
import { XunzhangError } from '../../../base/errors.js'
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
import { readPageFiles } from '../../server/page-files.js'
import { createSiteApp } from '../../server/site.js'
import { addressOf, listen } from '../../server/start.js'
import { warmUp } from '../../server/warm-up.js'
import { isClusterAddress } from '../../../storage/store/address.js'
import { builtFolder } from '../built-folder.js'
import { defineCommand, indexFolders, refuseOperands } from '../command.js'
import { type Context, status } from '../context.js'

const lookEveryMs = 1000
const shortestToken = 16

export const serveCommand = defineCommand('serve', {
  usage: () => '',
  async run(values, operands, context) {
    refuseOperands(operands, 'serve')
    const { host = usual.host.default, token = '', port = usual.port.default } = values
    const { timeout = usual.timeout.default, cache = usual.cache.default } = values
    checkToken(host, token)
    if (values.export !== undefined) return serveSite({ ...values, export: values.export, host, token, port }, context)
    const { messages, tell } = context
    const dirs = indexFolders(values, context)
    const threads = AnswerThreads.start(timeout * 1000)
    const open = (some: readonly string[]) => openLive(() => openForService(some, timeout * 1000, threads))
    const live = await open(dirs)
    const collections = new Collections(dirs, live, open)
    const commits = createCommits()
    const log = createLog((text) => process.stderr.write(text))
    let actualPort = port
    const requests = agentRequests({
      collections,
      version: packageFile.version,
      say: messages.agents,
      faultText: messages.fault,
      showsFolders: token === '',
    })
    const app = createApp({
      live,
      version: packageFile.version,
      port: () => actualPort,
      token,
      commits,
      log,
      keptBytes: cache << 20,
      page: readPageFiles(builtFolder('page')),
      addressOf,
      sentence: (fault) => messages.sentence(fault),
      agents: () => createServer(requests),
      tellUnexpected: (error) => tell(`xunzhang: ${messages.unexpected(String(error))}`),
    })
    const greet = async (address: string): Promise<string> => {
      const { articles } = await live.ask(({ index }) => index.stats())
      return messages.serving(address, articles)
    }
    const follow = (): (() => void) => {
      const watch = followCommits(live, commits, context)
      // A cluster may bill each request, so none is sent before a user searches.
      const endWarmUp = dirs.some(isClusterAddress) ? undefined : warmUp(live)
      return () => {
        clearInterval(watch)
        endWarmUp?.()
        commits.close()
      }
    }
    const service = { app, log, onPort: (actual: number) => void (actualPort = actual), greet, follow }
    await serveUntilSignal(service, { host, port, token, open: values.open }, context)
    await collections.close()
    await threads?.close()
    return status.found
  },
})

interface Place {
  readonly host: string
  readonly port: number
  readonly token: string
  readonly open?: boolean | undefined
}

interface Served {
  readonly app: Hono
  readonly log: RequestLog
  /** Called with the port before any request arrives. */
  readonly onPort: (port: number) => void
  readonly greet: (address: string) => Promise<string> | string
  /** Starts what runs beside the server. @returns a function that ends it */
  readonly follow?: () => () => void
}

/** @throws XunzhangError ADDRESS_TAKEN */
async function serveUntilSignal(served: Served, { host, port, token, open }: Place, context: Context): Promise<void> {
  // Before the address is published, so that a signal that arrives at once also ends the server in good order.
  const ended = signal()
  const listening = await listen(served.app, host, port)
  served.onPort(listening.port)
  const { address } = listening
  await context.out.write(`${address}\n`)
  await context.out.flush()
  context.tell(await served.greet(address))
  if (open === true) openPage(token === '' ? address : `${address}?token=${token}`)
  const unfollow = served.follow?.()
  await ended
  context.tell(context.messages.stopping)
  unfollow?.()
  await listening.stop()
  served.log.flush()
}

interface SiteValues extends Place {
  readonly export: string
  readonly index?: unknown
  readonly timeout?: number
  readonly cache?: number
}

/** @throws XunzhangError OPTIONS_EXCLUDE, EXPORT_MISSING, ADDRESS_TAKEN */
async function serveSite(values: SiteValues, context: Context): Promise<number> {
  for (const name of ['index', 'timeout', 'cache'] as const) {
    const isAsked = values[name] !== undefined && context.defaults[name] === undefined
    if (isAsked) throw new XunzhangError('OPTION_FORM', { what: 'exclude', first: '--export', second: `--${name}` })
  }
  const { export: folder, port, token } = values
  const log = createLog((text) => process.stderr.write(text))
  let actualPort = port
  const app = createSiteApp({ folder, port: () => actualPort, token, log, language: context.language })
  const greet = (address: string): string => context.messages.servingSite(address, folder)
  await serveUntilSignal({ app, log, onPort: (actual) => void (actualPort = actual), greet }, values, context)
  return status.found
}

function checkToken(host: string, token: string): void {
  if (token === '' && !isLoopback(host)) throw new XunzhangError('TOKEN', { what: 'needed', host }, { where: '--host' })
  if (token !== '' && !/^[\w.~+/=-]+$/.test(token)) throw new XunzhangError('TOKEN', { what: 'weak' })
  if (token !== '' && token.length < shortestToken) throw new XunzhangError('TOKEN', { what: 'weak' })
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
