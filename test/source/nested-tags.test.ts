import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hasNestedTags } from '../../src/source/html/lost-text.js'

const name = fc.constantFrom('a', 'w:p', 'b-c')
const attribute = fc.constantFrom('', ' a="1"', ' a=">"', " a='/>'", ' a="</a>" b = "\'"'.replace('<', '&lt;'))
const text = fc.constantFrom('', '河', 'a > b', '&lt;a&gt;', '<!-- <a> -->', '<![CDATA[</a>]]>', '<?a <b>?>')
const { element } = fc.letrec<{ element: string }>((tie) => ({
  element: fc.oneof(
    { maxDepth: 4 },
    fc.tuple(name, attribute).map(([name, attribute]) => `<${name}${attribute}/>`),
    fc
      .tuple(name, attribute, fc.array(fc.oneof(text, tie('element')), { maxLength: 4 }))
      .map(([name, attribute, inner]) => `<${name}${attribute}>${inner.join('')}</${name} >`),
  ),
}))

describe('the nesting of tags', () => {
  it('is right in all that is well formed', () => {
    fc.assert(fc.property(element, (xml) => hasNestedTags(`<?xml version="1.0"?><!DOCTYPE a>${xml}`)))
  })
  it('is wrong once a tag is cut away, or cut off', () => {
    fc.assert(
      fc.property(element, fc.nat(), (xml, at) => {
        const outer = `<r>${xml}</r>`
        expect(hasNestedTags(outer.slice(0, 1 + (at % (outer.length - 1))))).toBe(false)
        expect(hasNestedTags(xml + '</r>')).toBe(false)
        expect(hasNestedTags(`<r>${xml}</s>`)).toBe(false)
      }),
    )
  })
  it('is wrong where a value holds a tag', () => {
    expect(hasNestedTags('<r><a b="<c d=1></a><a>"/></r>')).toBe(false)
  })
  it('is wrong where a tag that ends an element holds more than its name', () => {
    expect(['<r></r \n>', '<r></r/r>', '<r></r a="b">'].map((xml) => hasNestedTags(xml))).toEqual([true, false, false])
  })
  it('is wrong where no blank parts attributes', () => {
    expect(['<r a="b" c=\'d\'/>', '<r a="b"c="d"/>'].map((xml) => hasNestedTags(xml))).toEqual([true, false])
  })
  it('is wrong where it is deeper than any document', () => {
    const nested = (depth: number): string => '<a>'.repeat(depth) + '</a>'.repeat(depth)
    expect([900, 1100].map((depth) => hasNestedTags(nested(depth)))).toEqual([true, false])
  })
})
