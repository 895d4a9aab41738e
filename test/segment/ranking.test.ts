import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rankByFrequency } from '../../src/storage/segment/builder/vocabulary-builder.js'
import {
  TermAccumulator,
  drainTerms,
  endTermArticle,
  termSlot,
  countTerm,
} from '../../src/storage/segment/builder/term-accumulator.js'
import { PostingsSink } from '../../src/storage/segment/postings/entry.js'
import { openTerms } from '../../src/storage/segment/terms/reader.js'
import { TermWriter, finishTerms } from '../../src/storage/segment/terms/writer.js'

describe('tokens by frequency', () => {
  it('are ordered as comparing sorts them, however common', () => {
    const count = fc.oneof(fc.nat(3), fc.nat(100), fc.integer({ min: 65_530, max: 65_540 }), fc.nat(2 ** 31 - 1))
    fc.assert(
      fc.property(fc.array(count, { maxLength: 300 }), (all) => {
        const { order, newNumber } = rankByFrequency(Int32Array.from(all))
        const used = [...all.keys()].filter((number) => all[number]! > 0)
        expect([...order]).toEqual(used.sort((a, b) => all[b]! - all[a]! || a - b))
        expect([...newNumber]).toEqual(all.map((count, number) => (count > 0 ? order.indexOf(number) : -1)))
      }),
    )
  })
})

describe('terms of a batch', () => {
  it('come out in the order of their units, those that begin alike too', () => {
    const term = fc.oneof(
      fc.string({ unit: fc.constantFrom('a', 'b', '中', '\uffff', '\u0000'), minLength: 1, maxLength: 5 }),
      fc.string({ unit: 'binary', minLength: 1 }),
    )
    fc.assert(
      fc.property(fc.uniqueArray(term, { maxLength: 60 }), (all) => {
        const terms = new TermAccumulator()
        for (const one of all) {
          const units = Uint16Array.from({ length: one.length }, (_, i) => one.charCodeAt(i))
          countTerm(terms, termSlot(terms, units, 0, units.length))
        }
        endTermArticle(terms)
        const writer = new TermWriter(new PostingsSink(() => undefined), Uint32Array.of(9))
        drainTerms(terms, writer)
        const { index, blocks, terms: count } = finishTerms(writer)
        const bytesOf = (start: number, end: number): Uint8Array => blocks.subarray(start, end)
        const source = { articles: 1, where: 'test.seg', section: 'terms' }
        const sections = { index, count, size: blocks.length, blocks: bytesOf, postings: bytesOf, source }
        const seen = Array.from(openTerms(sections).scan(), (entry) => entry.term)
        expect(seen).toEqual([...all].sort((a, b) => (a < b ? -1 : 1)))
      }),
    )
  })
})
