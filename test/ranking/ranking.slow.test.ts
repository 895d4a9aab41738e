import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildIndex } from '../../src/indexing/build-index.js'
import { evaluateRun } from '../../src/optional/measure/evaluation.js'
import { readQrels } from '../../src/optional/measure/judgements.js'
import { openIndex } from '../../src/library/open-index.js'
import type { Index } from '../../src/library/types.js'
import { normalize } from '../../src/text/normalize.js'
import { temporaryFolder } from '../support/cli.js'
import { sharedData } from '../support/shared-data.js'
import { expectLinear } from '../support/growth.js'
import { volume } from '../support/volume.js'

const lines = <T>(path: string): T[] =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as T)

const folder = temporaryFolder()
afterAll(() => folder.remove())

interface OpenCollection {
  readonly index: Index
  /** As they stand in the file, by ID. */
  readonly texts: ReadonlyMap<string, string>
}

async function openCollection(data: string, name: string): Promise<OpenCollection> {
  const corpus = join(folder.path, `${name}.jsonl`)
  writeFileSync(corpus, gunzipSync(readFileSync(join(data, 'corpus.jsonl.gz'))))
  const dir = join(folder.path, name)
  await buildIndex({ paths: [corpus], dir, jobs: 1 })
  return {
    index: await openIndex(dir),
    texts: new Map(lines<{ _id: string; text: string }>(corpus).map(({ _id, text }) => [_id, text])),
  }
}

async function ndcg(index: Index, data: string): Promise<number> {
  const qrels = readQrels(join(data, 'qrels.tsv'))
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

const drawn = volume(12, 500)
const paragraphs = volume(60, 500)

function createDraw(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return (state >>> 8) % below
  }
}

/** Distinct characters, rare ones as likely as frequent ones. */
function drawCharacters(texts: readonly string[], most: number): string[] {
  const all = [...new Set(texts.join(''))].filter((character) => /\p{Script=Han}/u.test(character)).sort()
  const draw = createDraw(1)
  const found = new Set<string>()
  while (found.size < most) found.add(all[draw(all.length)]!)
  return [...found]
}

/** Stretches of whole sentences, of 120 characters where the article goes on so long, and of 60 at least. */
function drawParagraphs(texts: readonly string[], most: number): string[] {
  const draw = createDraw(3)
  const found: string[] = []
  while (found.length < most) {
    const sentences = texts[draw(texts.length)]!.split(/(?<=。)/)
    let at = draw(sentences.length)
    let paragraph = sentences[at]!
    while (paragraph.length < 120 && ++at < sentences.length) paragraph += sentences[at]!
    if (withoutBlanks(paragraph).length >= 60) found.push(paragraph)
  }
  return found
}

/** Articles that were copied hold the same paragraph with other blanks. */
const withoutBlanks = (text: string): string => normalize(text).text.replace(/\s/gu, '')

/** Strings around a border between Han and letters or digits, cut anywhere, also inside of words. */
function drawMixed(texts: readonly string[], most: number): string[] {
  const draw = createDraw(2)
  const found = new Set<string>()
  while (found.size < most) {
    const text = texts[draw(texts.length)]!
    const borders = [...text.matchAll(/(?<=\p{Script=Han})(?=[a-z0-9])|(?<=[a-z0-9])(?=\p{Script=Han})/gu)]
    if (borders.length === 0) continue
    const at = borders[draw(borders.length)]!.index
    const string = text.slice(at - 1 - draw(3), at + 1 + draw(3))
    if (/^[\p{Script=Han}a-z0-9]+$/u.test(string)) found.add(string)
  }
  return [...found]
}

