/**
 * Words typed as pinyin, from the interactive queries of shared/data/crud: is each among the first ten strings that are
 * searched, and does one of the first ten articles contain it?
 */
import { readFileSync } from 'node:fs'
import { pinyin } from 'pinyin-pro'
import type { Index } from '../../src/library/types.js'
import { percent, quantile } from './figures.js'

export interface PinyinFigures {
  readonly words: number
  readonly strings: string
  readonly articles: string
  readonly p50: number
  readonly p95: number
  readonly missed: readonly string[]
}

/** Distinct Han words of the queries, at most `most`. */
export function hanWords(path: string, most: number, shortest: number): string[] {
  const lines = readFileSync(path, 'utf8').trim().split('\n')
  const words = lines.flatMap((line) => (JSON.parse(line) as { words: string[] }).words)
  const fit = (word: string): boolean => /^[\u4e00-\u9fff]+$/.test(word) && word.length >= shortest && word.length <= 6
  return [...new Set(words.filter(fit))].slice(0, most)
}

export async function measurePinyin(index: Index, words: readonly string[], initials: boolean): Promise<PinyinFigures> {
  const times: number[] = []
  const missed: string[] = []
  let asked = 0
  let inStrings = 0
  let inArticles = 0
  for (const word of words) {
    if ((await index.search(`"${word}"`, { countOnly: true, pinyin: false })).total === 0) continue
    asked++
    const read = pinyin(word, { toneType: 'none', type: 'array', v: true })
    const typed = read.map((syllable) => (initials ? syllable[0]! : syllable)).join('')
    const { expansions, hits, tookMs } = await index.search(typed, { limit: 10, snippets: false })
    times.push(tookMs)
    const alternatives = expansions?.flatMap(({ alternatives }) => alternatives) ?? []
    if (alternatives.some(({ text }) => text === word)) inStrings++
    else missed.push(`${word} ${typed}: ${alternatives.map(({ text }) => text).join(' ')}`)
    if (hits.some(({ matchedBy = [] }) => matchedBy.some(({ text }) => text.includes(word)))) inArticles++
  }
  return {
    words: asked,
    strings: percent(inStrings, asked),
    articles: percent(inArticles, asked),
    p50: quantile(times, 0.5),
    p95: quantile(times, 0.95),
    missed,
  }
}
