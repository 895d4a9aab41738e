import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isInstalled, visit } from '../support/asking-page.js'
import { runCli, temporaryFolder } from '../support/cli.js'
import { sampleFiles, writeFiles } from '../support/collection.js'
import { rawRequest, startServer } from '../support/serve.js'
import type { Served } from '../support/serve.js'
import { compose, sequences, stepsOf } from './compositions.js'

const folder = temporaryFolder()
const index = join(folder.path, 'index')
let server: Served
beforeAll(async () => {
  writeFiles(join(folder.path, 'corpus'), sampleFiles)
  expect((await runCli(['index'], { cwd: folder.path })).status).toBe(0)
  server = await startServer(index)
})
afterAll(async () => {
  await server.stop()
  folder.remove()
})

const q = encodeURIComponent
const looked = [
  '/?lang=en',
  `/?lang=zh&q=${q('渡口')}`,
  `/?lang=en&view=kwic&q=${q('渡口')}`,
  '/?id=notes%2Fbridge.md&q=a',
]
const wanted = sequences.map((one) => one.text.replace('\r', ''))

/** Runs in the page, which is opened anew for each step: composes, or looks for errors of accessibility. */
const script = `
${compose.toString()}
const post = async (body) => (await fetch('/step', { method: 'POST', body: JSON.stringify(body) })).json()
const until = async (holds) => { while (!holds()) await new Promise((resolve) => setTimeout(resolve, 10)) }
const shows = (what) => document.querySelector(what) !== null
const step = await post({})
await until(() => shows(step.shown))
// From here on, nothing but what the step does may be searched for.
await post({})
let found
if (step.composition === undefined) found = (await axe.run()).violations.map(({ id, nodes }) => id + ': ' + nodes[0].html)
else {
  compose(step.composition)
  await until(() => new URLSearchParams(location.search).get('q') === step.wanted)
  await until(() => document.querySelector('[role=status]')?.textContent !== '')
  found = shows('article') ? ['an article is open'] : []
}
const next = await post({ found })
if (next.address !== undefined) location.href = next.address
`

const steps = [
  ...sequences.map((one, i) => ({
    address: '/?lang=en',
    shown: '.hits li',
    composition: stepsOf(one),
    wanted: wanted[i],
  })),
  ...looked.map((address) => ({ address, shown: address.includes('id=') ? 'article h1' : '.hits li, .kwic li' })),
]

/** The service with that script in its page; what is searched for while a step runs stands with what the step finds. */
async function serveSteps() {
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
  const outcomes: { readonly found: string[]; readonly asked: string[] }[] = []
  let asked: string[] = []
  let finish = (): void => undefined
  const done = new Promise<void>((resolve) => (finish = resolve))
  const answer = async (path: string, posted: string) => {
    if (path === '/axe.js' || path === '/steps.js')
      return { type: 'text/javascript', body: path === '/axe.js' ? axe : script }
    if (path === '/step') {
      const { found } = JSON.parse(posted) as { found?: string[] }
      if (found !== undefined) outcomes.push({ found, asked })
      asked = []
      if (outcomes.length === steps.length) finish()
      return { type: 'application/json', body: JSON.stringify(steps[outcomes.length] ?? {}) }
    }
    const { pathname, searchParams } = new URL(path, 'http://host')
    if (pathname === '/api/search' && !searchParams.has('count')) asked.push(searchParams.get('q') ?? '')
    // A stream would keep the page waiting here.
    if (pathname === '/api/events') return { type: 'text/plain', body: '' }
    const { headers, body } = await rawRequest(server.port, path)
    const added = '<script src="/axe.js"></script><script type="module" src="/steps.js"></script></head>'
    return { type: String(headers['content-type']), body: pathname === '/' ? body.replace('</head>', added) : body }
  }
  const host = createServer((request, response) => {
    void text(request)
      .then((posted) => answer(request.url!, posted))
      .then(({ type, body }) => response.writeHead(200, { 'Content-Type': type }).end(body))
  })
  await new Promise<void>((resolve) => host.listen(0, '127.0.0.1', resolve))
  const origin = `http://127.0.0.1:${(host.address() as AddressInfo).port}`
  return { origin, outcomes, done, close: () => (host.close(), host.closeAllConnections()) }
}

const obstacle = isInstalled('firefox') ? '' : 'not installed here'

describe.skipIf(obstacle !== '')(`the page in an undriven firefox${obstacle && ` (skipped: ${obstacle})`}`, () => {
  it('searches nothing while composing, in 30 sequences, and has no errors of accessibility', async () => {
    expect(sequences).toHaveLength(30)
    const host = await serveSteps()
    try {
      await visit('firefox', host.origin + steps[0]!.address, host.done, 150_000, () => `${host.outcomes.length} steps`)
    } finally {
      host.close()
    }
    for (const [i, { found, asked }] of host.outcomes.entries()) {
      expect([steps[i], found]).toEqual([steps[i], []])
      if (i < sequences.length) expect([steps[i], asked.filter((query) => query !== wanted[i])]).toEqual([steps[i], []])
    }
  }, 200_000)
})
