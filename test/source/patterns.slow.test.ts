/**
 * No regular expression of the readers takes more than linear time: each is run on long strings of what its own loops
 * repeat, and on what leads to them. A run of blanks in a page must not cost the square of its length.
 */
import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { pumpsOf } from '../support/pattern.js'
import type { Pump } from '../support/pattern.js'
import { builtBy, literalsOf } from '../support/patterns-of.js'
import type { Found } from '../support/patterns-of.js'
import { ratioOf, briefly } from '../support/growth.js'
import { slowLines } from './support/slow-lines.js'

const folder = new URL('../../src/source/', import.meta.url).pathname
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .sort()

/** The first that loads any module of the readers: only so is it seen what they build. */
const built = await builtBy(() => Promise.all(files.map((file) => import(`${folder}${file}`))), '/src/source/')
const { CAPTION_LINE, EMPTY_ALT, FOOT_RULES, HEAD_RULES, LINE_RULES, TAIL_RULES } =
  await import('../../src/source/clean/rules/index.js')

/**
 * Two lengths of strings, and how many times longer the longer one may take, the shorter pairs first: what is
 * exponential, or cubic, shows there, and would never end further on.
 */
const PAIRS = [
  { short: 6, long: 24, most: 64 },
  { short: 25, long: 200, most: 128 },
  { short: 200, long: 1600, most: 128 },
  { short: 2500, long: 20_000, most: 24 },
]

/** What is square shows at a third of the longest, in a tenth of the time. */
const telling = [...PAIRS.slice(0, 3), { short: 800, long: 6400, most: 24 }]

function working(pattern: RegExp, { prefix, piece }: Pump, size: number): () => void {
  const text = `${prefix}${piece.repeat(Math.ceil(size / piece.length))}\u0001`
  // A global pattern goes on behind each match.
  if (pattern.global) return () => void text.replace(pattern, '')
  return () => void ((pattern.lastIndex = 0), pattern.test(text))
}

/** @returns what it did, where that is more than linear, or an overflow of the engine's stack */
async function complaint(pattern: RegExp, pump: Pump, pairs = PAIRS): Promise<string | undefined> {
  const what = `${JSON.stringify(pump.prefix.slice(0, 30))} + ${JSON.stringify(pump.piece.slice(0, 30))} × n`
  try {
    for (const { short, long, most } of pairs) {
      const ratio = await ratioOf(working(pattern, pump, long), working(pattern, pump, short), most, briefly)
      if (ratio >= most) return `${what}: ${long} units take ${ratio.toFixed(0)} times as long as ${short}`
    }
    return undefined
  } catch (error) {
    return `${what}: ${String(error)}`
  }
}

async function complaints({ where, pattern }: Found, pairs = PAIRS): Promise<string[]> {
  for (const pump of pumpsOf(pattern)) {
    const found = await complaint(pattern, pump, pairs)
    if (found !== undefined) return [`${where} /${pattern.source.slice(0, 100)}/: ${found}`]
  }
  return []
}

/** One after the other: beside another, each would be charged for the time of both. */
async function complaintsOf(patterns: readonly Found[]): Promise<string[]> {
  const found: string[] = []
  for (const one of patterns) found.push(...(await complaints(one)))
  return found
}

describe('the check itself', () => {
  it.each([
    ['blanks before a sign that does not come', /\s*[[【（(]\s*(?:复制链接|编辑)[)）]/g],
    ['two loops over the same', /作者\s*\s*[:：]/],
    ['two loops in a row', /^a*a*b/],
    ['a loop of loops', /^(?:a+)+b/],
    ['a run that ends where nothing follows', /[\s、]+编辑$/],
  ])('finds %s', async (_name, pattern) => {
    expect(await complaints({ where: 'here', pattern }, telling)).not.toEqual([])
  })
  it('finds a line whose words the parts of a pattern can share out', async () => {
    const line = `${'字'.repeat(24)}吗`
    expect(await slowLines(/^(?:字+ ?)+$/, [line])).toEqual([line])
  })
  it.each([
    ['an anchored run', /^\s*作者/],
    ['a bounded one', /\s{0,3}编辑/],
    ['words', /^(?:来源|作者)[:：]/],
  ])('has nothing against %s', async (_name, pattern) => {
    expect(await complaints({ where: 'here', pattern })).toEqual([])
  })
})

/** Rules look at no longer lines, so that what counts is what the longest of them takes. */
const LINE_RULES_AND_OTHERS = [
  ...[LINE_RULES, TAIL_RULES, HEAD_RULES, FOOT_RULES].flatMap((set) => set.all),
  { name: 'captions', pattern: CAPTION_LINE, longest: 220 },
  { name: 'texts of images that say nothing', pattern: EMPTY_ALT, longest: 220 },
]

describe('every rule is quick on the longest line it looks at', () => {
  it.each(LINE_RULES_AND_OTHERS)('$name', async ({ pattern, longest }) => {
    const lines = pumpsOf(pattern)
      .filter(({ prefix }) => prefix.length < longest)
      .map(({ prefix, piece }) => `${prefix}${piece.repeat(Math.ceil(longest / piece.length))}\u0001`)
    expect(await slowLines(pattern, lines)).toEqual([])
  })
})

describe('every regular expression of the readers is linear', () => {
  const isRule = (where: string): boolean => where.includes('clean/rules/')
  it('there are many of them', () => {
    expect(built.length).toBeGreaterThan(10)
    expect(files.flatMap((file) => literalsOf(folder + file)).length).toBeGreaterThan(250)
  })
  it.each(files.filter((file) => !file.startsWith('clean/rules/')))('%s', { timeout: 120_000 }, async (file) => {
    expect(await complaintsOf(literalsOf(folder + file))).toEqual([])
  })
  it('those put together of parts', { timeout: 120_000 }, async () => {
    expect(await complaintsOf(built.filter(({ where }) => !isRule(where)))).toEqual([])
  })
})
