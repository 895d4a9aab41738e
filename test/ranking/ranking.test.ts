import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildIndex } from '../../src/engine/build-index.js'
import { evaluateRun } from '../../src/engine/evaluation.js'
import { openIndex } from '../../src/engine/open-index.js'
import type { Index } from '../../src/engine/types.js'
import { normalize } from '../../src/text/normalize.js'
import { temporaryFolder } from '../support/cli.js'
import { sharedData } from '../support/shared-data.js'

const lines = <T>(path: string): T[] =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T)

const folder = temporaryFolder()
afterAll(() => folder.remove())

async function openCollection(data: string, name: string): Promise<{ index: Index; texts: string[] }> {
  const corpus = join(folder.path, `${name}.jsonl`)
  writeFileSync(corpus, gunzipSync(readFileSync(join(data, 'corpus.jsonl.gz'))))
  const dir = join(folder.path, name)
  await buildIndex({ paths: [corpus], dir, jobs: 1 })
  return { index: await openIndex(dir), texts: lines<{ text: string }>(corpus).map(({ text }) => text) }
}

async function ndcg(index: Index, data: string): Promise<number> {
  const qrels = new Map<string, Map<string, number>>()
  for (const line of readFileSync(join(data, 'qrels.tsv'), 'utf8').trim().split('\n')) {
    const [query, article, grade] = line.split('\t')
    qrels.set(query!, (qrels.get(query!) ?? new Map<string, number>()).set(article!, Number(grade)))
  }
  const run = new Map<string, string[]>()
  for (const { _id, text } of lines<{ _id: string; text: string }>(join(data, 'queries.jsonl'))) {
    const { hits } = await index.search(text, { limit: 10, snippets: false, lenient: true })
    run.set(
      _id,
      hits.map(({ id }) => id),
    )
  }
  return evaluateRun(run, qrels).ndcg10
}

const count = async (index: Index, query: string, match: 'auto' | 'all' = 'auto'): Promise<number> =>
  (await index.search(query, { countOnly: true, match })).total

const crud = sharedData('crud')
describe.skipIf(crud === undefined)('news (needs shared/data/crud)', () => {
  let index: Index
  let texts: string[]
  beforeAll(async () => {
    const opened = await openCollection(crud!, 'crud')
    index = opened.index
    texts = opened.texts.map((text) => normalize(text).text)
  }, 120_000)

  it('ranks questions: nDCG@10 at least 0.67', async () => {
    expect(await ndcg(index, crud!)).toBeGreaterThanOrEqual(0.67)
  }, 60_000)

  it('finds 790 of 790 strings in exactly as many articles as hold them', async () => {
    const wrong: string[] = []
    for (const { q, docs } of lines<{ q: string; docs: number }>(join(crud!, 'phrases.790.jsonl'))) {
      if ((await count(index, `"${q}"`)) !== docs) wrong.push(q)
    }
    expect(wrong).toEqual([])
  }, 60_000)

  it('finds single characters and mixed strings as a scan does', async () => {
    const samples = texts.flatMap((text, i) => (i % 80 === 0 ? [text] : []))
    const strings = samples.flatMap((text, i) => {
      const at = (i * 37) % text.length
      return [
        text.slice(at, at + 1),
        /[a-z0-9]+\p{Script=Han}{1,2}|\p{Script=Han}{1,2}[a-z0-9]+/u.exec(text)?.[0] ?? '',
      ]
    })
    const asked = [...new Set(strings)].filter((string) => /^[\p{Script=Han}a-z0-9]+$/u.test(string))
    const wrong: string[] = []
    for (const string of asked) {
      const holders = texts.filter((text) => text.includes(string)).length
      if ((await count(index, `"${string}"`)) !== holders) wrong.push(string)
    }
    expect(asked.length).toBeGreaterThan(200)
    expect(wrong).toEqual([])
  }, 60_000)

  it('counts articles with all Han words as substrings do, with four known exceptions', async () => {
    interface Logged {
      readonly q: string
      readonly words: readonly string[]
      readonly and_docs: number
    }
    const log = lines<Logged>(join(crud!, 'log.500.jsonl'))
    const han = log.filter(({ words }) => words.every((word) => /^\p{Script=Han}+$/u.test(word)))
    let different = 0
    for (const { q, and_docs } of han) if ((await count(index, q, 'all')) !== and_docs) different++
    // Traditional forms that only normalising equates (2), texts that stand whole somewhere or nowhere (2).
    expect(different).toBeLessThanOrEqual(4)
  }, 60_000)
})

const cmrc = sharedData('cmrc')
describe.skipIf(cmrc === undefined)('encyclopaedia paragraphs (needs shared/data/cmrc)', () => {
  it('ranks questions: nDCG@10 at least 0.988', async () => {
    const { index } = await openCollection(cmrc!, 'cmrc')
    expect(await ndcg(index, cmrc!)).toBeGreaterThanOrEqual(0.988)
  }, 120_000)
})
