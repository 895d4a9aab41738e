/**
 * Makes a large collection for the measurements of the terminal UI:
 * `npx tsx bench/tui/large.ts --data FOLDER --to FILE [--articles 92777]`.
 *
 * All `corpus.jsonl.gz` below FOLDER, then articles made of the longest collection: the first half of one and the
 * second half of another, so that lengths and words are those of real text and nothing is a near-duplicate. The same
 * input gives the same bytes.
 */
import { closeSync, openSync, readdirSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readCollection } from '../support/data.js'
import type { BenchArticle } from '../support/texts.js'

const { values } = parseArgs({
  options: { data: { type: 'string' }, to: { type: 'string' }, articles: { type: 'string', default: '92777' } },
})
if (values.data === undefined || values.to === undefined) throw new Error('--data FOLDER --to FILE')

const collections = readdirSync(values.data, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('corpus.jsonl.gz'))
  .sort()
  .map((name) => ({ name, articles: readCollection(join(values.data!, name)) }))
const [longest = []] = collections.map(({ articles }) => articles).sort((a, b) => lengthOf(b) - lengthOf(a))
const wanted = Number(values.articles)

const out = openSync(values.to, 'w')
let written = 0
const write = (article: BenchArticle): void => {
  if (written === wanted) return
  writeSync(out, `${JSON.stringify(article)}\n`)
  written++
}
for (const { name, articles } of collections) {
  for (const article of articles) write({ ...article, _id: `${name.split('/')[0]}-${article._id}` })
}
for (let shift = 1; written < wanted && shift < longest.length; shift++) {
  for (const [i, one] of longest.entries()) write(joined(one, longest[(i + shift) % longest.length]!, shift))
}
closeSync(out)
console.log(`${written} articles in ${values.to}`)

function joined(one: BenchArticle, other: BenchArticle, shift: number): BenchArticle {
  const text = one.text.slice(0, one.text.length / 2) + other.text.slice(other.text.length / 2)
  return { ...one, _id: `${one._id}+${shift}`, text }
}

function lengthOf(articles: readonly BenchArticle[]): number {
  return articles.reduce((sum, { text }) => sum + text.length, 0)
}
