import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createIndex } from '../../src/library/open-index.js'
import { openApi } from '../../src/fronts/server/open-api.js'
import { checkAnswer } from '../support/api-contract.js'
import { temporaryFolder } from '../support/cli.js'
import { serveInProcess } from './in-process.js'

it('describes every route of the service, and none that is not there', async () => {
  const folder = temporaryFolder()
  const dir = join(folder.path, 'index')
  await (await createIndex(dir)).close()
  const { app, live } = await serveInProcess(dir)
  const routes = app.routes
    .filter(({ method, path }) => method === 'GET' || path === '/mcp')
    .map(({ path }) => path.replace(/:(\w+)(\{[^}]*\})?/g, '{$1}'))
  const { paths } = openApi('0') as { readonly paths: object }
  expect([...new Set(routes)].sort()).toEqual(Object.keys(paths).sort())
  await live.close()
  folder.remove()
})

it('lets no answer pass that it does not describe', () => {
  const headers: Readonly<Record<string, string>> = { 'x-request-id': 'a', 'content-type': 'application/json' }
  const check =
    (path: string, status: number, body: object, sent = headers) =>
    () =>
      checkAnswer('GET', path, { status, header: (name) => sent[name], body: Buffer.from(JSON.stringify(body)) })
  const healthy = { status: 'ok' }
  const wrong = {
    ...{ title: 'Not Found', status: 404, detail: 'm. r' },
    error: { code: 'NOT_FOUND', message: 'm', remedy: 'r' },
  }
  const refused = { ...headers, 'content-type': 'application/problem+json' }
  expect(check('/healthz', 200, healthy)).not.toThrow()
  expect(check('/nothing', 404, wrong, refused)).not.toThrow()
  expect(check('/healthz', 200, { ...healthy, more: 1 })).toThrow('additional properties')
  expect(check('/healthz', 204, healthy)).toThrow('no such status')
  expect(check('/nothing', 200, healthy)).toThrow('no such status')
  expect(check('/nothing', 404, { ...wrong, error: 'a' }, refused)).toThrow('must be object')
  expect(check('/healthz', 200, healthy, { ...headers, 'content-type': 'text/html' })).toThrow('text/html')
  expect(check('/healthz', 200, healthy, { 'content-type': 'application/json' })).toThrow('X-Request-Id is missing')
})
