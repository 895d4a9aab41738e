/** The UI on a few articles in memory, for the terminal tests: `node --import tsx run-fake.ts [query]`. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runTui } from '../../../src/fronts/tui/index.js'
import { fakeIndex, fewArticles } from './fake-index.js'

const root = process.env['FAKE_ROOT'] ?? '/collection'
const articles = fewArticles.map((one) => ({ ...one, root }))
if (process.env['FAKE_ROOT'] !== undefined) {
  mkdirSync(root, { recursive: true })
  writeFileSync(join(root, 'pid'), String(process.pid))
  for (const one of articles) writeFileSync(join(root, one.path), `${one.title}\n\n${one.body}\n`)
}
const query = process.argv[2]
process.on('SIGUSR2', () => {
  throw new Error('broken inside')
})

try {
  const { exitCode, marked } = await runTui({
    dir: '/index',
    language: process.env['FAKE_LANGUAGE'] === 'zh' ? 'zh' : 'en',
    env: process.env,
    open: async () => fakeIndex(articles),
    select: process.env['FAKE_SELECT'] !== undefined,
    stdin: process.stdin,
    stdout: process.stdout,
    ...(query === undefined ? {} : { query }),
  })
  if (marked.length > 0) process.stdout.write(`${marked.join('\n')}\n`)
  process.exitCode = exitCode
} catch (error) {
  process.stderr.write(`xunzhang: ${(error as Error).message}\n`)
  process.exitCode = 2
}
