import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PackedText, newRoom } from '../../src/segment/articles/packed-text.js'
import {
  packText,
  surfaceLengthOf,
  surfaceOfRange,
  tokenEnd,
  tokenStart,
} from '../../src/segment/articles/packed-text.js'
import type { ArticleTexts, Shelf } from '../../src/segment/articles/recent-texts.js'
import { createRecentTexts, takeDown } from '../../src/segment/articles/recent-texts.js'
import { createDecodedText, surfaceRange } from '../../src/segment/articles/text-codec.js'
import { Field } from '../../src/segment/fields.js'
import { article, segmentOf } from '../search/collection.js'

const piece = fc.oneof(
  fc.constantFrom(
    '渡口的船',
    '銀行',
    '，',
    '２０２４年',
    'ＣＯＶＩＤ－19',
    'ﬁ',
    '㈠',
    '\n',
    ' ',
    '。',
    '𠮷',
    '\u200b',
    'e\u0301',
  ),
  fc.string({ unit: 'binary', maxLength: 4 }),
)
const text = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''))

describe('a packed text', () => {
  it('tells of every unit where its token begins and ends, and the original of every stretch of tokens', () => {
    const decoded = createDecodedText()
    fc.assert(
      fc.property(text, fc.nat(), fc.nat(), (body, a, b) => {
        const segment = segmentOf([article(body)])
        const { vocabulary } = segment
        segment.decode(0, Field.body, decoded)
        const packed = packText(decoded, vocabulary)
        const { tokenCount, unitCount } = decoded
        expect([...packed.units]).toEqual([...decoded.units.subarray(0, unitCount)])
        const startOf = (token: number): number => (token === 0 ? 0 : decoded.tokenEnd[token - 1]!)
        for (let token = 0; token < tokenCount; token++) {
          for (let unit = startOf(token); unit < decoded.tokenEnd[token]!; unit++) {
            expect([tokenStart(packed, unit), tokenEnd(packed, unit)]).toEqual([
              startOf(token),
              decoded.tokenEnd[token],
            ])
          }
        }
        expect(tokenStart(packed, unitCount)).toBe(unitCount)
        const lead = tokenCount > 0 && decoded.tokenEnd[0] === 0 ? 1 : 0
        expect(packed.lead).toBe(lead === 1 ? decoded.tokens[0] : -1)
        const first = Math.min(tokenCount, lead + (a % (tokenCount + 1)))
        const last = first + (b % (tokenCount - first + 1))
        const surface = surfaceRange(decoded, vocabulary, first, last)
        expect(surfaceOfRange(packed, vocabulary, startOf(first), startOf(last))).toBe(surface)
        expect(surfaceLengthOf(packed, vocabulary, startOf(first), startOf(last))).toBe(surface.length)
      }),
      { numRuns: 300 },
    )
  })
})

const packedText = (allot: typeof newRoom, length: number, fill: number): PackedText => {
  const { units, marks } = allot(length, 2)
  units.fill(fill)
  return { units, marks, lead: -1 }
}

describe('recent texts', () => {
  const add = (
    texts: ReturnType<typeof createRecentTexts>,
    shelf: Shelf,
    number: number,
    length: number,
  ): ArticleTexts =>
    texts.add(shelf, number, (allot) => ({
      title: packedText(allot, 3, number),
      body: packedText(allot, length, number),
    }))

  it('are found again until there are too many, then the oldest go', () => {
    const texts = createRecentTexts(2 << 20)
    const shelf: Shelf = []
    for (let number = 0; number < 3000; number++) {
      const added = add(texts, shelf, number, 1000)
      expect(takeDown(shelf, number)).toBe(added)
    }
    const kept = Array.from({ length: 3000 }, (_, number) => takeDown(shelf, number) !== undefined)
    expect(kept[0]).toBe(false)
    expect(kept.indexOf(true)).toBe(kept.lastIndexOf(false) + 1)
    const bytes = kept.filter(Boolean).length * 2000
    expect(bytes).toBeGreaterThan(1 << 20)
    expect(bytes).toBeLessThanOrEqual(2 << 20)
  })

  it('stay as they were for who holds them, on a border of four bytes', () => {
    const texts = createRecentTexts(1 << 20)
    const shelf: Shelf = []
    const held = Array.from({ length: 2000 }, (_, number) => add(texts, shelf, number, 999))
    for (const [number, { title, body }] of held.entries()) {
      expect([...title.units, body.units[0], body.units[998]]).toEqual(Array(5).fill(number))
      expect(body.units.byteOffset % 4).toBe(0)
    }
  })

  it('of endless articles are not kept', () => {
    const texts = createRecentTexts(1 << 20)
    const shelf: Shelf = []
    expect(add(texts, shelf, 7, 1 << 20).body.units).toHaveLength(1 << 20)
    expect(takeDown(shelf, 7)).toBeUndefined()
  })
})
