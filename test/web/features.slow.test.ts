/** Every feature of the page, in each installed browser, with the policies that the server sets. */
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isInstalled, visit } from '../support/asking-page.js'
import { runCli, temporaryFolder } from '../support/cli.js'
import { writeFiles } from '../support/collection.js'
import { startServer, type Served } from '../support/serve.js'
import { features, files } from './features.js'

const folder = temporaryFolder()
const index = join(folder.path, 'index')
let server: Served
beforeAll(async () => {
  writeFiles(join(folder.path, 'corpus'), files)
  expect((await runCli(['index'], { cwd: folder.path })).status).toBe(0)
})
afterAll(() => folder.remove())

/** Runs in the page, which is opened anew for each feature. */
const script = `
const features = [${features.map(({ check }) => `{ ${check.toString().replace(/^(?:async )?\(/, 'check: async (')} }`).join(', ')}]
const post = async (path, body) => (await fetch(path, { method: 'POST', body: JSON.stringify(body) })).json()
let waiting = ''
const until = async (holds) => {
  waiting = String(holds)
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 20))
}
const tools = {
  until,
  expectSame: (what, got, wanted) => {
    if (JSON.stringify(got) !== JSON.stringify(wanted)) throw new Error(what + ': ' + JSON.stringify(got) + ', not ' + JSON.stringify(wanted))
  },
  all: (selector) => [...document.querySelectorAll(selector)],
  one: (selector) => document.querySelector(selector),
  texts: (selector) => [...document.querySelectorAll(selector)].map((element) => element.textContent),
  type: (typed) => {
    const box = document.querySelector('input[type=search]')
    box.value = typed
    box.dispatchEvent(new InputEvent('input', { bubbles: true }))
  },
  server: (state) => post('/server', { state }),
}
const step = await post('/step', {})
const late = new Promise((_, reject) => setTimeout(() => reject(new Error('waits for ' + waiting)), 15000))
const run = async () => {
  await until(() => document.querySelector(step.shown) !== null)
  await features[step.at].check(tools)
}
const found = await Promise.race([run(), late]).then(() => '', (error) => String(error))
const next = await post('/step', { found })
if (next.address !== undefined) location.href = next.address
`

/** The service as it is, with that script in its page. The page can stop it and start it again. */
async function serveFeatures() {
  server = await startServer(index)
  const outcomes: string[] = []
  let finish = (): void => undefined
  const done = new Promise<void>((resolve) => (finish = resolve))
  const step = (posted: string) => {
    const { found } = JSON.parse(posted) as { found?: string }
    if (found !== undefined) outcomes.push(found)
    if (outcomes.length === features.length) finish()
    return { at: outcomes.length, ...features[outcomes.length] }
  }
  const turn = async (posted: string) => {
    const { state } = JSON.parse(posted) as { state: string }
    if (state === 'stop') await server.stop('SIGKILL')
    else server = await startServer(index)
    return { state }
  }
  const host = createServer((asked, answer) => {
    const path = asked.url!
    if (path === '/features.js') return void answer.writeHead(200, { 'Content-Type': 'text/javascript' }).end(script)
    if (path === '/step' || path === '/server') {
      const made = text(asked).then((posted): object | Promise<object> => (path === '/step' ? step : turn)(posted))
      return void made.then((body) =>
        answer.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(body)),
      )
    }
    // The browser names this host as the origin of the page's scripts, which the service would refuse.
    const { origin: _origin, ...sent } = asked.headers
    const headers = { ...sent, host: `127.0.0.1:${server.port}`, 'accept-encoding': 'identity' }
    const passed = request({ host: '127.0.0.1', port: server.port, path, headers, agent: false }, (found) => {
      const isPage = path.split('?')[0] === '/'
      const { 'content-length': _, ...given } = found.headers
      answer.writeHead(found.statusCode!, given)
      found.on('error', () => answer.destroy())
      found.on('close', () => found.complete || answer.destroy())
      if (!isPage) return void found.pipe(answer)
      const added = '<script type="module" src="/features.js"></script></head>'
      void text(found).then((body) => answer.end(body.replace('</head>', added)))
    })
    passed.on('error', () => answer.destroy())
    passed.end()
  })
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(host.address() as AddressInfo).port}`
  return { origin, outcomes, done, close: () => (host.close(), host.closeAllConnections()) }
}

describe.each(['chromium', 'firefox'] as const)('the page in %s', (name) => {
  it.skipIf(!isInstalled(name))(
    'does all of its features',
    async () => {
      const host = await serveFeatures()
      try {
        await visit(
          name,
          host.origin + features[0]!.address,
          host.done,
          240_000,
          () => `${host.outcomes.length} features`,
        )
      } finally {
        host.close()
        await server.stop()
      }
      expect(features.map(({ name }, i) => `${name}: ${host.outcomes[i]}`)).toEqual(
        features.map(({ name }) => `${name}: `),
      )
    },
    300_000,
  )
})
