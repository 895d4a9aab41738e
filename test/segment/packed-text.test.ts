import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  isUnchanged,
  packText,
  surfaceLengthOf,
  surfaceOfRange,
  surfaceStart,
  tokenEnd,
  tokenStart,
} from '../../src/storage/segment/articles/packed-text.js'
import type { SegmentCache } from '../../src/storage/segment/articles/recent-texts.js'
import {
  RecentTexts,
  createSegmentCache,
  readTexts,
  readUnits,
} from '../../src/storage/segment/articles/recent-texts.js'
import type { DecodedText } from '../../src/storage/segment/articles/text-codec.js'
import { createDecodedText, surfaceRange } from '../../src/storage/segment/articles/text-codec.js'
import { Field } from '../../src/storage/segment/fields.js'
import { isChanged } from '../../src/storage/segment/vocabulary/codec.js'
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
        const isChangedAt = (token: number): boolean =>
          decoded.tokenEnd[token]! > startOf(token) && isChanged(vocabulary, decoded.tokens[token]!)
        const changes = Array.from({ length: last - first }, (_, i) => isChangedAt(first + i))
        if (startOf(first) < startOf(last))
          expect(isUnchanged(packed, startOf(first), startOf(last))).toBe(!changes.includes(true))
        const whole = surfaceRange(decoded, vocabulary, 0, tokenCount)
        const least = 1 + (a % 30)
        const start = surfaceStart(packed, vocabulary, least)
        expect(start.slice(0, least)).toBe(whole.slice(0, least))
        expect(whole.startsWith(start)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})

/** Of one character again and again, each a token. */
const decodedText = (length: number, unit: number): DecodedText => ({
  tokens: new Int32Array(length),
  tokenEnd: Int32Array.from({ length }, (_, token) => token + 1),
  tokenCount: length,
  units: new Uint16Array(length).fill(unit),
  unitCount: length,
})

describe('recent texts', () => {
  const { vocabulary } = segmentOf([article('渡口')])
  const add = (texts: RecentTexts, cache: SegmentCache, number: number, length: number) =>
    texts.add(cache, number, decodedText(3, number), decodedText(length, number), vocabulary)
  const none = { units: new Uint16Array(0), title: 0, titleEnd: 0, body: 0, bodyEnd: 0 }

  it('are found again until there are too many, then the oldest go', () => {
    const texts = new RecentTexts(2)
    const cache = createSegmentCache(3000)
    for (let number = 0; number < 3000; number++) {
      add(texts, cache, number, 999)
      cache.texts[number] = readTexts(texts.find(cache, number)!)
    }
    const kept = Array.from({ length: 3000 }, (_, number) => texts.find(cache, number) !== undefined)
    expect(kept[0]).toBe(false)
    expect(kept.indexOf(true)).toBe(kept.lastIndexOf(false) + 1)
    expect(cache.texts.map((known) => known !== undefined)).toEqual(kept)
    const bytes = kept.filter(Boolean).length * 2300
    expect(bytes).toBeGreaterThan(1 << 20)
    expect(bytes).toBeLessThanOrEqual(2 << 20)
  })

  it('hold title and body apart, and stay as they were for who holds them', () => {
    const texts = new RecentTexts(1)
    const cache = createSegmentCache(2000)
    const held = Array.from({ length: 2000 }, (_, number) => {
      const range = add(texts, cache, number, 999)
      return { views: readTexts(range), places: readUnits(range, { ...none }) }
    })
    for (const [number, { views, places }] of held.entries()) {
      const { units, title, titleEnd, body, bodyEnd } = places
      expect([...units.slice(title, titleEnd)]).toEqual([number, number, number])
      expect([...new Set(units.slice(body, bodyEnd))]).toEqual([number])
      expect([titleEnd - title, bodyEnd - body]).toEqual([3, 999])
      expect([...views.title.units]).toEqual([number, number, number])
      expect([views.body.units.length, views.body.units[998], tokenStart(views.body, 998)]).toEqual([999, number, 998])
    }
  })

  it('of endless articles are not kept', () => {
    const texts = new RecentTexts(1)
    const cache = createSegmentCache(10)
    const { units, body, bodyEnd } = readUnits(add(texts, cache, 7, 1 << 20), { ...none })
    expect([...new Set(units.subarray(body, bodyEnd))]).toEqual([7])
    expect(texts.find(cache, 7)).toBeUndefined()
  })

  it('say where an article without a title begins', () => {
    const texts = new RecentTexts(1)
    const cache = createSegmentCache(1)
    texts.add(cache, 0, decodedText(0, 0), decodedText(5, 9), vocabulary)
    const { units, title, titleEnd, body, bodyEnd } = readUnits(texts.find(cache, 0)!, { ...none })
    expect([titleEnd - title, ...units.subarray(body, bodyEnd)]).toEqual([0, 9, 9, 9, 9, 9])
    expect(readTexts(texts.find(cache, 0)!)).toMatchObject({ title: { lead: -1 }, body: { lead: -1 } })
  })
})
