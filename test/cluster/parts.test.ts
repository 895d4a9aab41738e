/** The parts of a cluster's answers that need no cluster. */
import { existsSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Generations } from '../../src/cluster/generations.js'
import { orderNumber } from '../../src/cluster/point.js'
import { shareCondition } from '../../src/cluster/answers/filter.js'
import { nextVersions, versionAt } from '../../src/cluster/generations.js'
import type { Query } from '../../src/cluster/query.js'
import { phraseTokens, rankedTerms, termToken, tokensOfFields } from '../../src/cluster/terms.js'
import { buildIndex } from '../../src/indexing/build-index.js'
import { compactIndex } from '../../src/indexing/compact-index.js'
import { checkIndex } from '../../src/library/check.js'
import { noDate } from '../../src/storage/segment/format.js'
import { defaultFields, Field, type FieldId } from '../../src/storage/segment/fields.js'
import type { Weighing } from '../../src/search/planning/weighing.js'
import { normalize } from '../../src/text/normalize.js'

describe('addresses', () => {
  it('are refused by what writes, checks or merges a folder, before it makes one', async () => {
    const dir = 'opensearch://host/news'
    const refusal = { code: 'USAGE', reason: 'INDEX_UNFIT', parameters: { what: 'cluster' } }
    await expect(buildIndex({ paths: ['src'], dir })).rejects.toMatchObject(refusal)
    await expect(compactIndex(dir)).rejects.toMatchObject(refusal)
    await expect(checkIndex(dir)).rejects.toMatchObject(refusal)
    expect(existsSync('opensearch:')).toBe(false)
  })
})

const characters = fc.constantFrom('银', '行', 'a', 'b', '1', '-', ' ', '\n', '𠮷', '，', 'あ', '\ud800', '\u3000')
const texts = fc.array(characters, { maxLength: 24 }).map((parts) => parts.join(''))

describe('texts as tokens', () => {
  it('hold a phrase exactly where the text holds the string', () => {
    fc.assert(
      fc.property(texts, texts, (text, other) => {
        const needle = normalize(other).text.trim()
        fc.pre(needle !== '')
        const tokens = ` ${tokensOfFields([text])} `
        expect(tokens.includes(` ${phraseTokens(needle, false, false)} `)).toBe(normalize(text).text.includes(needle))
      }),
    )
  })

  it('hold a whole word only where it is no part of a longer one', () => {
    const tokens = ` ${tokensOfFields(['COVID-19 与 covids'])} `
    const has = (word: string): boolean => tokens.includes(` ${phraseTokens(word, true, true)} `)
    expect([has('covid'), has('covids'), has('ovid'), has('19'), has('covid-19')]).toEqual([
      true,
      true,
      false,
      true,
      true,
    ])
  })

  it('let no phrase run from one field into the next', () => {
    expect(` ${tokensOfFields(['银', '行'])} `).not.toContain(` ${phraseTokens('银行', false, false)} `)
  })

  it('name each term by itself, whatever characters it has', () => {
    const token = (kind: 'pair' | 'term', text: string, field: readonly FieldId[] = defaultFields): string =>
      termToken({ kind, text, fields: field })
    expect(token('pair', '银行')).toBe('银行')
    const names = [
      token('pair', '银行'),
      token('term', '银行'),
      token('pair', '银行', [Field.title]),
      token('pair', '1/'),
      token('pair', '|9'),
      token('pair', '\ud800 '),
      token('term', 'a'.repeat(2000)),
    ]
    expect(new Set(names).size).toBe(names.length)
    for (const name of names) expect(name).toMatch(/^[^\s|]{1,255}$/)
  })
})

interface Bool {
  readonly filter?: readonly Query[]
  readonly should?: readonly Query[]
}

/** What a filter says of an article that holds some terms. */
function holds(query: Query, terms: ReadonlySet<string>): boolean {
  const { term, bool } = query as { term?: Record<string, { value: string }>; bool?: Bool }
  if (term !== undefined) return terms.has(term[rankedTerms]!.value)
  if (bool === undefined) return false
  const { filter = [], should } = bool
  return filter.every((part) => holds(part, terms)) && (should?.some((part) => holds(part, terms)) ?? true)
}

describe('a demanded share as a filter', () => {
  it('matches what holds enough weight', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 7 })
    fc.assert(
      fc.property(weights, fc.double({ min: 0.01, max: 1, noNaN: true }), fc.nat(), (unsorted, share, subset) => {
        const sorted = unsorted.sort((a, b) => b - a)
        const names = ['甲', '乙', '丙', '丁', '戊', '己', '庚']
        const terms = sorted.map((weight, i) => {
          const term = {
            kind: 'character',
            text: names[i]!,
            weight,
            required: false,
            marked: false,
            soft: true,
            fields: defaultFields,
          }
          return { term, weight, idf: 1, documentFrequency: 1 }
        })
        const demandedShare = sorted.reduce((a, b) => a + b, 0) * share
        const condition = shareCondition({ terms, demandedShare } as unknown as Weighing)
        fc.pre(condition !== undefined)
        const held = sorted.map((_, i) => ((subset >> i) & 1) === 1)
        const sum = sorted.reduce((total, weight, i) => total + (held[i]! ? weight : 0), 0)
        expect(holds(condition, new Set(names.filter((_, i) => held[i] === true)))).toBe(sum >= demandedShare)
      }),
    )
  })
})

describe('numbers', () => {
  it('have versions: a reader sees the one of its own push until the next is committed', () => {
    const at = (generation: number, ...dead: number[]): Generations => ({ generation, floor: 0, dead })
    const first = nextVersions([], { generation: 1, data: 'one' }, at(0))
    const crashed = nextVersions(first, { generation: 2, data: 'two, of a push that died' }, at(1))
    const third = nextVersions(crashed, { generation: 3, data: 'three' }, at(1))
    const seen = [at(0), at(1), at(3, 2), at(4, 2)].map((head) => versionAt(third, head)?.data ?? '')
    expect(seen).toEqual(['', 'one', 'three', 'three'])
    expect(versionAt(crashed, at(3, 2))?.data).toBe('one')
    expect(nextVersions(third, { generation: 4, data: 'four' }, at(3, 2)).map(({ generation }) => generation)).toEqual([
      4, 3,
    ])
  })

  it('order days and lengths as the local index does', () => {
    const cases = [
      [19000, 10],
      [19000, 9],
      [18999, 4_000_000],
      [-3000, 5],
      [noDate, 7],
      [noDate, 0],
    ] as const
    const numbers = cases.map(([day, length]) => orderNumber(day, length))
    expect([...numbers].sort((a, b) => b - a)).toEqual(numbers)
    expect(numbers.every(Number.isSafeInteger)).toBe(true)
  })
})
