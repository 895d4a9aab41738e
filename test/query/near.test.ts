import { describe, expect, it } from 'vitest'
import { parseQuery, printQuery } from '../../src/query/index.js'
import { and, boost, exact, field, near, not, or, prefix, strictly, text, type Bare } from './support.js'

const [a, b, c] = ['a', 'b', 'c'].map(text) as [Bare, Bare, Bare]

const CASES: readonly (readonly [string, Bare])[] = [
  ['a NEAR/10 b', near([a, b], 10)],
  ['a NEAR/0 b', near([a, b], 0)],
  ['a ＮＥＡＲ／３ b', near([a, b], 3)],
  ['a SENTENCE b PARAGRAPH c', near([near([a, b], 'sentence'), c], 'paragraph')],
  ['a NEAR/3 (b NEAR/4 c)', near([a, near([b, c], 4)], 3)],
  ['a b NEAR/3 c', and(a, near([b, c], 3))],
  ['a NEAR/3 b | c', or(near([a, b], 3), c)],
  ['-a NEAR/3 b', not(near([a, b], 3))],
  ['(a NEAR/3 b)^2', boost(2, near([a, b], 3))],
  ['a^2 NEAR/3 b', near([boost(2, a), b], 3)],
  ['"x y" NEAR/3 b*', near([exact('x y'), prefix('b')], 3)],
  ['(a | b) SENTENCE c', near([or(a, b), c], 'sentence')],
  ['"a b"~7', near([a, b], 7, true)],
  ['“a　b”～7', near([a, b], 7, true)],
  ['"a b c"~7 NEAR/3 c', near([near([a, b, c], 7, true), c], 3)],
  ['title:"a b"~7^2', boost(2, field('title', near([a, b], 7, true)))],
  ['title:(a SENTENCE b)', field('title', near([a, b], 'sentence'))],
]

describe('nearness', () => {
  it.each(CASES)('%s is read, and printed so that it reads the same', (query, expected) => {
    expect(strictly(query)).toEqual(expected)
    expect(strictly(printQuery(parseQuery(query)!))).toEqual(expected)
  })

  it.each(['NEAR', 'near/10', 'NEAR/x', 'a NEAR b', 'title:NEAR/5', '"NEAR/5"', '-SENTENCE'])(
    'is not what %s means',
    (query) => expect(JSON.stringify(strictly(query))).not.toContain('"near"'),
  )

  it('needs a distance between two parts', () => {
    expect(() => strictly('a NEAR/x b')).toThrow(/NEAR\/x has no distance/)
    expect(() => strictly('a NEAR/ b')).toThrow(/no distance/)
  })

  it('leaves a tilde that no distance follows to the text behind the quote', () => {
    expect(strictly('"a b"~')).toEqual(and(exact('a b'), text('~')))
    expect(strictly('"a b"~3x')).toEqual(and(exact('a b'), text('~3x')))
  })
})
