/**
 * What Chinese readers expect, measured on shared/data/crud beside the checkout:
 * `npx tsx bench/readers/run.ts [--index DIR] [--most N] [pinyin|slips|duplicates|lexicon|unchanged]…`
 *
 * `--index` is an index of corpus.jsonl; without it one is built. All random choices use a fixed seed.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { gunzipSync } from 'node:zlib'
import { buildIndex } from '../../src/indexing/build-index.js'
import { openIndex } from '../../src/library/open-index.js'
import type { Index } from '../../src/library/types.js'
import { judgeGroups, makeDuplicates, type News } from './duplicates.js'
import { measureLexicon } from './lexicon.js'
import { hanWords, measurePinyin } from './pinyin.js'
import { measureSlips } from './slips.js'
import { measureUnchanged } from './unchanged.js'

const data = fileURLToPath(new URL('../../../shared/data/crud/', import.meta.url))
const log = join(data, 'log.500.jsonl')
const slipKinds = ['reading', 'shape', 'order', 'missing'] as const

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { index: { type: 'string' }, most: { type: 'string', default: '500' } },
})
const most = Number(values.most)
const isAsked = (name: string): boolean => positionals.length === 0 || positionals.includes(name)
const workspace = mkdtempSync(join(tmpdir(), 'xunzhang-readers-'))
try {
  const news = readNews()
  const index = await openIndex(values.index ?? (await build('news', news)))
  if (isAsked('pinyin')) await pinyin(index)
  if (isAsked('slips')) await slips(index, news)
  if (isAsked('unchanged')) print('unchanged', await measureUnchanged(index, join(data, 'queries.jsonl')))
  if (isAsked('lexicon')) await lexicon(news)
  if (isAsked('duplicates')) await duplicates(news)
} finally {
  rmSync(workspace, { recursive: true, force: true })
}

function readNews(): News[] {
  const lines = gunzipSync(readFileSync(join(data, 'corpus.jsonl.gz')))
    .toString('utf8')
    .trim()
    .split('\n')
  return lines.map((line) => {
    const { _id, text } = JSON.parse(line) as { _id: string; text: string }
    return { id: _id, text }
  })
}

async function build(name: string, news: readonly News[]): Promise<string> {
  const folder = join(workspace, name)
  mkdirSync(folder)
  const lines = news.map(({ id, text }) => `${JSON.stringify({ _id: id, text })}\n`)
  writeFileSync(join(folder, 'news.jsonl'), lines.join(''))
  const dir = join(workspace, `${name}-index`)
  await buildIndex({ paths: [folder], dir })
  return dir
}

async function pinyin(index: Index): Promise<void> {
  print('pinyin', await measurePinyin(index, hanWords(log, most, 2), false))
  print('initials', await measurePinyin(index, hanWords(log, most, 3), true))
}

async function slips(index: Index, news: readonly News[]): Promise<void> {
  const frequency = new Map<string, number>()
  for (const { text } of news) for (const one of text) frequency.set(one, (frequency.get(one) ?? 0) + 1)
  const source = { frequency, random: createRandom(7) }
  for (const slip of slipKinds) print('slips', await measureSlips(index, hanWords(log, 9999, 2), slip, 100, source))
}

async function lexicon(news: readonly News[]): Promise<void> {
  const dir = await build('taught', news)
  const lines = readFileSync(join(data, 'queries.jsonl'), 'utf8').trim().split('\n')
  const questions = lines.map((line) => (JSON.parse(line) as { text: string }).text)
  const phrases = join(data, 'phrases.790.jsonl')
  print('lexicon', await measureLexicon(join(workspace, 'taught'), dir, workspace, phrases, questions))
}

async function duplicates(news: readonly News[]): Promise<void> {
  const made = makeDuplicates(news, 1000, createRandom(7))
  const all = [...news, ...made]
  const texts = new Map(all.map(({ id, text }) => [id, text]))
  const times: Record<number, number> = {}
  for (const part of [Math.floor(all.length / 4), Math.floor(all.length / 2), all.length]) {
    const index = await openIndex(await build(`made-${part}`, all.slice(-part)))
    await index.duplicates!()
    const began = process.cpuUsage()
    const groups = await index.duplicates!()
    const { user, system } = process.cpuUsage(began)
    times[part] = Math.round((user + system) / 1000)
    if (part === all.length)
      print(
        'duplicates',
        judgeGroups(groups, made, (id) => texts.get(id)!),
      )
    await index.close()
  }
  print('processor milliseconds by articles', times)
}

/** Linear congruential (Knuth 1997, table 3.3.4-1): the same numbers on every machine. */
function createRandom(seed: number): () => number {
  let state = seed
  return () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) / 2 ** 32
}

function print(name: string, figures: object): void {
  process.stdout.write(`${name} ${JSON.stringify(figures, undefined, 1)}\n`)
}
