import { describe, expect, it } from 'vitest'
import { defaultFields, Field } from '../../src/storage/segment/fields.js'
import { Leaf } from '../../src/search/leaf.js'
import { forEachBit } from '../../src/search/matching/bitset.js'
import { occurs, stringSet } from '../../src/search/matching/phrase.js'
import { article, segmentOf } from './collection.js'

/** Of 600 articles: most with 旗舰 and another Latin word; some with "pro" in it, before, after or apart from 旗舰. */
const middles = ['notepro旗舰', 'notepro 旗舰', '旗舰pro', 'pro旗舰', '旗舰profile', 'profile旗舰', '旗舰 pro']
const bodies = Array.from({ length: 600 }, (_, at) =>
  at % 40 < middles.length ? `新款${middles[at % 40]}机型${at}` : `新款phone${at}旗舰机型`,
)
const reader = segmentOf(bodies.map((body, at) => article(body, { id: `${at}` })))
const leaf = new Leaf(reader)

/** What is done, and how many texts it decodes. */
function counted<T>(work: () => T): { readonly result: T; readonly decoded: number } {
  const decode = reader.decode.bind(reader)
  let decoded = 0
  reader.decode = (...parameters) => {
    decoded++
    decode(...parameters)
  }
  try {
    return { result: work(), decoded }
  } finally {
    reader.decode = decode
  }
}

describe('a string that cuts a Latin word', () => {
  for (const text of ['pro旗舰', 'notepro旗舰', '旗舰pro', '旗舰prof', 'file旗舰', 'pro旗舰机型4']) {
    it(`${text} is in exactly the articles whose text has it, and few others are read`, () => {
      const wanted = bodies.flatMap((body, at) => (body.includes(text) ? [at] : []))
      const { result, decoded } = counted(() => stringSet(leaf, [Field.body], text))
      const found: number[] = []
      forEachBit(result, (at) => void found.push(at))
      expect(found).toEqual(wanted)
      expect(decoded).toBeLessThan(120)
    })
  }

  it('that no article contains is missed without reading the texts of its Han characters', () => {
    const { result, decoded } = counted(() => occurs([leaf], 'plus旗舰', defaultFields))
    expect(result).toBe(false)
    expect(decoded).toBe(0)
  })
})
