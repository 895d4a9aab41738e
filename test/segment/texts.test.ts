import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createDecodedText, decodeTokens, fieldBounds, putArticleText } from '../../src/segment/articles/text-codec.js'
import { addArticle, createSegmentBuilder, writeSegment } from '../../src/segment/builder/segment-builder.js'
import { fieldNames, storedFields } from '../../src/segment/fields.js'
import type { FieldId } from '../../src/segment/fields.js'
import {
  encodeVocabulary,
  normalizedOf,
  openVocabulary,
  surfaceOf,
  unpackAll,
  unpackToken,
} from '../../src/segment/vocabulary/codec.js'
import { createByteWriter, written } from '../../src/store/byte-writer.js'
import { createAnalysis } from '../../src/text/analysis.js'
import { createMemoryDisk } from '../store/memory-disk.js'
import { analyzers, articleOf, openWritten } from './support.js'

/** Everything that text from the web may hold, and what normalising changes most. */
const piece = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      '渡口的船',
      '銀行',
      '灣',
      '２０２４年',
      'ＣＯＶＩＤ－19',
      'Straße',
      '\n',
      ' ',
      '　',
      '。',
    ),
  },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) },
  fc.constantFrom(
    '\u0000',
    '\ud800',
    '\udfff',
    'e\u0301',
    '\u200b',
    '\ufeff',
    '가\u11a8',
    '𠮷',
    '👨‍👩‍👧',
    'ﬁ',
    'か\u3099',
    '\u202e',
  ),
  fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit)),
)
const text = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''))
const articles = fc.array(fc.array(text, { minLength: storedFields, maxLength: storedFields }), {
  minLength: 1,
  maxLength: 6,
})

describe.each(analyzers())('texts stored with %s', (_, analyzer) => {
  it('come back exactly as they were, and normalised as the analyser has it', () => {
    const analysis = createAnalysis()
    const decoded = createDecodedText()
    fc.assert(
      fc.property(articles, (collection) => {
        const disk = createMemoryDisk('/disk')
        const builder = createSegmentBuilder(analyzer)
        for (const [i, texts] of collection.entries()) addArticle(builder, articleOf(i, texts))
        writeSegment(builder, disk, '/disk/1.seg')
        const segment = openWritten(disk, '/disk/1.seg')
        expect(segment.articles).toBe(collection.length)
        for (const [article, texts] of collection.entries()) {
          for (const field of fieldNames.keys()) {
            expect(segment.text(article, field as FieldId)).toBe(texts[field])
            segment.decode(article, field as FieldId, decoded)
            analyzer.analyze(texts[field]!, analysis)
            const units =
              analysis.unitCount === 0 && texts[field] === '' ? [] : analysis.units.slice(0, analysis.unitCount)
            expect([...decoded.units.subarray(0, decoded.unitCount)]).toEqual([...units])
            if (texts[field] !== '') {
              expect([...decoded.tokenEnd.subarray(0, decoded.tokenCount)]).toEqual([
                ...analysis.tokenEnd.subarray(0, analysis.tokenCount),
              ])
            }
          }
          expect(segment.lengths[article]).toBe(texts[1] === '' ? 0 : analyzer.analyze(texts[1]!, analysis).unitCount)
        }
      }),
      { numRuns: 150 },
    )
  })
})

describe('the code of a token', () => {
  it('is read as it was written at every border of its four lengths', () => {
    const borders = [0, 191, 192, 14_527, 14_528, 473_279, 473_280, 2 ** 24 - 1]
    const numbers = Int32Array.from(borders.flatMap((number) => [number, Math.max(0, number - 1), number + 1]))
    const same = { length: 2 ** 24 + 1 }
    const out = createByteWriter(1)
    const renumber = new Proxy([] as number[], { get: (_, key) => Number(key) }) as unknown as Int32Array
    expect(same.length).toBeGreaterThan(Math.max(...numbers) - 1)
    const ends = [2, 5, 5, 9, 9, numbers.length]
    putArticleText(out, numbers, 0, ends, renumber)
    const bytes = written(out)
    const bounds = new Int32Array(storedFields + 1)
    fieldBounds(bytes, bounds)
    for (let field = 0; field < storedFields; field++) {
      const tokens = new Int32Array(64)
      const count = decodeTokens(bytes, bounds[field]!, bounds[field + 1]!, tokens)
      expect([...tokens.subarray(0, count)]).toEqual([...numbers.slice(ends[field - 1] ?? 0, ends[field])])
    }
  })
})

describe('a vocabulary', () => {
  it('keeps each token: kind, normalised and original spelling, lone surrogates too, on even and odd offsets', () => {
    const spelling = fc
      .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 5 })
      .map((units) => String.fromCharCode(...units))
    const entry = fc.record({ normalized: spelling, surface: spelling, kind: fc.integer({ min: 0, max: 6 }) })
    const entries = fc.array(
      fc.oneof(
        entry,
        entry.map((one) => ({ ...one, surface: one.normalized })),
      ),
    )
    fc.assert(
      fc.property(entries, fc.boolean(), (all, isOdd) => {
        const { lengths, pool, blocks } = encodeVocabulary(all.length, (number) => all[number]!)
        const shifted = new Uint8Array(pool.length + 1)
        shifted.set(pool, isOdd ? 1 : 0)
        const view = shifted.subarray(isOdd ? 1 : 0, pool.length + (isOdd ? 1 : 0))
        const vocabulary = openVocabulary(all.length, { lengths, pool: view, blocks })
        // From the last on: each block is unpacked by itself.
        for (let id = all.length - 1; id >= 0; id--) unpackToken(vocabulary, id)
        for (const [id, { normalized, surface, kind }] of all.entries()) {
          expect(normalizedOf(vocabulary, id)).toBe(normalized)
          expect(surfaceOf(vocabulary, id)).toBe(surface)
          expect(vocabulary.kind[id]).toBe(kind)
        }
      }),
    )
  })

  it('has the most frequent tokens first', () => {
    const disk = createMemoryDisk('/disk')
    const [, analyzer] = analyzers()[0]!
    const builder = createSegmentBuilder(analyzer)
    addArticle(builder, articleOf(0, ['', '的的的的的船船船口口', '', '', '', '']))
    writeSegment(builder, disk, '/disk/1.seg')
    const { vocabulary } = openWritten(disk, '/disk/1.seg')
    unpackAll(vocabulary)
    expect([0, 1, 2].map((id) => surfaceOf(vocabulary, id))).toEqual(['的', '船', '口'])
  })
})
