/**
 * Regular expressions compared with ripgrep: the same 100, drawn from the articles, must find the same files.
 * `npx tsx bench/regex.ts ARTICLES.jsonl [SEED]` writes each text to a file of its own for `rg -l`, indexes the same
 * records, and prints what differs, and times beside those of quoted strings. A hostile pattern and the memory that a
 * long one takes come last. Status 1 if an answer differs.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildIndex, openIndex } from '../src/index.js'

interface Record {
  readonly _id: string
  readonly text: string
}

const [articles = '', seed = '1'] = process.argv.slice(2)
const folder = mkdtempSync(join(tmpdir(), 'xunzhang-regex-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

let state = Number(seed)
/** A whole number below `end` (mulberry32). */
function below(end: number): number {
  state = (state + 0x6d2b79f5) | 0
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
  return ((mixed ^ (mixed >>> 14)) >>> 0) % end
}

const records = readFileSync(articles, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => JSON.parse(line) as Record)
const texts = join(folder, 'texts')
mkdirSync(texts)
for (const { _id, text } of records) writeFileSync(join(texts, _id), text)
const lines = records.map(({ _id, text }) => JSON.stringify({ _id, text }))
writeFileSync(join(folder, 'a.jsonl'), lines.join('\n'))
const dir = join(folder, 'index')
await buildIndex({ paths: [join(folder, 'a.jsonl')], dir, clean: false })

/** A run of Han characters of an article. */
function piece(length: number): string {
  for (;;) {
    const { text } = records[below(records.length)]!
    const at = below(text.length)
    const found = text.slice(at, at + length)
    if (/^\p{Script=Han}+$/u.test(found) && found.length === length) return found
  }
}

const kinds: readonly (() => string)[] = [
  () => `${piece(2)}.${piece(2).slice(1)}`,
  () => `${piece(2)}.{1,3}${piece(2)}`,
  () => `${piece(3)}|${piece(3)}`,
  () => `(?:${piece(2)}|${piece(2)})${piece(1)}`,
  () => piece(4).replace(/^(.)(.)/u, (_, a: string, b: string) => `${a}[${b}${piece(1)}]`),
  () => piece(4).replace(/(.)$/u, '$1?'),
  () => `${piece(2)}[0-9]+`,
  () => `[0-9]{2,4}年${piece(1)}`,
  () => `${piece(2)}[^，。]{2,6}${piece(2)}`,
  () => `${piece(2)}.*${piece(2)}`,
]
const patterns = Array.from({ length: 100 }, (_, i) => kinds[i % kinds.length]!())

const index = await openIndex(dir)

async function timed<T>(work: () => Promise<T>): Promise<{ value: T; ms: number }> {
  const began = performance.now()
  const value = await work()
  return { value, ms: performance.now() - began }
}

const idsOf = async (query: string): Promise<readonly string[]> => {
  const { total, hits } = await index.search(query, { limit: 10_000, snippets: false })
  const rest =
    total > hits.length ? await index.search(query, { limit: 10_000, offset: 10_000, snippets: false }) : undefined
  return [...hits, ...(rest?.hits ?? [])].map(({ id }) => id).sort()
}

let different = 0
const times: { regex: number[]; quoted: number[] } = { regex: [], quoted: [] }
for (const pattern of patterns) {
  const page = await timed(() => index.search(`/${pattern}/`))
  times.regex.push(page.ms)
  times.quoted.push((await timed(() => index.search(`"${piece(4)}"`))).ms)
  const ours = await idsOf(`/${pattern}/`)
  const { stdout } = spawnSync('rg', ['-l', '--no-config', '-e', pattern, '.'], { cwd: texts, encoding: 'utf8' })
  const theirs = stdout
    .split('\n')
    .filter((name) => name !== '')
    .map((name) => name.replace(/^\.\//, ''))
    .sort()
  if (ours.join() === theirs.join()) continue
  different++
  const only = (some: readonly string[], others: readonly string[]) => some.filter((id) => !others.includes(id))
  console.log(`${pattern}: ours alone ${only(ours, theirs)[0]}, rg alone ${only(theirs, ours)[0]}`)
}

const at = (values: readonly number[], share: number) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * share)]!.toFixed(1)
console.log(`${patterns.length - different} of ${patterns.length} equal to rg, ${records.length} articles`)
for (const [name, values] of Object.entries(times))
  console.log(`${name}: p50 ${at(values, 0.5)}, p95 ${at(values, 0.95)} ms`)
for (const hostile of ['(.*)*x', '(的+)+$x', '(.{1,50}){1,10}的的的']) {
  const { ms } = await timed(() => index.search(`/${hostile}/`, { limit: 1 }).catch((error: Error) => error.message))
  console.log(`hostile ${hostile}: ${ms.toFixed(0)} ms`)
}
await index.close()
process.exitCode = different === 0 ? 0 : 1
