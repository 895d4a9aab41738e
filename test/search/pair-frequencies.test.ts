import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createPairFrequencies } from '../../src/search/scoring/pair-frequencies.js'
import { defaultFields } from '../../src/storage/segment/fields.js'
import type { SegmentReader } from '../../src/storage/segment/reader.js'
import { article, segmentOf } from './collection.js'

const units = Array.from('渡口的船桥', (character) => character.charCodeAt(0))

/** One dictionary after the other, as it is counted for a term alone. */
function countOf(segments: readonly SegmentReader[], first: number, second: number): number {
  const ofField = defaultFields.map((field) =>
    segments.reduce((sum, segment) => sum + segment.pairs(field).documentFrequency(first, second), 0),
  )
  return Math.max(...ofField)
}

describe('frequencies of bigrams in all segments', () => {
  it('are the sums of their dictionaries, in the field where most articles hold them', () => {
    const text = fc.array(fc.constantFrom(...'渡口的船桥，'), { maxLength: 12 }).map((parts) => parts.join(''))
    const one = fc.record({ body: text, title: text, tag: text }).map(({ body, title, tag }) => ({
      ...article(body, { title, tags: [tag] }),
      id: 'x',
    }))
    fc.assert(
      fc.property(fc.array(fc.array(one, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 4 }), (parts) => {
        const segments = parts.map((part) => segmentOf(part))
        const pairs = createPairFrequencies(segments, defaultFields)
        for (const first of units)
          for (const second of units) expect(pairs(first, second)).toBe(countOf(segments, first, second))
      }),
      { numRuns: 60 },
    )
  })

  it('are right after a group that could not be read', () => {
    const sound = segmentOf([article('渡口的船')])
    const [first, second] = units as [number, number]
    const failing = {
      pairs: () => ({
        addSeconds: () => {
          throw new Error('damaged')
        },
      }),
    } as unknown as SegmentReader
    expect(() => createPairFrequencies([sound, failing], defaultFields)(first, second)).toThrow('damaged')
    expect(createPairFrequencies([sound], defaultFields)(first, second)).toBe(1)
  })
})
