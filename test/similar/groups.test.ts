import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { areSimilar, groupSimilar } from '../../src/search/similar/near-duplicates.js'
import { createShingles, overlapOf, readShingles, shingleSet } from '../../src/text/shingles.js'
import { agreement, signatureLength, writeSignature } from '../../src/search/similar/equal-articles.js'

const units = (text: string): Uint16Array => Uint16Array.from(text, (_, i) => text.charCodeAt(i))
const setOf = (text: string): Set<number> => shingleSet(readShingles(units(text), text.length, createShingles()))

/** Text that repeats itself as little as news do. */
function story(seed: number, length: number): string {
  let state = seed * 2654435761
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return String.fromCharCode(0x4e00 + ((state >>> 8) % 3000))
  }).join('')
}

function groupsOf(texts: readonly string[], onCompare: () => void = () => undefined): number[] {
  const signatures = new Uint16Array(texts.length * signatureLength)
  const has = texts.map((text, i) =>
    writeSignature(readShingles(units(text), text.length, createShingles()), signatures, i * signatureLength),
  )
  const sets = texts.map(setOf)
  const compare = (a: number, b: number) => {
    onCompare()
    return overlapOf(sets[a]!, sets[b]!)
  }
  return [...groupSimilar(texts.length, signatures, (i) => has[i]!, compare)]
}

describe('shingles', () => {
  it('are the same whatever blanks and line breaks stand between', () => {
    expect(setOf('渡口的旧桥\n今年重修 了')).toEqual(setOf('渡口的旧桥今年重修了'))
  })

  it('are as many as there are stretches of five', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), (length) => {
        const text = story(1, length)
        const plain = new Set(Array.from({ length: Math.max(0, length - 4) }, (_, at) => text.slice(at, at + 5)))
        expect(setOf(text).size).toBe(plain.size)
      }),
    )
  })
})

describe('signatures', () => {
  it('agree about as often as the texts resemble each other', () => {
    for (const shared of [0, 200, 500, 800, 1000]) {
      const [a, b] = [story(1, shared) + story(2, 1000 - shared), story(1, shared) + story(3, 1000 - shared)]
      const signatures = new Uint16Array(2 * signatureLength)
      writeSignature(readShingles(units(a), a.length, createShingles()), signatures, 0)
      writeSignature(readShingles(units(b), b.length, createShingles()), signatures, signatureLength)
      const { resemblance } = overlapOf(setOf(a), setOf(b))
      expect(Math.abs(agreement(signatures, 0, signatureLength) - resemblance)).toBeLessThan(0.15)
    }
  })

  it('are none for texts too short to tell', () => {
    const signatures = new Uint16Array(signatureLength)
    expect(writeSignature(readShingles(units('短'), 1, createShingles()), signatures, 0)).toBe(false)
  })
})

describe('groups', () => {
  const original = story(1, 600)
  const retitled = story(2, 20) + original
  const cut = original.slice(0, 200) + original.slice(260)
  const longer = original.slice(0, 300) + story(3, 100) + original.slice(300)

  it('hold what was retitled, cut or added to, and nothing else', () => {
    expect(groupsOf([original, story(4, 600), retitled, cut, story(5, 600), longer])).toEqual([0, 1, 0, 0, 4, 0])
  })

  it('never change by what comes later', () => {
    const texts = [original, story(4, 600), cut, retitled, story(6, 80)]
    expect(groupsOf([...texts, longer, story(7, 600)]).slice(0, texts.length)).toEqual(groupsOf(texts))
  })

  it('compare each text with four at most, however many share a form', () => {
    const form = story(9, 300)
    const texts = Array.from({ length: 80 }, (_, i) => story(200 + i, 260) + form)
    let compared = 0
    expect(groupsOf(texts, () => compared++)).toEqual(texts.map((_, i) => i))
    expect(compared).toBeGreaterThan(texts.length)
    expect(compared).toBeLessThanOrEqual(texts.length * 4)
  })

  it('keep a form with other names and numbers apart', () => {
    const form = (seed: number): string =>
      Array.from({ length: 12 }, (_, i) => story(100 + i, 10) + story(seed * 50 + i, 8)).join('')
    expect(areSimilar(overlapOf(setOf(form(1)), setOf(form(2))))).toBe(false)
  })
})
