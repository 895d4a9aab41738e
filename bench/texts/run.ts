/**
 * How long texts of 600 characters take as queries: `npx tsx bench/texts/run.ts [--data FOLDER] [--texts 500]
 * [--units 600] [--seed 1]`. The folder holds corpus.jsonl.gz; `npm run build` first. The texts are beginnings of
 * articles, searched with ten passages: as they are, for the first time and again, and without their quotation marks.
 * Then lines of articles are searched, which are whole texts of the shared news: is the article itself the first hit?
 * Prints a table in Markdown.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type * as Library from '../../src/index.js'
import { readCollection } from '../support/data.js'
import { libraryFile, newsFolder } from '../support/places.js'
import { createRandom, pick } from '../../src/optional/measure/measure-index.js'
import { quantile } from '../support/statistics.js'

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    texts: { type: 'string', default: '500' },
    units: { type: 'string', default: '600' },
    seed: { type: 'string', default: '1' },
  },
})
const corpus = join(newsFolder(values.data), 'corpus.jsonl.gz')
const { buildIndex, openIndex } = (await import(libraryFile)) as typeof Library
const units = Number(values.units)
const count = Number(values.texts)
const random = createRandom(Number(values.seed))
const drawn = <T>(from: readonly T[]): T[] => Array.from({ length: count }, () => pick(from, random))

const articles = readCollection(corpus)
const texts = drawn(articles.filter(({ text }) => text.length >= units)).map(({ text }) =>
  text.replace(/\s+/g, ' ').slice(0, units),
)
const lines = drawn(articles.flatMap(({ text }) => text.split('\n').filter((line) => line.trim().length >= 60)))

const work = mkdtempSync(join(tmpdir(), 'xunzhang-texts-'))
process.on('exit', () => rmSync(work, { recursive: true, force: true }))
await buildIndex({ paths: [corpus], dir: join(work, 'index') })
const index = await openIndex(join(work, 'index'))
const ask = (query: string, limit = 10): Promise<Library.SearchResult> => index.search(query, { limit, lenient: true })

console.log(`${articles.length} articles, ${count} texts of ${units} characters, Node ${process.versions.node}\n`)
console.log('| asked | p50, ms | p95, ms | found nothing |\n|---|---|---|---|')
await time('for the first time', texts)
await time('again', texts)
await time(
  'without quotation marks',
  texts.map((text) => text.replace(/["“”「」『』]/g, '')),
)

let first = 0
let nothing = 0
for (const line of lines) {
  const [hit] = (await ask(line, 1)).hits
  if (hit === undefined) nothing++
  else if ((await index.get(hit.id))?.body.includes(line.trim()) === true) first++
}
console.log(`\n${count} lines: ${first} find an article with that very line first, ${nothing} find nothing`)
await index.close()

async function time(name: string, queries: readonly string[]): Promise<void> {
  const times: number[] = []
  let nothing = 0
  for (const query of queries) {
    const begin = performance.now()
    const { total } = await ask(query)
    times.push(performance.now() - begin)
    if (total === 0) nothing++
  }
  console.log(`| ${name} | ${quantile(times, 0.5).toFixed(1)} | ${quantile(times, 0.95).toFixed(1)} | ${nothing} |`)
}
