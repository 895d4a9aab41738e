import { describe, expect, it } from 'vitest'
import type { SegmentReader } from '../../src/storage/segment/reader.js'
import { article, segmentOf } from './collection.js'
import { ask } from './find.js'

describe('a search that meets a damaged text', () => {
  it('leaves nothing behind that changes the answers after it', () => {
    const segment = segmentOf([article('银行的贷款在街角'), article('学校的贷款'), article('街角的学校和银行')])
    const damaged: SegmentReader = {
      ...segment,
      units: () => {
        throw new Error('damaged')
      },
    }
    const scores = (): number[] => ask([segment], '学校 街角').answer.hits.map(({ score }) => score)
    const before = scores()
    expect(() => ask([damaged], '银行 贷款')).toThrow('damaged')
    expect(scores()).toEqual(before)
  })
})