const crud = sharedData('crud')
describe.skipIf(crud === undefined)('news (needs shared/data/crud)', () => {
  let index: Index
  let texts: string[]
  let textOf: ReadonlyMap<string, string>
  beforeAll(async () => {
    const opened = await openCollection(crud!, 'crud')
    index = opened.index
    textOf = opened.texts
    texts = Array.from(textOf.values(), (text) => normalize(text).text)
  }, 120_000)

  it('ranks questions: nDCG@10 at least 0.685', async () => {
    expect(await ndcg(index, crud!)).toBeGreaterThanOrEqual(0.685)
  }, 60_000)

  it('finds 790 of 790 strings in exactly as many articles as hold them', async () => {
    const wrong: string[] = []
    for (const { q, docs } of lines<{ q: string; docs: number }>(join(crud!, 'phrases.790.jsonl'))) {
      if ((await count(index, `"${q}"`)) !== docs) wrong.push(q)
    }
    expect(wrong).toEqual([])
  }, 60_000)

  it(`finds the article of each of ${paragraphs} paragraphs asked as queries, first for at least 98 of 100`, async () => {
    const first: boolean[] = []
    for (const paragraph of drawParagraphs(texts, paragraphs)) {
      const { hits, total } = await index.search(paragraph, { limit: 1, lenient: true })
      expect(total, paragraph).toBeGreaterThan(0)
      first.push(withoutBlanks(textOf.get(hits[0]!.id)!).includes(withoutBlanks(paragraph)))
    }
    expect(first.filter((isFirst) => isFirst).length).toBeGreaterThanOrEqual(0.98 * first.length)
  }, 120_000)

  it.each([60, 600, 6000])(
    'answers texts of %i characters, the article they are from among the first',
    async (length) => {
      const long = [...textOf].filter(([, text]) => text.length >= Math.min(length, 600)).slice(0, 20)
      const others = texts.slice(0, 50).join('')
      for (const [id, text] of long) {
        // Longer than most articles are: the rest is of others.
        const query = `${text}${others}`.slice(0, length)
        const { hits } = await index.search(query, { limit: 10, lenient: true })
        if (length <= 600) expect(hits.map((hit) => hit.id)).toContain(id)
        expect(hits.length).toBeGreaterThan(0)
      }
    },
  )

  it('answers texts in time that grows with their length', async () => {
    const whole = texts.slice(0, 100).join('')
    const asking = (size: number) => () => index.search(whole.slice(0, size), { limit: 10, lenient: true })
    for (const size of [600, 6000]) await expectLinear(asking, size, size)
  })

  it(`finds ${drawn} single characters and ${drawn} strings of mixed scripts as a scan does`, async () => {
    const wrong: string[] = []
    for (const string of [...drawCharacters(texts, drawn), ...drawMixed(texts, drawn)]) {
      const holders = texts.filter((text) => text.includes(string)).length
      if ((await count(index, `"${string}"`)) !== holders) wrong.push(string)
    }
    expect(wrong).toEqual([])
  }, 600_000)

  it('counts articles as their normalised texts hold all Han words, but for two queries typed without a blank', async () => {
    interface Logged {
      readonly q: string
      readonly words: readonly string[]
      readonly and_docs: number
    }
    const log = lines<Logged>(join(crud!, 'log.500.jsonl'))
    const han = log.filter(({ words }) => words.every((word) => /^\p{Script=Han}+$/u.test(word)))
    const different: string[] = []
    for (const { q, words, and_docs } of han) {
      const found = await count(index, q, 'all')
      if (found === and_docs) continue
      const holders = texts.filter((text) => words.every((word) => text.includes(word))).length
      // Traditional forms that only normalising equates.
      if (found !== holders) different.push(q)
    }
    // Typed without a blank: two words that also stand as one in an article, and one word that stands in none.
    expect(different).toHaveLength(2)
    expect(han).toHaveLength(434)
  }, 60_000)
})

const cmrc = sharedData('cmrc')
describe.skipIf(cmrc === undefined)('encyclopaedia paragraphs (needs shared/data/cmrc)', () => {
  it('ranks questions: nDCG@10 at least 0.99', async () => {
    const { index } = await openCollection(cmrc!, 'cmrc')
    expect(await ndcg(index, cmrc!)).toBeGreaterThanOrEqual(0.99)
  }, 120_000)
})

describe.each([
  ['stard', 'statutes', 0.525],
  ['qbqtc', 'web titles', 0.828],
  ['medask', "doctors' answers", 0.247],
])('%s', (name, genre, least) => {
  const data = sharedData(name)
  it.skipIf(data === undefined)(
    `ranks ${genre} (needs shared/data/${name}): nDCG@10 at least ${least}`,
    async () => {
      const { index } = await openCollection(data!, name)
      expect(await ndcg(index, data!)).toBeGreaterThanOrEqual(least)
    },
    120_000,
  )
})
