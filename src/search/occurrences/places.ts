/**
 * The parts of a query that occur in texts, and where: words, strings, prefixes, fuzzy words and proximity matches.
 * Excluded parts and filters have no occurrences.
 */
import { operandsOf } from '../../query/index.js'
import type { QueryNode } from '../../query/index.js'
import type { FieldId } from '../../segment/fields.js'
import { defaultFields } from '../../segment/fields.js'
import { fieldsOf, isOneWord } from '../matching/match.js'
import type { MatchContext } from '../matching/match.js'
import { planPhrase } from '../matching/phrase-plan.js'
import type { Plan } from '../planning/plan.js'
import { readOneText } from '../planning/query-text.js'
import type { QueryUnit } from '../planning/query-text.js'
import { createFinder, united } from './finder.js'
import type { Finder } from './finder.js'
import { fuzzyFinder } from './fuzzy-finder.js'
import type { Occurrence, Occurrences } from './nearby.js'

/** A part of a query that occurs in texts. */
export interface PlacedPart {
  readonly fields: readonly FieldId[]
  readonly find: Finder
  /**
   * A term whose posting lists count exactly these occurrences, unless a count is the largest that a list can store.
   */
  readonly term?: { readonly kind: 'pair' | 'term'; readonly text: string }
}

/** The parts of a planned query that occur in texts. */
export function placedParts(node: QueryNode | undefined, plan: Plan, context: MatchContext): readonly PlacedPart[] {
  const unitParts = (units: readonly QueryUnit[], fields: readonly FieldId[]): PlacedPart[] =>
    units
      .flatMap((unit) =>
        unit.parts.length === 0 ? [unit] : plan.match === 'any' ? unit.parts : context.resolve([unit], fields),
      )
      .map((unit) => unitPart(unit, fields))
  const walk = (node: QueryNode, fields: readonly FieldId[], isTop: boolean): PlacedPart[] => {
    switch (node.kind) {
      case 'not':
      case 'date':
      case 'own':
        return []
      case 'field': {
        const named = fieldsOf(node.field)
        return named === undefined ? [] : walk(node.operand, named, false)
      }
      case 'text': {
        const { units } = isTop ? plan.soft : readOneText(node.text, context.analyzer, context.parameters)
        if (isTop && units.length > 0) return []
        return units.length > 0 ? unitParts(units, fields) : [stringPart({ ...node, kind: 'exact' }, fields)]
      }
      case 'fuzzy':
        return [{ fields, find: fuzzyFinder(node.text, node.edits) }]
      case 'exact':
      case 'prefix':
      case 'near':
        return [stringPart(node, fields)]
      case 'and':
      case 'boost':
        return operandsOf(node).flatMap((operand) => walk(operand, fields, isTop))
      case 'or':
        return node.operands.flatMap((operand) => walk(operand, fields, false))
    }
  }
  const parts = node === undefined ? [] : walk(node, defaultFields, true)
  return [...unitParts(plan.soft.units, defaultFields), ...parts]
}

function unitPart({ text, latin }: QueryUnit, fields: readonly FieldId[]): PlacedPart {
  const find = createFinder({ kind: 'text', span: [0, text.length], text })
  if (latin) return { fields, find, ...(isOneWord(text) && { term: { kind: 'term', text } }) }
  return { fields, find, ...(isPlainPair(text) && { term: { kind: 'pair', text } }) }
}

function stringPart(node: QueryNode, fields: readonly FieldId[]): PlacedPart {
  const find = createFinder(node)
  const text = node.kind === 'exact' ? planPhrase(node.text) : undefined
  if (node.kind !== 'exact' || text?.decided !== true || text.pairs.length !== 1) return { fields, find }
  const [first, second] = text.pairs[0]!
  const pair = String.fromCharCode(first, second)
  return {
    fields,
    find,
    ...(text.needle.units.length === 2 && isPlainPair(pair) && { term: { kind: 'pair', text: pair } }),
  }
}

/** Whether a text is two different characters; only then its occurrences can't overlap. */
const isPlainPair = (text: string): boolean => text.length === 2 && text[0] !== text[1]

/**
 * The occurrences of all parts in a field, from left to right. Of those with the same start, the longest is kept. Those
 * that overlap an earlier one are left out, as by `grep -o`.
 */
export function placesIn(parts: readonly PlacedPart[], field: FieldId, units: Uint16Array): Occurrences {
  if (units.length === 0) return []
  const lists = parts.flatMap(({ fields, find }) => (fields.includes(field) ? [find(units)] : []))
  const all = lists.length === 1 ? lists[0]! : united(lists)
  const kept: Occurrence[] = []
  for (const one of all) {
    const last = kept.at(-1)
    if (last === undefined || one.start >= last.end) kept.push(one)
    else if (one.start === last.start && one.end > last.end) kept[kept.length - 1] = one
  }
  return kept
}

/** The fields in which a part may occur. */
export function fieldsOfParts(parts: readonly PlacedPart[]): readonly FieldId[] {
  return [...new Set(parts.flatMap(({ fields }) => fields))].sort((a, b) => a - b)
}
