/**
 * Measures one library in a process of its own: `measure.mjs PROGRAM CORPUS PHRASES QUERIES` prints figures as JSON.
 */
import { readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'
import { gunzipSync } from 'node:zlib'

const [program, corpus, phrases, queries] = process.argv.slice(2)
const mostQueries = 200
/** Time limit for all phrases. A slower library answers only as many as it can. */
const phraseSeconds = 120
const lines = (text) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
const cpu = () => (({ user, system }) => (user + system) / 1e6)(process.cpuUsage())
const peak = () => process.resourceUsage().maxRSS / 1000
const median = (values) => values.sort((a, b) => a - b)[values.length >> 1]

const articles = lines(gunzipSync(readFileSync(corpus)).toString()).map(({ _id: id, title, text }) => ({
  id,
  title,
  text,
}))
const given = peak()
const before = cpu()
const { build, search, find } = await import(`./programs/${program}.mjs`)
const index = await build(articles)
const cpuSeconds = cpu() - before

const asked = lines(readFileSync(queries, 'utf8'))
  .map(({ q }) => q)
  .slice(0, mostQueries)
const time = async (query) => {
  const began = performance.now()
  await search(index, query)
  return performance.now() - began
}
const first = await time(asked[0])
for (const query of asked.slice(1)) await time(query)
const warm = []
for (const query of asked) warm.push(await time(query))
const most = peak()

const plain = (text) => text.normalize('NFKC').toLowerCase()
const texts = articles.map(({ id, title, text }) => [id, plain(`${title}\n${text}`)])
const strings = lines(readFileSync(phrases, 'utf8')).map(({ q }) => q)
const truth = strings.map((q) => texts.filter(([, text]) => text.includes(plain(q))).map(([id]) => id))
const end = performance.now() + phraseSeconds * 1000
let [exact, of] = [0, 0]
for (const [i, q] of strings.entries()) {
  if (performance.now() > end) break
  const found = new Set(await find(index, q))
  of++
  if (found.size === truth[i].length && truth[i].every((id) => found.has(id))) exact++
}
console.log(JSON.stringify({ cpuSeconds, first, warm: median(warm), peak: most, given, exact, of }))
process.exit()
