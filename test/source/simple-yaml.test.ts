import fc from 'fast-check'
import matter from 'gray-matter'
import { describe, expect, it } from 'vitest'
import { parseSimpleYaml } from '../../src/source/fields/simple-yaml.js'

const full = (block: string): unknown => {
  try {
    return matter(`---\n${block}\n---\n`, { language: 'yaml' }).data
  } catch {
    return 'refused'
  }
}

/** The full parser reads timestamps as such; the simple one leaves them as they are written. */
const withoutDates = (data: unknown): unknown =>
  JSON.parse(
    JSON.stringify(data, function (this: Record<string, unknown>, key, value: unknown) {
      return this[key] instanceof Date ? 'date' : value
    }),
  )
const TIMESTAMP = /^\d{4}-\d\d-\d\d/

describe('front matter of the usual kind', () => {
  it.each([
    "title: '河水涨了'\ncategories: \n - 社会\n - 某报\nauthor: 某报\ncomments: false\ndate: Mon, 10 Jan 2022 07:15:24 GMT",
    'layout: post\ntitle: "河水涨了"\ndate: 2022-01-10T07:15:24.000Z\nfrom: https://example.com/a#b\ntags: [河, "水"]\ncomments: True',
    "title: 'it''s'\n\ntags: []\nempty:\nlast: a: b",
    'title: 2022 年的河\ntags:\n  - 河\n  - 水\n',
  ])('%j reads as by the full parser, or is left to it', (block) => {
    const simple = parseSimpleYaml(block)
    if (simple === undefined) return
    for (const [key, value] of Object.entries(simple))
      if (typeof value === 'string' && TIMESTAMP.test(value)) simple[key] = 'date'
    expect(simple).toEqual(withoutDates(full(block)))
  })
  it('is taken', () => {
    expect(parseSimpleYaml("title: '河水涨了'\ntags: [河, 水]\ndate: 2022-01-10 07:15:24\nx:\n - a")).toEqual({
      title: '河水涨了',
      tags: ['河', '水'],
      date: '2022-01-10 07:15:24',
      x: ['a'],
    })
  })
  it.each([
    'a: !!js/function x',
    'a: &b c',
    'a: *b',
    'a: 1',
    'a: 0o7',
    'a: .5',
    'a: ~',
    'a: yes # no',
    'a: b: c',
    'a: |\n  b',
    'a:\n  b: c',
    'a: b\n c',
    'a: "b\\n"',
    "a: 'b' c",
    'a: [b, [c]]',
    'a: [b, c',
    'a: b\na: c',
    '? a',
    '# a',
    'a:\tb',
    'a: b\rc: d',
    'a: \u0007',
    '__proto__: b',
    'constructor: b',
    'a: null',
    'a: =',
    'a: <<',
  ])('%j is left to the full parser', (block) => {
    expect(parseSimpleYaml(block)).toBeUndefined()
  })
})

it('whatever is taken reads as by the full parser', () => {
  const piece = fc.constantFrom(
    ...['a', 'b', '河', ' ', '  ', ':', ': ', '- ', '\n', '\n - ', '\n  - ', '[', ']', ',', ', ', "'", '"', '#', ' #'],
    ...[
      '!',
      '&',
      '*',
      '|',
      '>',
      '%',
      '@',
      '`',
      '{',
      '}',
      '?',
      '=',
      '<',
      '~',
      '1',
      '.',
      '-',
      '+',
      'e',
      '0x',
      '\u00a0',
      '　',
    ],
    ...['true', 'null', 'No', 'title: ', 'tags: ', '2022-01-10', 'T07:15:24Z', '\\', '“', '_', '&#', '...', '---'],
  )
  const line = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''))
  const block = fc.array(fc.tuple(fc.constantFrom('a: ', 'b: ', '标题: ', ' - ', ''), line), {
    minLength: 1,
    maxLength: 5,
  })
  let taken = 0
  fc.assert(
    fc.property(block, (lines) => {
      const text = lines.map(([start, rest]) => start + rest).join('\n')
      const simple = parseSimpleYaml(text)
      if (simple === undefined || Object.keys(simple).length === 0) return
      taken++
      const expected = withoutDates(full(text)) as Record<string, unknown>
      for (const key of Object.keys(simple)) {
        const value = simple[key]
        if (expected[key] === 'date' && typeof value === 'string') expect(value).toMatch(TIMESTAMP)
        else expect({ text, value }).toEqual({ text, value: expected[key] })
      }
      expect(Object.keys(expected)).toEqual(Object.keys(simple))
    }),
    { numRuns: 20_000 },
  )
  expect(taken).toBeGreaterThan(500)
})
