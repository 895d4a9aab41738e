import { describe, expect, test } from 'vitest'
import { MAX_QUERY_DEPTH, MAX_QUERY_LENGTH, readQuery } from '../../src/query/index.js'
import { and, boost, date, exact, field, fuzzy, leniently, near, not, or, refusal, text, type Bare } from './support.js'
import { expectLinear } from '../support/growth.js'

/** The query, the column and the complaint of the strict mode, and what the lenient mode makes of it. */
const CASES: readonly (readonly [string, number, string, Bare | undefined])[] = [
  ['foo:bar', 1, 'unknown field "foo"', text('foo:bar')],
  ['a Titel:b', 3, 'unknown field "Titel"', and(text('a'), text('Titel:b'))],
  ['a -year:2024', 4, 'unknown field "year"', and(text('a'), not(text('year:2024')))],
  ['title:', 1, 'title: has no value', undefined],
  ['a title: -b', 3, 'title: has no value', and(text('a'), not(text('b')))],
  ['a tag:)', 3, 'tag: has no value', text('a')],
  ['date:(2023 | 2024)', 1, 'date: takes a date', or(text('2023'), text('2024'))],
  ['date:"2024"', 1, 'date: takes a date', exact('2024')],
  ['a "b', 3, 'this quote is not closed', and(text('a'), exact('b'))],
  ['「b c', 1, 'this quote is not closed', exact('b c')],
  ['又叫”角瓜“？', 6, 'this quote is not closed', and(text('又叫”角瓜'), text('“？'))],
  ['title:"b', 7, 'this quote is not closed', field('title', exact('b'))],
  ['a ""', 3, 'these quotes are empty', text('a')],
  ['"', 1, 'this quote is not closed', undefined],
  ['(a', 1, 'this bracket is not closed', text('a')],
  ['a | (b | c', 5, 'this bracket is not closed', or(text('a'), or(text('b'), text('c')))],
  ['a)', 2, 'this closing bracket has no opening bracket', text('a')],
  [')^2 a', 1, 'this closing bracket has no opening bracket', text('a')],
  ['战国（）是', 3, 'these brackets are empty', and(text('战国'), text('是'))],
  ['()^2', 1, 'these brackets are empty', undefined],
  ['title:()', 7, 'these brackets are empty', undefined],
  ['a OR', 3, 'OR needs something on both sides', text('a')],
  ['| a', 1, '| needs something on both sides', text('a')],
  ['a OR | b', 3, 'OR needs something on both sides', or(text('a'), text('b'))],
  ['(a |) b', 4, '| needs something on both sides', and(text('a'), text('b'))],
  ['AND a', 1, 'AND needs something on both sides', text('a')],
  ['a AND', 3, 'AND needs something on both sides', text('a')],
  ['a AND AND b', 3, 'AND needs something on both sides', and(text('a'), text('b'))],
  ['a NOT', 3, 'nothing to exclude', text('a')],
  ['NOT OR a', 1, 'nothing to exclude', text('a')],
  ['a^0', 2, 'this boost is out of range', text('a^0')],
  ['(a b)^1001', 6, 'this boost is out of range', and(text('a'), text('b'))],
  ['a NEAR/5', 3, 'NEAR/5 needs something on both sides', text('a')],
  ['SENTENCE a', 1, 'SENTENCE needs something on both sides', text('a')],
  ['a NEAR/5 -b', 3, 'NEAR/5 needs something on both sides', and(text('a'), not(text('b')))],
  [
    'a NEAR/5 title:b',
    3,
    'NEAR/5 takes words, quoted strings, prefixes, and groups of these in brackets',
    and(text('a'), field('title', text('b'))),
  ],
  [
    'a PARAGRAPH (b -c)',
    3,
    'PARAGRAPH takes words, quoted strings, prefixes, and groups of these in brackets',
    and(text('a'), text('b'), not(text('c'))),
  ],
  [
    'a NEAR/5 b~',
    3,
    'NEAR/5 takes words, quoted strings, prefixes, and groups of these in brackets',
    and(text('a'), fuzzy('b')),
  ],
  ['a NEAR/99999 b', 3, 'this distance is more than 10000 characters', near([text('a'), text('b')], 10_000)],
  ['"ab"~5', 1, 'these quotes hold one text only', exact('ab')],
  ['kazakh~3', 1, '"~3" is not an edit distance', text('kazakh~3')],
]

