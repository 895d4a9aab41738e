import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseQuery, printQuery } from '../../src/query/index.js'
import { explainHit } from '../../src/search/scoring/explain.js'
import { operators } from '../../src/search/operators/index.js'
import { Searcher } from '../../src/search/searcher.js'
import { makePassage } from '../../src/search/passages/passage.js'
import { alignedText } from '../../src/search/reading/aligned-text.js'
import { Field } from '../../src/storage/segment/fields.js'
import { normalize } from '../../src/text/normalize.js'
import { unitsOf } from '../../src/text/units.js'
import { analyzer, article, segmentOf, smallCollection, smallText } from './collection.js'
import { ask, find } from './find.js'
import { nearQuery } from './queries.js'
import { readArticle, referenceSearch } from './reference.js'
import { referencePlaces } from './reference-near.js'
import { expectLinear } from '../support/growth.js'
import { volume } from '../support/volume.js'

const bodies = (texts: readonly string[], query: string): readonly string[] =>
  find(
    texts.map((text) => article(text)),
    query,
  ).toSorted()

describe('words near each other', () => {
  it('count the characters between their nearest ends, signs and blanks included, in either order', () => {
    expect(bodies(['银行，和学校', '学校12银行', '银行和一些学校'], '银行 NEAR/2 学校')).toEqual(
      ['学校12银行', '银行，和学校'].toSorted(),
    )
    expect(bodies(['银行学校', '银行 学校'], '学校 NEAR/0 银行')).toEqual(['银行学校'])
    expect(bodies(['银行😀😀学校'], '银行 NEAR/2 学校')).toHaveLength(1)
  })

  it('may be of several paragraphs, but not of several fields', () => {
    expect(bodies(['在银行\n学校里'], '银行 NEAR/1 学校')).toHaveLength(1)
    expect(find([article('学校里', { title: '银行' })], '银行 NEAR/9 学校')).toEqual([])
  })

  it('do not overlap: a word near itself stands there twice', () => {
    expect(bodies(['银行', '银行和银行'], '银行 NEAR/5 银行')).toEqual(['银行和银行'])
    expect(bodies(['贸易战'], '贸易 NEAR/5 易战')).toEqual([])
  })

  it('in quotes stand in this order, with the distances of all neighbours together', () => {
    expect(bodies(['银行的学校', '学校的银行'], '"银行 学校"~3')).toEqual(['银行的学校'])
    expect(bodies(['甲一乙一丙', '甲一一乙一丙'], '"甲 乙 丙"~2')).toEqual(['甲一乙一丙'])
  })

  it('of Latin letters are whole, strings in quotes are not', () => {
    expect(bodies(['FAIR 芯片', 'AI 芯片'], 'AI NEAR/3 芯片')).toEqual(['AI 芯片'])
    expect(bodies(['FAIR 芯片', 'AI 芯片'], '"AI" NEAR/3 芯片')).toHaveLength(2)
    expect(bodies(['kazakhstan 芯片'], 'kaz* NEAR/1 芯片')).toHaveLength(1)
  })

  it('of a sentence or paragraph stand in the same one, with the quotes closed behind it', () => {
    const texts = ['他说：“银行关了。”学校还开着。', '银行和学校都关了。', '银行关了。\n学校也关了。']
    expect(bodies(texts, '银行 SENTENCE 学校')).toEqual([texts[1]])
    expect(bodies(texts, '银行 PARAGRAPH 学校')).toEqual([texts[0], texts[1]].toSorted())
    expect(bodies(['3.5!2 银行 12:30 学校'], '银行 SENTENCE 学校')).toHaveLength(1)
  })

  it('are demanded in every mode and may be excluded, alternative, nested and of one field', () => {
    const texts = ['银行和学校', '银行很远很远很远很远的学校', '猫在银行和学校']
    for (const match of ['auto', 'all', 'any'] as const) {
      const articles = texts.map((text) => article(text))
      expect(find(articles, '猫 银行 NEAR/2 学校', { match })).not.toContain(texts[1])
      expect(find(articles, '-猫 银行 NEAR/2 学校', { match })).toEqual([texts[0]])
    }
    expect(bodies(texts, '银行 -(银行 NEAR/2 学校)')).toEqual([texts[1]])
    expect(bodies(texts, '猫 NEAR/1 (银行 NEAR/2 学校)')).toEqual([texts[2]])
    expect(bodies(texts, '(猫 | 很远) NEAR/1 (学校 | 银行)')).toEqual([texts[1], texts[2]].toSorted())
    expect(find([article('x', { title: '银行学校' })], 'title:(银行 NEAR/0 学校)')).toHaveLength(1)
    expect(find([article('x', { path: 'x' })], 'path:(x NEAR/0 md)')).toEqual([])
    expect(find([article('x')], 'path:(x NEAR/1 md)')).toHaveLength(1)
  })
})

describe('what is shown of nearness', () => {
  const text = '银行在城里。学校和医院在一起，银行很远很远。学校旁边的银行。'

  it('a passage marks words only where they stand near each other', () => {
    const segment = segmentOf([article(text)])
    const { answer } = ask([segment], '学校 NEAR/3 银行')
    const { text: shown, highlights } = makePassage(alignedText(segment, 0, Field.body), answer.marks, 200)
    expect(shown).toContain('学校')
    expect(highlights.map(([start, end]) => [shown.slice(start, end), start])).toEqual([
      ['学校', shown.lastIndexOf('学校')],
      ['银行', shown.lastIndexOf('银行')],
    ])
  })

  it('an explanation tells where and how often, and adds no points for it', () => {
    const { answer } = ask([segmentOf([article(text, { title: '银行学校' })])], '学校 NEAR/3 银行', {
      explain: explainHit,
    })
    const part = answer.hits[0]!.parts!.find(({ near }) => near !== undefined)
    expect(part).toMatchObject({ value: 0, near: { query: '学校 NEAR/3 银行', frequencies: { title: 1, body: 1 } } })
  })
})

describe('laws of nearness', () => {
  it('2,000 random queries find what a brute-force reference finds in random articles', () => {
    fc.assert(
      fc.property(smallCollection(8), fc.array(nearQuery(), { minLength: 5, maxLength: 5 }), (articles, nodes) => {
        const segments = [segmentOf(articles)]
        const reference = articles.map((one) => readArticle(one))
        for (const node of nodes) {
          const request = {
            node,
            match: 'auto',
            sort: 'score',
            offset: 0,
            limit: 100,
            facets: [],
          } as const
          const { hits } = new Searcher(segments, analyzer).search(request)
          const found = hits.map(({ article: number, score }) => ({ id: articles[number]!.id, score }))
          expect(found, printQuery(node)).toEqual(referenceSearch(reference, request).hits)
        }
      }),
      { numRuns: volume(100, 4000) },
    )
  }, 60_000)

  it('every place is one that a brute-force reference finds, and none is missing', () => {
    fc.assert(
      fc.property(nearQuery(), smallText(60), (node, source) => {
        const { text } = normalize(source)
        const places = operators
          .find(node)(unitsOf(text))
          .map(({ start, end }) => [start, end])
        expect(places, printQuery(node)).toEqual(referencePlaces(node, text))
      }),
      { numRuns: volume(500, 20_000) },
    )
  })

  it('takes time that grows with the text alone', async () => {
    await expectLinear((size) => {
      const text = unitsOf('银行学校'.repeat(size))
      const find = operators.find(parseQuery('(银行 | 行学) NEAR/5000 (学校 NEAR/10000 校银)')!)
      return () => expect(find(text).length).toBeGreaterThan(0)
    }, 20_000)
  })
})
