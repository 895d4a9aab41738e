import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { surfaceOfRange } from '../../src/storage/segment/articles/packed-text.js'
import { countTokens, renumberText } from '../../src/storage/segment/merge/merge.js'
import {
  codesOf,
  containsCodes,
  createDecodedText,
  decodeText,
  putArticleText,
  surfaceText,
} from '../../src/storage/segment/articles/text-codec.js'
import { addArticle, SegmentBuilder, writeSegment } from '../../src/storage/segment/builder/segment-builder.js'
import { fieldNames, storedFields, type FieldId } from '../../src/storage/segment/fields.js'
import {
  changedBit,
  encodeVocabulary,
  isChanged,
  openVocabulary,
  type TokenUnits,
  type Vocabulary,
} from '../../src/storage/segment/vocabulary/codec.js'
import {
  kindOf,
  normalizedLength,
  normalizedOf,
  surfaceLength,
  surfaceOf,
} from '../../src/storage/segment/vocabulary/spellings.js'
import { createByteWriter, written } from '../../src/storage/store/byte-writer.js'
import { createAnalysis } from '../../src/text/analysis/analysis.js'
import { textOf } from '../../src/text/units.js'
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
        const builder = new SegmentBuilder(analyzer)
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

describe('a text of a hundred thousand characters', () => {
  it('comes back from its codes and from its packed form', () => {
    const [, analyzer] = analyzers()[1]!
    const units = Array.from({ length: 100_000 }, (_, at) => 0x4e00 + ((at * 7919) % 6000))
    const body = `${'ｗ'.repeat(3000)}${String.fromCharCode(...units)}`
    const builder = new SegmentBuilder(analyzer)
    addArticle(builder, articleOf(0, ['', body, '', '', '', '']))
    const disk = createMemoryDisk('/disk')
    writeSegment(builder, disk, '/disk/1.seg')
    const segment = openWritten(disk, '/disk/1.seg')
    expect(segment.text(0, 1) === body).toBe(true)
    const { body: packed } = segment.texts(0)
    expect(surfaceOfRange(packed, segment.vocabulary, 0, packed.units.length) === body).toBe(true)
  })
})

