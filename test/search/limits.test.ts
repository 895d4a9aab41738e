import { beforeAll, describe, expect, it } from 'vitest'
import { isXunzhangError } from '../../src/base/errors.js'
import { readQuery } from '../../src/query/index.js'
import { Searcher } from '../../src/search/searcher.js'
import type { MatchMode } from '../../src/search/planning/plan.js'
import type { SegmentReader } from '../../src/storage/segment/reader.js'
import { analyzer, article, segmentOf } from './collection.js'
import { ask, find } from './find.js'
import { expectLinear } from '../support/growth.js'

/** A text of many different characters, always the same. */
function manyCharacters(length: number, seed: number): string {
  const units = Array.from({ length }, (_, i) => 0x4e00 + ((i * 7919 + seed * 104729) % 3000))
  return String.fromCharCode(...units)
}

const modes: readonly MatchMode[] = ['auto', 'all', 'any']
const length = 10_000
const han = manyCharacters(length, 1)

/** Of a length; the number of strings, beginnings and fuzzy words grows with it to the most that are answered. */
const queries: Readonly<Record<string, (length: number) => string>> = {
  'a text of Han': (length) => han.slice(0, length),
  'a quoted text': (length) => `"${han.slice(0, length)}"`,
  'words of two characters': (length) => han.slice(0, length).replace(/(..)/g, '$1 '),
  'single characters': (length) => [...han.slice(0, length)].join(' '),
  'one character over and over': (length) => '哈'.repeat(length),
  'Latin words': (length) => Array.from({ length: length / 6.25 }, (_, i) => `w${(i * 7919).toString(36)}`).join(' '),
  'one letter over and over': (length) => 'a'.repeat(length),
  symbols: (length) => '*'.repeat(length),
  'quotation marks': (length) => '"'.repeat(length),
  brackets: (length) => '('.repeat(length / 2) + 'a' + ')'.repeat(length / 2),
  bars: (length) => '|'.repeat(length),
  'escape sequences': (length) => '\u001b[31m'.repeat(length / 5),
  'as many strings as can be answered': (length) =>
    Array.from({ length: length / 20 }, (_, i) => `"${han.slice(i * 3, i * 3 + 3)}"`).join('|'),
  'one beginning over and over': (length) => `${han[0]}* `.repeat(length / 20),
  'as many beginnings as can be answered': (length) =>
    Array.from(han.slice(0, length / 20), (character) => `${character}*`).join(' '),
  'as many fuzzy words as can be answered': (length) =>
    Array.from({ length: length / 500 }, (_, i) => `${han.slice(i * 4, i * 4 + 4)}~`).join('|'),
}

describe('long queries', () => {
  let segments: readonly SegmentReader[]
  beforeAll(() => {
    segments = [segmentOf(Array.from({ length: 200 }, (_, i) => article(`${manyCharacters(400, i)} w${i}`)))]
    ask(segments, '银行')
  })

  it.each(Object.entries(queries))(
    'of 10,000 characters are answered in proportion to their length: %s',
    async (_, query) => {
      for (const match of modes) {
        const answering = (size: number) => () => {
          const { node } = readQuery(query(size))
          const rest = { sort: 'score', offset: 0, limit: 10, facets: [] } as const
          expect(new Searcher(segments, analyzer).search({ node, match, ...rest }).total).toBeGreaterThanOrEqual(0)
        }
        await expectLinear(answering, length, length)
      }
    },
  )

  it.each([60, 600, 6000])(
    'of %i characters find the article that they were taken from first, in proportion',
    async (length) => {
      const own = manyCharacters(400, 7)
      const finding = (length: number) => {
        // Half of it in the article, the rest nowhere: no share of such a text is asked for.
        const query =
          own.slice(0, length / 2) + manyCharacters(length, 1007).slice(0, Math.max(length / 2, length - 400))
        return () => ask(segments, query).ids[0]
      }
      expect(finding(length)()).toBe(`${own} w7`)
      await expectLinear(finding, length, length)
    },
  )

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

  it('of long strings that nearly repeat themselves take linear time', async () => {
    const finding = (length: number) => {
      const segments = [segmentOf([article('哈'.repeat(length))])]
      const string = '哈'.repeat(length / 40)
      return () => {
        expect(ask(segments, `"${string}吗"`).total).toBe(0)
        expect(ask(segments, `"${string}"`).total).toBe(1)
      }
    }
    await expectLinear(finding, 200_000, 200_000)
  })
})
