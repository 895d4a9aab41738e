import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createListFinder } from '../../src/search/scoring/field-lists.js'
import { collectImpacts, decodeImpacts, saturate, saturationOf } from '../../src/search/scoring/impacts.js'
import { ranking } from '../../src/search/parameters.js'
import type { PlannedTerm } from '../../src/search/planning/plan.js'
import { defaultFields } from '../../src/storage/segment/fields.js'
import { article, segmentOf } from './collection.js'
import type { TestArticle } from './collection.js'

const term = (text: string): PlannedTerm => ({
  kind: 'pair',
  text,
  weight: 1,
  occurrences: 1,
  required: true,
  marked: true,
  fields: defaultFields,
  soft: true,
})
const saturation = saturationOf(ranking, 7)
const open = (parts: readonly (readonly TestArticle[])[]) => {
  const segments = parts.map((part) => segmentOf(part))
  return { segments, finder: createListFinder(segments, () => 1) }
}

describe('impacts', () => {
  it('of a term are BM25F over all its fields', () => {
    const body = '渡口的船，渡口的人'
    const { segments, finder } = open([[article('无'), article(body, { title: '渡口', captions: ['渡口'] })]])
    const { documents, values, starts } = finder.impacts(finder.find(term('渡口'))!, saturation, 'all')!
    const f = 1 + 2 + 0.6
    const { k1, b } = ranking
    const expected = ((k1 + 1) * f) / (f + k1 * (1 - b) + ((k1 * b) / 7) * segments[0]!.lengths[1]!)
    expect([[...documents], [...starts]]).toEqual([[1], [0, 1]])
    expect(values[0]).toBeCloseTo(expected, 12)
    expect(saturate(f, segments[0]!.lengths[1]!, saturation)).toBeCloseTo(expected, 12)
  })

  it('in all segments are those of each', () => {
    const body = fc.array(fc.constantFrom('渡口', '的船', '渡', '口'), { maxLength: 6 }).map((words) => words.join(''))
    const one = fc.record({ body, title: body }).map((made) => article(made.body, { ...made, id: 'x' }))
    fc.assert(
      fc.property(fc.array(fc.array(one, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 4 }), (parts) => {
        const { segments, finder } = open(parts)
        const { bySegment } = finder.find(term('渡口'))!
        const { documents, values, starts } = collectImpacts(segments, bySegment, saturation)
        for (const [number, segment] of segments.entries()) {
          const [from, to] = [starts[number]!, starts[number + 1]!]
          const own =
            bySegment[number]!.length === 0 ? undefined : decodeImpacts(segment, bySegment[number]!, saturation)
          expect([...documents.subarray(from, to)]).toEqual([...(own?.documents.subarray(0, own.count) ?? [])])
          expect([...values.subarray(from, to)]).toEqual([...(own?.values.subarray(0, own.count) ?? [])])
        }
        expect(documents.length).toBe(starts[segments.length])
      }),
      { numRuns: 60 },
    )
  })

  it('are kept until other numbers are asked for', () => {
    const { finder } = open([[article('渡口')]])
    const lists = finder.find(term('渡口'))!
    const first = finder.impacts(lists, saturation, 'all')!
    expect(finder.impacts(lists, saturationOf(ranking, 7), 'some')).toBe(first)
    const others = finder.impacts(lists, saturationOf({ ...ranking, k1: 1.2 }, 7), 'all')!
    expect(others.values[0]).not.toBe(first.values[0])
    expect(finder.impacts(lists, saturation, 'all')!.values).toEqual(first.values)
  })

  it('of endless lists are computed where they are wanted whole, and not kept where they would fill everything', () => {
    const { finder } = open([[article('渡口')]])
    const lists = finder.find(term('渡口'))!
    expect(finder.impacts({ ...lists, postings: 20_000 }, saturation, 'some')).toBeUndefined()
    expect(finder.impacts({ ...lists, postings: 20_000 }, saturation, 'all')).toBeDefined()
    expect(finder.impacts({ ...lists, postings: 100_000 }, saturation, 'all')).toBeUndefined()
  })

  it('of the terms asked for first go when there are too many', () => {
    const { finder } = open([[article('渡口')]])
    const lists = Array.from({ length: 40_000 }, () => ({ ...finder.find(term('渡口'))! }))
    for (const one of lists) finder.impacts(one, saturation, 'all')
    const kept = lists.filter(({ impacts }) => impacts !== undefined)
    expect(kept.length).toBeGreaterThan(0)
    expect(kept.length).toBeLessThan(33_000)
    expect(lists.at(-1)!.impacts).toBeDefined()
  })
})