describe('the code of a token', () => {
  it('is read as it was written at every border of its four lengths', () => {
    const borders = [0, 191, 192, 14_527, 14_528, 473_279, 473_280, 2 ** 24 - 1]
    const numbers = Int32Array.from(borders.flatMap((number) => [number, Math.max(0, number - 1), number + 1]))
    const ends = [2, 5, 5, 9, 9, numbers.length]
    const plus = (by: number): Int32Array =>
      new Proxy([] as number[], { get: (_, key) => Number(key) + by }) as unknown as Int32Array
    const [stored, renumbered, wanted] = [createByteWriter(1), createByteWriter(1), createByteWriter(1)]
    putArticleText(stored, numbers, 0, ends, plus(0))
    putArticleText(wanted, numbers, 0, ends, plus(1))
    renumberText(renumbered, written(stored), plus(1))
    expect(written(renumbered)).toEqual(written(wanted))
    const counts = new Int32Array(2 ** 24 + 1)
    countTokens(written(stored), counts)
    for (const number of numbers) expect(counts[number]).toBe(numbers.filter((other) => other === number).length)
  })

  it('is decoded as it was written at every border of its four lengths', () => {
    const borders = [0, 1, 191, 192, 14_527, 14_528, 473_279, 473_280, 473_290]
    const count = borders.at(-1)! + 1
    const entries = Int32Array.from({ length: 2 * count }, (_, at) => (at % 2 === 0 ? at >> 1 : 2 << 16))
    const empty = { long: new Uint16Array(0), changed: new Uint32Array(0), originals: new Uint16Array(0) }
    const out = createByteWriter(1)
    const same = Int32Array.from({ length: count }, (_, number) => number)
    putArticleText(out, Int32Array.from(borders), 0, [0, 0, 0, 0, 0, borders.length], same)
    const text = createDecodedText()
    const bytes = written(out)
    decodeText(bytes, storedFields - 1, bytes.length, { count, entries, where: 'test.seg', ...empty }, text)
    expect([...text.tokens.subarray(0, text.tokenCount)]).toEqual(borders)
    const spelled = Array.from(borders, (_, i) => text.units[2 * i]! + text.units[2 * i + 1]! * 65536)
    expect(spelled).toEqual(borders)
  })

  it('is counted and numbered anew as if its text were written with the other numbers', () => {
    const limit = 500_000
    const same = Int32Array.from({ length: limit }, (_, number) => number)
    const number = fc.oneof(fc.nat(200), fc.nat(15_000), fc.nat(limit - 1))
    const fields = fc.array(fc.array(number, { maxLength: 20 }), { minLength: storedFields, maxLength: storedFields })
    const shift = fc.integer({ min: 0, max: limit })
    fc.assert(
      fc.property(fields, shift, (texts, by) => {
        const tokens = Int32Array.from(texts.flat())
        const ends = texts.map((_, field) => texts.slice(0, field + 1).flat().length)
        const others = same.map((old) => (old * 7 + by) % limit)
        const [stored, renumbered, wanted] = [createByteWriter(), createByteWriter(), createByteWriter()]
        putArticleText(stored, tokens, 0, ends, same)
        putArticleText(wanted, tokens, 0, ends, others)
        renumberText(renumbered, written(stored), others)
        expect([...written(renumbered)]).toEqual([...written(wanted)])
        const counts = new Int32Array(limit)
        countTokens(written(stored), counts)
        for (const token of tokens) expect(counts[token]).toBe(tokens.filter((other) => other === token).length)
        expect(counts.reduce((sum, count) => sum + count, 0)).toBe(tokens.length)
      }),
      { numRuns: 40 },
    )
  })
})

/** Marked as changed where the original is given, though it may be spelled alike. */
function tokenUnits({ normalized, surface, kind }: { normalized: string; surface: string; kind: number }): TokenUnits {
  const all = `头${normalized}${surface}`
  const pool = Uint16Array.from({ length: all.length }, (_, i) => all.charCodeAt(i))
  return { flags: kind | changedBit, pool, start: 1, normalizedEnd: 1 + normalized.length, end: all.length }
}

function expectTokens(vocabulary: Vocabulary, all: readonly { normalized: string; surface: string; kind: number }[]) {
  for (const [id, { normalized, surface, kind }] of all.entries()) {
    expect(normalizedLength(vocabulary, id)).toBe(normalized.length)
    expect(surfaceLength(vocabulary, id)).toBe(surface.length)
    expect(normalizedOf(vocabulary, id)).toBe(normalized)
    expect(surfaceOf(vocabulary, id)).toBe(surface)
    expect(kindOf(vocabulary, id)).toBe(kind)
  }
}

