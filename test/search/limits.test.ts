import { beforeAll, describe, expect, it } from 'vitest'
import { isXunzhangError } from '../../src/errors.js'
import { readQuery } from '../../src/query/index.js'
import { Searcher } from '../../src/search/searcher.js'
import type { MatchMode } from '../../src/search/planning/plan.js'
import type { SegmentReader } from '../../src/segment/reader.js'
import { analyzer, article, segmentOf } from './collection.js'
import { ask, find } from './find.js'

/** A text of many different characters, always the same. */
function manyCharacters(length: number, seed: number): string {
  const units = Array.from({ length }, (_, i) => 0x4e00 + ((i * 7919 + seed * 104729) % 3000))
  return String.fromCharCode(...units)
}

const modes: readonly MatchMode[] = ['auto', 'all', 'any']
const length = 10_000
const han = manyCharacters(length, 1)

const queries: Readonly<Record<string, string>> = {
  'a text of Han': han,
  'a quoted text': `"${han}"`,
  'words of two characters': han.replace(/(..)/g, '$1 '),
  'single characters': [...han].join(' '),
  'one character over and over': '哈'.repeat(length),
  'Latin words': Array.from({ length: 1600 }, (_, i) => `w${(i * 7919).toString(36)}`).join(' '),
  'one letter over and over': 'a'.repeat(length),
  symbols: '*'.repeat(length),
  'quotation marks': '"'.repeat(length),
  brackets: '('.repeat(length / 2) + 'a' + ')'.repeat(length / 2),
  bars: '|'.repeat(length),
  'escape sequences': '\u001b[31m'.repeat(length / 5),
  'as many strings as can be answered': Array.from({ length: 500 }, (_, i) => `"${han.slice(i * 3, i * 3 + 3)}"`).join(
    '|',
  ),
  'one beginning over and over': `${han[0]}* `.repeat(500),
  'as many beginnings as can be answered': Array.from(han.slice(0, 500), (character) => `${character}*`).join(' '),
  'as many fuzzy words as can be answered': Array.from(
    { length: 20 },
    (_, i) => `${han.slice(i * 4, i * 4 + 4)}~`,
  ).join('|'),
}

/** Milliseconds of the processor, the least of some rounds: code is compiled in the first, and others use the machine. */
function leastTime(rounds: number, work: () => void): number {
  let least = Infinity
  for (let round = 0; round < rounds; round++) {
    const { user, system } = process.cpuUsage()
    work()
    const used = process.cpuUsage()
    least = Math.min(least, (used.user + used.system - user - system) / 1000)
  }
  return least
}

describe('long queries', () => {
  let segments: readonly SegmentReader[]
  beforeAll(() => {
    segments = [segmentOf(Array.from({ length: 200 }, (_, i) => article(`${manyCharacters(400, i)} w${i}`)))]
    ask(segments, '银行')
  })

  it.each(Object.entries(queries))('of 10,000 characters are answered at once: %s', (_, query) => {
    for (const match of modes) {
      const time = leastTime(3, () => {
        const { node } = readQuery(query)
        const rest = { sort: 'score', offset: 0, limit: 10, facets: [], explain: false } as const
        expect(new Searcher(segments, analyzer).search({ node, match, ...rest }).total).toBeGreaterThanOrEqual(0)
      })
      expect(time).toBeLessThan(400)
    }
  })

  it.each([60, 600, 6000])('of %i characters find the article that they were taken from first, at once', (length) => {
    const own = manyCharacters(400, 7)
    // Half of it in the article, the rest nowhere: no share of such a text is asked for.
    const query = own.slice(0, length / 2) + manyCharacters(length, 1007).slice(0, Math.max(length / 2, length - 400))
    let first: string | undefined
    const time = leastTime(3, () => {
      first = ask(segments, query).ids[0]
    })
    expect(first).toBe(`${own} w7`)
    expect(time).toBeLessThan(200)
  })

  it.each([
    ['strings', Array.from({ length: 501 }, (_, i) => `"${i}"`).join('|')],
    ['excluded words', Array.from({ length: 501 }, (_, i) => `-${i}`).join(' ')],
    ['fuzzy words', Array.from({ length: 21 }, (_, i) => `词${i}~`).join(' ')],
  ])('with more %s than can be answered are refused with a remedy', (_, query) => {
    expect(() => ask(segments, query)).toThrow(/at most \d+ are allowed\. Leave some of them out\./)
    try {
      ask(segments, query)
    } catch (error) {
      expect(isXunzhangError(error) && error.code).toBe('QUERY_TOO_LONG')
    }
  })

  it('of more characters than the second stage numbers are ranked all the same', () => {
    const text = manyCharacters(600, 5)
    expect(find([article(text), article(manyCharacters(600, 9))], text)).toEqual([text])
  })

  it('of long strings that nearly repeat themselves take linear time', () => {
    const segments = [segmentOf([article('哈'.repeat(200_000))])]
    const { user } = process.cpuUsage()
    expect(ask(segments, `"${'哈'.repeat(5000)}吗"`).total).toBe(0)
    expect(ask(segments, `"${'哈'.repeat(5000)}"`).total).toBe(1)
    expect((process.cpuUsage().user - user) / 1000).toBeLessThan(400)
  })
})
