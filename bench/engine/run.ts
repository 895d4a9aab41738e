/**
 * What an engine takes over 20,000 news in memory: completion, opening and the first search, and how soon a signal ends
 * a heavy search: `npx tsx bench/engine/run.ts [--data FOLDER]`. The folder holds corpus.jsonl.gz. Milliseconds of CPU,
 * but for the signal, which is measured by the clock: the longest time for which other events wait.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { createEngine, memoryStorage, type Engine } from '../../src/library/engine/index.js'
import { readDataFile } from '../../src/text/analyzers/data-files.js'
import { newsFolder } from '../support/places.js'

const { values } = parseArgs({ options: { data: { type: 'string' } } })
const cpu = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}
const file = join(newsFolder(values.data), 'corpus.jsonl.gz')
const articles = gunzipSync(readFileSync(file))
  .toString()
  .trimEnd()
  .split('\n')
  .slice(0, 20_000)
  .map((line) => JSON.parse(line) as { readonly _id: string; readonly title: string; readonly text: string })

const storage = memoryStorage()
const given = { storage, lexicon: readDataFile('lexicon.bin'), pinyin: readDataFile('pinyin.txt') }
const engine = await createEngine(given)
await engine.add(articles.map(({ _id: id, title, text }) => ({ id, title, text })))
await engine.commit()

async function measured(work: () => Promise<unknown>): Promise<number> {
  const began = cpu()
  await work()
  return cpu() - began
}

const share = (times: readonly number[], part: number): string =>
  [...times].sort((a, b) => a - b)[Math.floor((times.length - 1) * part)]!.toFixed(2)

async function completion(engine: Engine): Promise<void> {
  const han = Array.from({ length: 400 }, (_, i) => {
    const { title } = articles[(i * 7919) % articles.length]!
    const at = (i * 31) % Math.max(1, title.length - 4)
    return title.slice(at, at + 1 + (i % 4))
  })
  const letters = 't tu tuo tk zhong zg zhongguo jing b bj beij x xi s sh shan qiche qc l li'.split(' ')
  for (const [name, typed] of Object.entries({ Han: han, pinyin: Array.from({ length: 20 }, () => letters).flat() })) {
    const first = await measured(() => engine.complete(typed[0]!))
    await engine.complete(typed[1]!)
    const times: number[] = []
    for (const text of typed) times.push(await measured(() => engine.complete(text)))
    console.log(
      `completion, ${name}: first ${first.toFixed(0)}, median ${share(times, 0.5)}, p95 ${share(times, 0.95)} ms`,
    )
  }
}

/** The longest time for which the event loop is kept from other work. */
async function longestWait(work: () => Promise<unknown>): Promise<number> {
  let last = performance.now()
  let longest = 0
  let isOver = false
  const look = (): void => {
    const now = performance.now()
    longest = Math.max(longest, now - last)
    last = now
    if (!isOver) setImmediate(look)
  }
  look()
  await work()
  isOver = true
  look()
  return longest
}

async function signals(engine: Engine): Promise<void> {
  const { signal } = new AbortController()
  const heavy = [
    '"的是" "在了" -"不有"',
    '的 NEAR/1 是',
    '"是的" NEAR/2 了',
    '"的" "了" "是"',
    articles[5]!.text.replaceAll(/[^\p{L}]+/gu, ' ').slice(0, 400),
  ]
  for (const query of heavy) {
    const options = { match: 'auto', limit: 10 } as const
    const plain = await measured(() => engine.search(query, options))
    const pieces = await measured(() => engine.search(query, { ...options, signal }))
    const wait = await longestWait(() => engine.search(query, { ...options, signal }))
    const name = query.length > 30 ? `${query.length} characters` : query
    console.log(`${name}: ${plain.toFixed(1)} ms, with a signal ${pieces.toFixed(1)}, longest wait ${wait.toFixed(1)}`)
  }
  const light = articles.slice(0, 300).map(({ title }) => title.slice(0, 4))
  const all = (options: object) =>
    measured(async () => {
      for (const query of light) await engine.search(query, { ...options, lenient: true })
    })
  await all({})
  const pairs = []
  for (let pair = 0; pair < 15; pair++) pairs.push((await all({ signal })) / (await all({})))
  console.log(`300 light queries with a signal, as a share of those without: ${share(pairs, 0.5)}`)
}

await completion(engine)
const opening = await measured(async () => (await createEngine(given)).search('银行 贸易'))
console.log(`open from a storage in memory and search first: ${opening.toFixed(0)} ms of CPU`)
await signals(engine)