describe('a vocabulary', () => {
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

  /** The same bytes, `by` bytes behind the beginning of their memory. */
  const shifted = (bytes: Uint8Array, by: number): Uint8Array => {
    const moved = new Uint8Array(bytes.length + by)
    moved.set(bytes, by)
    return moved.subarray(by)
  }

  it('keeps each token: kind, normalised and original spelling, lone surrogates too, wherever its bytes lie', () => {
    fc.assert(
      fc.property(entries, fc.nat(3), (all, by) => {
        const { entries, long, changed, originals } = encodeVocabulary(all.length, (id) => tokenUnits(all[id]!))
        const encoded = {
          entries: shifted(entries, by),
          long: shifted(long, by),
          changed: shifted(changed, by),
          originals: shifted(originals, by),
        }
        expectTokens(openVocabulary(all.length, encoded, 'test.seg'), all)
      }),
    )
  })

  it('is read from end to end, however many tokens and however long', () => {
    const all = Array.from({ length: 3000 }, (_, id) => {
      const normalized = `${id % 97 === 0 ? 'x'.repeat(66_000 + id) : ''}${'y'.repeat(id % 7)}`
      return { normalized, surface: id % 5 === 0 ? `${normalized}!` : normalized, kind: id % 7 }
    })
    const encoded = encodeVocabulary(all.length, (id) => tokenUnits(all[id]!))
    expectTokens(openVocabulary(all.length, encoded, 'test.seg'), all)
  })

  it('decodes tokens of any length, whether their originals are spelled otherwise or not', () => {
    const lengths = [0, 1, 2, 3, 4, 5, 126, 127, 128, 129, 16_383, 16_384, 65_534, 65_535, 65_536, 70_000]
    const all = lengths.flatMap((length, i) => [
      { normalized: 'a'.repeat(length), surface: 'a'.repeat(length), kind: i % 7 },
      { normalized: 'b'.repeat(length), surface: 'B'.repeat(length + 1), kind: i % 7 },
    ])
    const vocabulary = openVocabulary(
      all.length,
      encodeVocabulary(all.length, (number) => tokenUnits(all[number]!)),
      'test.seg',
    )
    const text = createDecodedText()
    decodeText(Uint8Array.from(all.keys()), 0, all.length, vocabulary, text)
    expect(textOf(text.units, 0, text.unitCount)).toBe(all.map(({ normalized }) => normalized).join(''))
    expect(surfaceText(text, vocabulary)).toBe(all.map(({ surface }) => surface).join(''))
    expect(all.map((_, id) => isChanged(vocabulary, id))).toEqual(all.map((_, id) => id % 2 === 1))
  })

  it('has the most frequent tokens first', () => {
    const disk = createMemoryDisk('/disk')
    const [, analyzer] = analyzers()[0]!
    const builder = new SegmentBuilder(analyzer)
    addArticle(builder, articleOf(0, ['', '的的的的的船船船口口', '', '', '', '']))
    writeSegment(builder, disk, '/disk/1.seg')
    const { vocabulary } = openWritten(disk, '/disk/1.seg')
    expect([0, 1, 2].map((id) => surfaceOf(vocabulary, id))).toEqual(['的', '船', '口'])
  })
})

describe('a sequence of tokens is found in encoded ones', () => {
  // Numbers whose codes have one to four bytes; bytes of the longer ones are like first bytes of others.
  const number = fc.oneof(
    fc.constantFrom(0, 191, 192, 448, 449, 14_527, 14_528, 473_279, 473_280, 474_000),
    fc.nat({ max: 500_000 }),
  )
  const codesOfNumbers = (numbers: readonly number[]): Uint8Array => {
    const decoded = { ...createDecodedText(), tokens: Int32Array.from(numbers) }
    return codesOf(decoded, 0, numbers.length)
  }
  const isWithin = (all: readonly number[], part: readonly number[]): boolean =>
    all.some((_, at) => part.every((number, i) => all[at + i] === number))

  it('exactly where the numbers stand, not where only their bytes do', () => {
    fc.assert(
      fc.property(
        fc.array(number, { maxLength: 30 }),
        fc.array(number, { minLength: 1, maxLength: 3 }),
        (all, part) => {
          expect(containsCodes(Buffer.from(codesOfNumbers(all)), codesOfNumbers(part))).toBe(isWithin(all, part))
          const around = [...all, ...part, ...all]
          expect(containsCodes(Buffer.from(codesOfNumbers(around)), codesOfNumbers(part))).toBe(true)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('not across the bytes of longer codes', () => {
    // One code of four bytes, one of two, one of one.
    const long = Buffer.from([255, 200, 1, 7, 192, 5, 5])
    expect(containsCodes(long, Uint8Array.of(200, 1))).toBe(false)
    expect(containsCodes(long, Uint8Array.of(7))).toBe(false)
    expect(containsCodes(long, Uint8Array.of(192, 5))).toBe(true)
    expect(containsCodes(long, Uint8Array.of(5))).toBe(true)
  })
})
