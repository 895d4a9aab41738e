/**
 * The operators of the query language: what each kind of node matches, scores, finds, proves and asks of a server. In:
 * a tree of `query/`. Adding one: its node, syntax and notation in `query/`, a file here like `prefix.ts`, and a row in
 * the table below.
 */
import { combine, type QueryNode } from '../../query/index.js'
import { normalize } from '../../text/normalize.js'
import { tests } from '../matching/value-set.js'
import { and } from './and.js'
import { boost } from './boost.js'
import { date } from './date.js'
import { exact } from './string.js'
import { field } from './field.js'
import { fuzzy } from './string.js'
import { near } from './near.js'
import { not } from './not.js'
import type { Meaning, Operator, ValueTest } from './operator.js'
import { or } from './and.js'
import { own } from './own.js'
import { prefix } from './string.js'
import { regex } from './regex.js'
import { text } from './text.js'

type Operators = { readonly [K in QueryNode['kind']]: Operator<Extract<QueryNode, { kind: K }>> }

const listed: Operators = { and: () => ({}), or, not, boost, text, exact, prefix, fuzzy, regex, near, field, date, own }

export const operators: Meaning = {
  match: (leaf, node, context, within) => of(node).match(leaf, node, context, within),
  texts: (node, fields, boost) => of(node).texts(node, fields, boost),
  find: (node) => of(node).find(node),
  places: (node, fields, context, isTop) => of(node).places(node, fields, context, isTop),
  demand: (node, fields, read) => of(node).demand(node, fields, read),
  value: (node) => combine(node, tests, (node) => of(node).value(node)),
  condition: (node, server, fields) => of(node).condition(node, server, fields),
}

const byDefault: Meaning = { ...and(operators), value: (node) => ('text' in node ? holding(node.text) : undefined) }

const table = Object.fromEntries(
  Object.entries(listed).map(([kind, operator]) => [
    kind,
    { ...byDefault, ...(operator as Operator<QueryNode>)(operators) },
  ]),
) as Readonly<Record<QueryNode['kind'], Meaning>>

const of = (node: QueryNode): Meaning => table[node.kind]

function holding(source: string): ValueTest {
  const text = normalize(source).text.trim()
  return (value) => value.includes(text)
}
