import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { alignedText } from '../../src/search/reading/aligned-text.js'
import { Field } from '../../src/storage/segment/fields.js'
import type { SegmentReader } from '../../src/storage/segment/reader.js'
import { ranking } from '../../src/search/parameters.js'
import { planQuery } from '../../src/search/planning/plan.js'
import { marksOf, Searcher } from '../../src/search/searcher.js'
import type { WeightedMarks } from '../../src/search/passages/marks.js'
import { makePassage, markSurface } from '../../src/search/passages/passage.js'
import type { Snippet } from '../../src/base/answers.js'
import { createAnalysis } from '../../src/text/analysis/analysis.js'
import { normalize } from '../../src/text/normalize.js'
import { analyzer, article, segmentOf, smallText } from '../search/collection.js'
import { anyQuery, anyString, wordQuery } from '../search/queries.js'
import { volume } from '../support/volume.js'

/** The small alphabet, and what hostile pages hold: control characters, bidi controls, half characters. */
const hostile = fc.constantFrom(
  '\u001b[31m',
  '\u0007',
  '\u202e',
  '\u2066',
  '\u0085',
  '\ud840',
  '\udfb7',
  '\u200f',
  'ﬁ',
  '㈠',
)
const body = fc
  .array(fc.oneof({ weight: 8, arbitrary: smallText(12) }, { weight: 1, arbitrary: hostile }), { maxLength: 20 })
  .map((parts) => parts.join(''))
const query = fc.oneof(wordQuery(), anyQuery())
const length = fc.integer({ min: 20, max: 60 })

interface Example {
  readonly body: string
  readonly segment: SegmentReader
  readonly marks: WeightedMarks
}

const example = fc.tuple(body, query).map(([text, node]): Example & { node: typeof node } => {
  const segment = segmentOf([article(text), article('银行')])
  return { body: text, segment, marks: marksOf(node, new Searcher([segment], analyzer)), node }
})

const passageOf = ({ segment, marks }: Example, length: number): Snippet =>
  makePassage(alignedText(segment, 0, Field.body), marks, length)

const law = <T extends [unknown, ...unknown[]]>(name: string, property: fc.IPropertyWithHooks<T>): void => {
  it(name, () => fc.assert(property, { numRuns: volume(100, 5000) }), volume(60_000, 1_200_000))
}

/** Ends of tokens in the original text: places where a passage may begin or end. */
function borders(text: string): Set<number> {
  const { tokenCount, surfaceEnd } = analyzer.analyze(text, createAnalysis())
  return new Set([0, ...surfaceEnd.subarray(0, tokenCount)])
}

describe('laws of passages', () => {
  law(
    'a passage is a stretch of the article that begins and ends between words, without a control character',
    fc.property(example, length, (one, length) => {
      const { text } = passageOf(one, length)
      expect(text).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u206f]/)
      const places = borders(one.body)
      const plain = one.body.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u206f]/g, ' ')
      // A … at either end is the passage's or the article's own.
      const inner = [text, text.replace(/^…/, '')].flatMap((rest) => [rest, rest.replace(/…$/, '')])
      const isThere = (stretch: string): boolean =>
        [...places].some((at) => plain.startsWith(stretch, at) && places.has(at + stretch.length))
      expect(inner.some(isThere)).toBe(true)
    }),
  )

  law(
    'a passage is about as long as asked',
    fc.property(example, length, (one, length) => {
      expect(passageOf(one, length).text.length).toBeLessThanOrEqual(2 * length)
    }),
  )

  law(
    'highlights ascend, are apart and lie inside, never half a character',
    fc.property(example, length, (one, length) => {
      const { text, highlights } = passageOf(one, length)
      expectRanges(text, highlights)
      expectRanges(one.body, markSurface(alignedText(one.segment, 0, Field.body), one.marks))
    }),
  )

  law(
    'what is marked was asked for',
    fc.property(example, length, (one, length) => {
      const asked = planQuery(one.node, 'auto', analyzer, ranking)
      const units = new Set(
        [...asked.terms.map(({ text }) => text), ...asked.strings.map(({ text }) => normalize(text).text)].join(''),
      )
      const { text, highlights } = passageOf(one, length)
      for (const [start, end] of highlights) {
        const marked = normalize(text.slice(start, end)).text
        // What one character of the original was spelled by stays together.
        // Inside a mark a blank is a bidi or control character that vanished from the article's word.
        if (!/[ﬁ㈠]/.test(text)) expect([...marked.replaceAll(' ', '')].filter((unit) => !units.has(unit))).toEqual([])
      }
    }),
  )

  law(
    'every place of an exact string is marked in the whole text',
    fc.property(body, anyString(), (text, wanted) => {
      const segment = segmentOf([article(text)])
      const node = { kind: 'exact' as const, span: [0, wanted.length] as const, text: wanted }
      const aligned = alignedText(segment, 0, Field.body)
      const ranges = markSurface(aligned, marksOf(node, new Searcher([segment], analyzer)))
      const { text: normalized, offsets } = normalize(text)
      const string = normalize(wanted).text.trim()
      const place = (unit: number): number => offsets?.[unit] ?? unit
      for (let at = normalized.indexOf(string); string !== '' && at >= 0; at = normalized.indexOf(string, at + 1)) {
        const [start, end] = [place(at), place(at + string.length - 1)]
        expect(ranges.some(([a, b]) => a <= start && end < b)).toBe(true)
      }
    }),
  )
})

function expectRanges(text: string, ranges: readonly (readonly [number, number])[]): void {
  let last = -1
  for (const [start, end] of ranges) {
    expect(start).toBeGreaterThan(last)
    expect(end).toBeGreaterThan(start)
    expect(end).toBeLessThanOrEqual(text.length)
    for (const at of [start, end]) expect(splitsCharacter(text, at)).toBe(false)
    last = end
  }
}

const splitsCharacter = (text: string, at: number): boolean =>
  at > 0 && /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(at - 1, at + 1))
