/** What is asked of a forged index, and what every answer has to keep to. */
import { checkIndex } from '../../../src/library/check.js'
import { openIndex } from '../../../src/library/open-index.js'
import type { Hit, SearchBackend as Index, SearchOptions, StoredArticle } from '../../../src/library/types.js'
import { buildIndex } from '../../../src/indexing/build-index.js'
import { compactIndex } from '../../../src/indexing/compact-index.js'
import { listWords } from '../../../src/indexing/user-words/teach.js'
import { normalize } from '../../../src/text/normalize.js'
import type { Random } from './random.js'
import type { MemoryDisk } from '../../store/memory-disk.js'
import { indexDir } from './sample.js'
import type { Sample } from './sample.js'

/** Does something that may fail, and keeps what an error says. */
export type Attempt = (work: () => Promise<unknown>) => Promise<unknown>

export type Question = (index: Index) => Promise<unknown>

/** @param held strings of which a hit's text must have one, normalised */
function search(query: string, options: SearchOptions = {}, held: readonly string[] = []): Question {
  return async (index) => {
    const { total, hits, facets } = await index.search(query, { limit: 5, ...options })
    if (hits.length > total && options.offset === undefined) throw new Broken(`${hits.length} hits of ${total}`)
    for (const hit of hits.slice(0, mostLooks)) await requireTrue(index, hit, held)
    return { total, hits, facets }
  }
}

const mostLooks = 6

/** An answer that breaks a promise. */
export class Broken extends Error {}

async function requireTrue(index: Index, hit: Hit, held: readonly string[]): Promise<void> {
  const article = await index.get(hit.id)
  if (article === undefined) throw new Broken(`no article has the id ${hit.id}`)
  if (!Number.isFinite(hit.score)) throw new Broken(`a score of ${hit.score}`)
  // Of two articles with one id the other may be shown.
  if (article.path !== hit.path || article.line !== hit.line) return
  const texts = textsOf(article)
  if (article.title !== hit.title) throw new Broken(`hit ${hit.id} is called ${hit.title}`)
  const passage = bare(hit.snippet.text.replace(/^…|…$/g, ''))
  if (!texts.some((text) => bare(text).includes(passage)))
    throw new Broken(`the passage of ${hit.id} isn't in its text`)
  const normalized = texts.map((text) => normalize(text).text)
  if (held.length > 0 && !held.some((string) => normalized.some((text) => text.includes(string))))
    throw new Broken(`${hit.id} holds none of ${held.join()}`)
}

const textsOf = (article: StoredArticle): string[] => [
  article.title,
  article.body,
  article.captions.join('\n'),
  [...article.tags, ...article.categories].join('\n'),
  article.author,
]

/** Passages show blanks and control characters in their own way. */
const bare = (text: string): string => text.replace(/[\s\p{C}…]/gu, '')

export const questions: readonly Question[] = [
  search('"特列乌"', {}, ['特列乌']),
  search('"努尔特列乌"', { sort: 'date' }, ['努尔特列乌']),
  search('"covid-19"', {}, ['covid-19']),
  search('"船山上的灯"', { match: 'all' }, ['船山上的灯']),
  search('渡口', { facets: ['tag', 'year', 'author'] }, ['渡口']),
  search('渡口 灯塔', { explain: true, fold: true }, ['渡口', '灯塔']),
  search('山上的灯塔在哪里', { limit: 50 }, ['山上', '灯塔', '上的', '的灯']),
  search('银行 bridge', { match: 'all', fold: 'similar' }, ['银行']),
  search('银行 bridge', { match: 'any' }, ['银行', 'bridge']),
  search('COVID-19 OR 银*'),
  search('bri* -渡口', { sort: 'date' }, ['bri']),
  search('bridfe~1 努尔特列鸟~1'),
  search('title:第17篇', {}, ['第17篇', '17', '第', '篇']),
  search('塔', { countOnly: true }),
  search('塔', { limit: 60, snippets: false }, ['塔']),
  search('tag:桥 author:林舟 date:2011..2016'),
  search('path:first', { offset: 3 }),
  search('', { like: 'a17' }),
  (index) => index.get('a30'),
  (index) => index.get('nowhere'),
  (index) => index.mark('a36', '灯塔 "渡口"'),
  (index) => index.stats(),
  (index) => index.suggestions(),
  (index) => index.isStale(),
]

/** What takes ten times as long as the others. */
const slowQuestions: readonly Question[] = [
  search('dukou', { suggest: true }),
  search('渡口臺灣', { variants: true, suggest: true }),
  (index) => index.duplicates!(),
]

/** Some of the questions, in any order: what one has read, another finds in memory. */
export function chooseQuestions(random: Random): Question[] {
  const chosen = Array.from({ length: 9 }, () => random.pick(questions))
  return random.chance(0.1) ? [...chosen, random.pick(slowQuestions)] : chosen
}

/** Each of a sample's questions by itself: an error of one says nothing of the next. */
export async function ask(disk: MemoryDisk, asked: readonly Question[], attempt: Attempt): Promise<unknown[]> {
  const answers: unknown[] = []
  const index = (await attempt(() => openIndex(indexDir, { fileSystem: disk }))) as Index | undefined
  if (index === undefined) return answers
  for (const question of asked) answers.push(await attempt(async () => question(index)))
  await index.close()
  return answers
}

export async function inspect(sample: Sample, disk: MemoryDisk, attempt: Attempt): Promise<boolean> {
  let isOk = false
  await attempt(async () => (isOk = (await checkIndex(indexDir, { fileSystem: disk })).ok))
  if (sample.tokenizer === 'native') await attempt(async () => listWords(indexDir, { fileSystem: disk }))
  return isOk
}

/** Writing on top of it. */
export function rewrite(sample: Sample, disk: MemoryDisk, how: 'compact' | 'update'): Promise<unknown> {
  const environment = { fileSystem: disk }
  if (how === 'compact') return compactIndex(indexDir, { jobs: 1 }, environment)
  return buildIndex({ paths: [sample.sources], dir: indexDir, jobs: 1, tokenizer: sample.tokenizer }, environment)
}