describe('a query that cannot be taken at its word', () => {
  test.each(CASES)('%s is refused at column %i: %s', (query, column, what) => {
    const error = refusal(query)
    expect(error.code).toBe('QUERY_SYNTAX')
    expect(error.where).toBe(`query, column ${column}`)
    expect(error.remedy).toMatch(/\.$/)
    expect(error.message).toBe(`query, column ${column}: ${what}. ${error.remedy}`)
    expect(error.message.split('\n')).toHaveLength(1)
  })

  test.each(CASES)('%s is read all the same while it is typed', (query, _column, _what, tree) => {
    expect(leniently(query)).toEqual(tree)
  })
})

test('the remedy for an unknown field lists the known ones', () => {
  expect(refusal('foo:bar').remedy).toContain('title: author: tag: path: site: date:')
})

test('of several problems the strict mode names the leftmost', () => {
  expect(refusal('(a date:2024-13').where).toBe('query, column 1')
})

test('every step of typing a query is read', () => {
  const query = '中国 (“贸易” | title:经济^2) -date:2022..2024'
  const steps = [...query].map((_, at) => readQuery(query.slice(0, at + 1)))
  expect(steps.every(({ node }) => node !== undefined)).toBe(true)
  expect(steps.at(-1)?.problems).toEqual([])
})

test('what is complete stays while the next part is typed', () => {
  const done = date('2022-01-01', '2022-12-31')
  for (const half of ['(', '"', 'title:', 'NOT', '|', 'date:2', '|(']) {
    expect(leniently(`date:2022^2 ${half}`), half).toEqual(boost(2, done))
  }
})

describe('limits', () => {
  const nested = (depth: number) => `${'('.repeat(depth)}a${')'.repeat(depth)}`

  test(`brackets may nest ${MAX_QUERY_DEPTH} deep`, () => {
    expect(leniently(nested(MAX_QUERY_DEPTH))).toEqual(text('a'))
    expect(readQuery(nested(MAX_QUERY_DEPTH)).problems).toEqual([])
    const error = refusal(nested(MAX_QUERY_DEPTH + 1))
    expect(error).toMatchObject({ reason: 'BRACKETS', parameters: { what: 'deep', most: MAX_QUERY_DEPTH } })
    expect(leniently(nested(MAX_QUERY_DEPTH + 1))).toEqual(text('a'))
  })

  test('a query longer than the limit is refused, and cut between characters while typing', () => {
    const long = `${'a'.repeat(MAX_QUERY_LENGTH - 1)}🀄`
    expect(refusal(long).code).toBe('QUERY_TOO_LONG')
    expect(leniently(long)).toEqual(text('a'.repeat(MAX_QUERY_LENGTH - 1)))
    expect(leniently('a'.repeat(MAX_QUERY_LENGTH))).toEqual(text('a'.repeat(MAX_QUERY_LENGTH)))
  })

  test.each([
    '(',
    ')',
    '"',
    '“',
    'a“',
    '-',
    'NOT ',
    '|',
    'OR ',
    '*',
    'a* ',
    '~1',
    'a^2 ',
    '^',
    "'",
    'title:',
    'date:2024 ',
    '\\',
    '中',
  ])('ten thousand characters of %s take time in proportion', async (piece) => {
    await expectLinear((size) => {
      const query = piece.repeat(Math.ceil(size / piece.length))
      return () => expect(readQuery(query).problems.length).toBeLessThanOrEqual(20)
    }, 10_000)
  })
})
