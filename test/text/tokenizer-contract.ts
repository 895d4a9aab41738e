/** What every tokenizer promises: one suite, called with each of them. */
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { createAnalyzer } from '../../src/text/analysis/analysis.js'
import { normalize } from '../../src/text/normalize.js'
import type { Tokenizer } from '../../src/text/analysis/tokenizer.js'
import { analyzed, cut, unitsOf, wordOf } from './support.js'
import { anyText, hanText } from './texts.js'

/**
 * @param create makes the tokenizer; called once
 * @param missing why it can't be made here; the suite then skips and says so
 */
export function describeTokenizer(name: string, create: () => Promise<Tokenizer> | Tokenizer, missing?: string): void {
  const title = `the ${name} tokenizer${missing === undefined ? '' : ` (skipped: ${missing})`}`
  describe.skipIf(missing !== undefined)(title, () => {
    let tokenizer: Tokenizer
    beforeAll(async () => {
      tokenizer = await create()
    })

    it('has an id that begins with its name', () => {
      expect(tokenizer.id.split(':')[0]).toBe(name)
    })

    it('cuts a run into parts that rejoin to it, none empty, none inside a surrogate pair', () => {
      const holds = (run: string): void => {
        const words = cut(tokenizer, run)
        expect(words.join('')).toBe(run)
        for (const word of words) expect(word).toMatch(/^(?:[\ud800-\udbff][\udc00-\udfff]|[^\ud800-\udfff])+$/)
      }
      fc.assert(fc.property(hanText(), holds), { numRuns: 300 })
    })

    it('numbers words within its count, and each number names its word', () => {
      const holds = (run: string): void => {
        const ids = new Int32Array(run.length)
        const count = tokenizer.cut(unitsOf(run), 0, run.length, new Int32Array(run.length), ids, 0)
        for (const [i, word] of cut(tokenizer, run).entries()) {
          expect(ids[i]).toBeLessThan(Math.max(tokenizer.wordCount, 1))
          if (ids[i]! >= 0) expect(wordOf(tokenizer, ids[i]!)).toBe(word)
        }
        expect(count).toBe(cut(tokenizer, run).length)
      }
      fc.assert(fc.property(hanText(), holds), { numRuns: 200 })
    })

    it('refuses a number that no word has', () => {
      expect(() => wordOf(tokenizer, tokenizer.wordCount)).toThrow(RangeError)
    })

    it('reads only its run and writes only from its index on', () => {
      const units = unitsOf('前面研究生命后面')
      const ends = new Int32Array(8).fill(-7)
      const next = tokenizer.cut(units, 2, 6, ends, new Int32Array(8), 3)
      expect([...ends.slice(0, 3)]).toEqual([-7, -7, -7])
      expect(ends[next - 1]).toBe(6)
      expect([...ends.slice(next)].every((end) => end === -7)).toBe(true)
      expect(cut(tokenizer, '研究生命').length).toBe(next - 3)
    })

    it('cuts the same run the same way each time', () => {
      const first = cut(tokenizer, '南京市长江大桥')
      cut(tokenizer, '研究生命起源')
      expect(cut(tokenizer, '南京市长江大桥')).toEqual(first)
    })

    it('cuts a run of 100,000 characters', () => {
      expect(cut(tokenizer, '中国人民大桥研究生命起源'.repeat(8334)).join('').length).toBe(100_008)
    })

    it('serves an analysis whose tokens partition any text', () => {
      const analyzer = createAnalyzer(tokenizer)
      const holds = (text: string): void => {
        const tokens = analyzed(analyzer, text)
        expect(tokens.map(({ term }) => term).join('')).toBe(normalize(text).text)
        expect(tokens.map(({ surface }) => surface).join('')).toBe(text)
      }
      fc.assert(fc.property(anyText(), holds), { numRuns: 300 })
    })
  })
}
