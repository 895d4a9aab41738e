/** Memory of programs that run for long, on each Node that is there: `npm run prove -- --tests`. */
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { projectRoot, runCli, runProgram, temporaryFolder } from '../support/cli.js'
import { isProving } from '../support/volume.js'

const folder = temporaryFolder()
afterAll(folder.remove)
const dir = join(folder.path, 'index')
const door = JSON.stringify(join(projectRoot, 'dist/index.js'))

beforeAll(async () => {
  if (!isProving) return
  const letters = '河水渡口旧桥灯塔山谷城市学校银行医院贸易茶叶核桃'
  const text = (n: number): string =>
    Array.from({ length: 300 }, (_, i) => letters[(n * 31 + i * i * 7) % letters.length]).join('')
  const lines = Array.from({ length: 5000 }, (_, n) => JSON.stringify({ _id: `${n}`, text: text(n) }))
  writeFileSync(join(folder.path, 'dump.jsonl'), lines.join('\n'))
  expect((await runCli(['index', join(folder.path, 'dump.jsonl'), '--index', dir])).status).toBe(0)
}, 60_000)

/** Prints the most memory during the first part, and during all. */
const serving = `
  import { openIndex } from ${door}
  const index = await openIndex(process.argv[1])
  let first = 0
  let most = 0
  for (let round = 0; round < 150; round++) {
    for (let i = 0; i < 20; i++) await index.search(['银行', '"渡口"', '学校 茶叶', '核桃'][i % 4])
    await index.add([{ id: 'given' + (round % 5), text: '第 ' + round + ' 次，桥面要抬高半米。' }])
    await index.commit()
    await index.refresh()
    most = Math.max(most, process.memoryUsage.rss())
    if (round < 50) first = most
  }
  await index.close()
  console.log(JSON.stringify({ first, most }))
`

const nodes = [
  { name: process.versions.node, path: process.execPath },
  ...['22', '24'].map((name) => ({ name, path: join(projectRoot, `.peers/node_modules/node-${name}/bin/node`) })),
].filter(({ path }) => existsSync(path))

describe.skipIf(!isProving)('memory (npm run prove -- --tests)', () => {
  it.each(nodes)(
    'of 20 searches, a commit and a refresh in turn stays flat (Node $name)',
    async ({ path }) => {
      const { stdout } = await runProgram(path, ['--input-type=module', '-e', serving, dir], { timeoutMs: 280_000 })
      const { first, most } = JSON.parse(stdout) as { first: number; most: number }
      expect(most).toBeLessThan(1.3 * first)
    },
    300_000,
  )
})
