import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeList, scratch } from '../../src/search/matching/lists.js'
import type { PlannedTerm } from '../../src/search/planning/plan.js'
import { countPairs, numberPairs } from '../../src/search/scoring/pair-frequencies.js'
import { defaultFields, type FieldId } from '../../src/storage/segment/fields.js'
import type { SegmentReader } from '../../src/storage/segment/reader.js'
import { article, segmentOf, smallCollection } from './collection.js'

const characters = [...'中国银行人民大学生活贸易战的了是什么为猫狗の野']
const terms = characters.flatMap((first) => characters.map((second) => pairOf(first + second)))
const numbers = numberPairs(terms)

function pairOf(text: string): PlannedTerm {
  return {
    kind: 'pair',
    text,
    weight: 1,
    occurrences: 1,
    required: true,
    marked: true,
    fields: defaultFields,
    soft: true,
  }
}

/** What the list of a bigram says of an article. */
function listed(segment: SegmentReader, field: FieldId, text: string, article: number): number {
  const list = segment.pairs(field).find(text.charCodeAt(0), text.charCodeAt(1))
  const count = list === undefined ? 0 : decodeList(list)
  const at = scratch.documents.subarray(0, count).indexOf(article)
  return at < 0 ? 0 : scratch.frequencies[at]!
}

const allOf = (segment: SegmentReader): Int32Array => Int32Array.from({ length: segment.articles }, (_, at) => at)

function fromLists(segment: SegmentReader): number[] {
  const articles = [...allOf(segment)]
  return articles.flatMap((at) =>
    defaultFields.flatMap((field) => terms.map(({ text }) => listed(segment, field, text, at))),
  )
}

describe('bigrams counted in texts', () => {
  it('are as many as their lists say, in every field', () => {
    fc.assert(
      fc.property(smallCollection(4), (articles) => {
        const segment = segmentOf(articles)
        expect([...countPairs(segment, allOf(segment), numbers)!]).toEqual(fromLists(segment))
      }),
      { numRuns: 40 },
    )
  })

  it('are no more than lists can say', () => {
    const segment = segmentOf([article('中国银行，'.repeat(300))])
    const counts = countPairs(segment, allOf(segment), numbers)!
    expect(Math.max(...counts)).toBe(255)
    expect([...counts]).toEqual(fromLists(segment))
  })

  it('are not counted where texts are longer than their lists take to read', () => {
    const segment = segmentOf([article('猫'.repeat(4000))])
    expect(countPairs(segment, allOf(segment), numberPairs(terms.slice(0, 10)))).toBeUndefined()
  })
})
