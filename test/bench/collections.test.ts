import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { generateArticles, generatorSource } from '../../bench/generate.js'
import { answerTruly, drawWanted } from '../../bench/support/asked.js'
import { common, findHolders } from '../../bench/support/truth.js'
import { projectRoot } from '../support/cli.js'

const corpus = generatorSource(`${projectRoot}/corpus`)
const han = fc.string({ unit: fc.constantFrom(...'一乙丙丁ab 。'), maxLength: 12 })

describe('the truth', () => {
  it('is what reading every text with includes() finds', () => {
    fc.assert(
      fc.property(fc.array(han, { maxLength: 6 }), fc.array(han, { maxLength: 6 }), (texts, strings) => {
        const named = texts.map((text, i) => [`${i}`, text] as const)
        const holders = findHolders(named, strings)
        for (const text of strings.filter((string) => string !== '')) {
          expect(holders.get(text)).toEqual(named.filter(([, whole]) => whole.includes(text)).map(([id]) => id))
        }
      }),
    )
  })

  it('of several words is what all of them share', () => {
    expect(
      common([
        ['a', 'b', 'c'],
        ['c', 'b'],
        ['b', 'c', 'd'],
      ]),
    ).toEqual(['c', 'b'])
    expect(common([['a'], []])).toEqual([])
  })

  it('is known for every string that is drawn, and for nothing that no article holds', () => {
    const wanted = drawWanted(corpus, 40, 7)
    expect(drawWanted(corpus, 40, 7)).toEqual(wanted)
    expect(drawWanted(corpus, 40, 8)).not.toEqual(wanted)
    const asked = answerTruly(corpus, { ...wanted, phrases: [...wanted.phrases, '不存在的一串字'] })
    expect(asked.phrases.length).toBeGreaterThan(wanted.phrases.length / 2)
    for (const { text, ids } of asked.phrases) {
      const whole = corpus.find(({ _id }) => _id === ids[0])!
      expect(`${whole.title}\n${whole.text}`.normalize('NFKC').toLowerCase()).toContain(text)
    }
    expect(asked.phrases.map(({ text }) => text)).not.toContain('不存在的一串字')
  })
})

describe('generated collections', () => {
  it('are the same for the same seed, and another for another', () => {
    const some = [...generateArticles(corpus, 30, 3)]
    expect([...generateArticles(corpus, 30, 3)]).toEqual(some)
    expect([...generateArticles(corpus, 30, 4)]).not.toEqual(some)
    expect(new Set(some.map(({ _id }) => _id)).size).toBe(30)
  })

  it('begin alike whatever their size, and are about as long as their source', () => {
    const small = [...generateArticles(corpus, 10, 3)]
    const large = [...generateArticles(corpus, 300, 3)]
    expect(large.slice(0, 10)).toEqual(small)
    const average = (articles: readonly { text: string }[]) =>
      articles.reduce((sum, { text }) => sum + text.length, 0) / articles.length
    expect(average(large) / average(corpus)).toBeGreaterThan(0.8)
    expect(average(large) / average(corpus)).toBeLessThan(1.6)
  })
})
