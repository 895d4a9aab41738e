import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseQuery, printQuery, readQuery, type QueryNode } from '../../src/query/index.js'
import { bare, messyQuery, queryTree, refusal } from './support.js'

function nodesOf(node: QueryNode): QueryNode[] {
  const inner = 'operands' in node ? node.operands : 'operand' in node ? [node.operand] : []
  return [node, ...inner.flatMap(nodesOf)]
}

describe('printing and reading', () => {
  test('a printed tree reads back as the same tree', () => {
    fc.assert(
      fc.property(queryTree(), (tree) => {
        expect(bare(parseQuery(printQuery(tree)))).toEqual(bare(tree))
      }),
      { numRuns: 1000 },
    )
  })

  test('whatever was read, printing it makes a query without problems that means the same', () => {
    fc.assert(
      fc.property(messyQuery(), (query) => {
        const { node } = readQuery(query)
        if (!node) return
        const again = readQuery(printQuery(node))
        expect(again.problems).toEqual([])
        expect(bare(again.node)).toEqual(bare(node))
      }),
      { numRuns: 3000 },
    )
  })

  test('a range of numbers reads back, and a number too large to count is none', () => {
    const fields = { price: 'number' } as const
    const number = fc.double({ min: -1e308, max: 1e308, noNaN: true })
    fc.assert(
      fc.property(fc.constantFrom('', '>', '>=', '<', '<='), number, (operator, value) => {
        const printed = printQuery(parseQuery(`price:${operator}${value}`, fields)!)
        expect(printQuery(parseQuery(printed, fields)!)).toBe(printed)
      }),
    )
    for (const query of ['price:1e400', 'price:<=1e400', 'price:-1e400..']) {
      expect(readQuery(query, fields).problems, query).toMatchObject([
        { reason: 'FIELD_OPERAND', parameters: { what: 'number' } },
      ])
    }
  })
})

describe('reading', () => {
  test('the lenient mode never throws, and spans lie inside the query, inner ones inside outer ones', () => {
    fc.assert(
      fc.property(fc.oneof(messyQuery(), fc.string({ unit: 'binary' })), (query) => {
        const { node, problems } = readQuery(query)
        for (const { span } of problems) expect(within(span, [0, query.length])).toBe(true)
        for (const outer of node ? nodesOf(node) : []) {
          expect(within(outer.span, [0, query.length])).toBe(true)
          for (const inner of nodesOf(outer)) expect(within(inner.span, outer.span)).toBe(true)
        }
      }),
      { numRuns: 2000 },
    )
  })

  test('the strict mode accepts exactly what the lenient mode reads without a problem', () => {
    fc.assert(
      fc.property(messyQuery(), (query) => {
        const { node, problems } = readQuery(query)
        if (problems.length === 0) expect(parseQuery(query)).toEqual(node)
        else {
          const { reason, parameters, column } = refusal(query)
          const found = { reason, parameters, column }
          expect(problems.map(({ span, ...problem }) => ({ ...problem, column: span[0] + 1 }))).toContainEqual(found)
        }
      }),
      { numRuns: 1000 },
    )
  })

  test('text nodes hold no blank and are not empty', () => {
    fc.assert(
      fc.property(messyQuery(), (query) => {
        const { node } = readQuery(query)
        for (const part of node ? nodesOf(node) : []) if (part.kind === 'text') expect(part.text).toMatch(/^\S+$/)
      }),
    )
  })

  test('full-width operators mean what ASCII ones mean', () => {
    const widen = (query: string) =>
      query.replace(/[()|"\-^*~:]/g, (unit) => String.fromCharCode(unit.charCodeAt(0) + 0xfee0))
    const plain = ['a (b | c)^2 -title:d* e~1', '"a b" -(c d)', 'date:2024-05..2024-06']
    for (const query of plain) expect(bare(parseQuery(widen(query))), query).toEqual(bare(parseQuery(query)))
  })
})

function within(inner: readonly [number, number], outer: readonly [number, number]): boolean {
  return inner[0] <= inner[1] && outer[0] <= inner[0] && inner[1] <= outer[1]
}
