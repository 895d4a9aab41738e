import { describe, expect, it } from 'vitest'
import { article, segmentOf } from './collection.js'
import { ask } from './find.js'

describe('a search that meets a damaged text', () => {
  it('leaves nothing behind that changes the answers after it', () => {
    const articles = [article('银行的贷款在街角'), article('学校的贷款'), article('街角的学校和银行')]
    const segment = segmentOf(articles)
    const damaged = Object.assign(segmentOf(articles), {
      units: () => {
        throw new Error('damaged')
      },
    })
    const scores = (): number[] => ask([segment], '学校 街角').answer.hits.map(({ score }) => score)
    const before = scores()
    expect(() => ask([damaged], '银行 贷款')).toThrow('damaged')
    expect(scores()).toEqual(before)
  })
})
