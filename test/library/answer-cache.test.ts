import { gunzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { AnswerCache } from '../../src/library/answer-cache.js'

const bytes = (length: number, fill = 97) => new Uint8Array(length).fill(fill)

describe('answers that are kept', () => {
  it('are found again for the same commit and key alone', () => {
    const kept = new AnswerCache(100_000)
    const answer = kept.add('one', 'key', bytes(10))
    expect(kept.find('one', 'key')).toBe(answer)
    expect(kept.find('one', 'other')).toBeUndefined()
    expect(kept.find('two', 'key')).toBeUndefined()
    expect(kept.find('one', 'key')).toBeUndefined()
    expect(kept.bytes).toBe(0)
  })

  it('stay within their bytes, and the least recently used go first', () => {
    const kept = new AnswerCache(20_000)
    for (let i = 0; i < 100; i++) {
      kept.add('one', `${i}`, bytes(1000))
      kept.find('one', '0')
      expect(kept.bytes).toBeLessThanOrEqual(20_000)
    }
    expect(kept.find('one', '0')).toBeDefined()
    expect(kept.find('one', '1')).toBeUndefined()
    expect(kept.find('one', '99')).toBeDefined()
  })

  it('are not kept where one would take a large share of all, and not twice under a key', () => {
    const kept = new AnswerCache(20_000)
    expect(kept.add('one', 'large', bytes(5000)).plain).toHaveLength(5000)
    expect(kept.find('one', 'large')).toBeUndefined()
    kept.add('one', 'key', bytes(100))
    const before = kept.bytes
    kept.add('one', 'key', bytes(100))
    expect(kept.bytes).toBe(before)
    expect(new AnswerCache(0).add('one', 'key', bytes(1)).plain).toHaveLength(1)
  })

  it('count their packed form, which is made once', () => {
    const kept = new AnswerCache(100_000)
    const answer = kept.add('one', 'key', bytes(3000))
    const before = kept.bytes
    const packed = kept.pack('key', answer, 'gzip')
    expect(gunzipSync(packed)).toHaveLength(3000)
    expect(kept.bytes).toBe(before + packed.length)
    expect(kept.pack('key', answer, 'gzip')).toBe(packed)
  })
})
