/** Which articles of a segment a part of a query demands: every node as a set. */
import type { FieldId } from '../segment/fields.js'
import { Field } from '../segment/fields.js'
import type { SegmentReader } from '../segment/reader.js'
import { noDate } from '../segment/columns.js'
import type { DateNode, FieldNode, QueryNode } from '../query/index.js'
import type { Analyzer } from '../text/analysis.js'
import { normalize } from '../text/normalize.js'
import { createBitset, fullBitset, intersect, setBit, subtract, unite } from './bitset.js'
import type { Bitset } from './bitset.js'
import { fuzzySet } from './fuzzy.js'
import { addCharacter, pairSet, termSet } from './lists.js'
import { phraseSet, planPhrase } from './phrase.js'
import { readQueryText } from './query-text.js'
import type { QueryUnit } from './query-text.js'

export interface MatchContext {
  readonly analyzer: Analyzer
  /** True where one word of a text suffices (`--match any`). */
  readonly anyWord: boolean
  readonly fields: readonly FieldId[]
  resolve(units: readonly QueryUnit[], fields: readonly FieldId[]): readonly QueryUnit[]
}

export function nodeSet(segment: SegmentReader, node: QueryNode, context: MatchContext): Bitset {
  switch (node.kind) {
    case 'and':
      return combine(segment, node.operands, context, intersect)
    case 'or':
      return combine(segment, node.operands, context, unite)
    case 'not': {
      const set = fullBitset(segment.articles)
      subtract(set, nodeSet(segment, node.operand, context))
      return set
    }
    case 'boost':
      return nodeSet(segment, node.operand, context)
    case 'text':
      return textSet(segment, node.text, context)
    case 'exact':
      return exactSet(segment, node.text, context)
    case 'prefix': {
      const phrase = planPhrase(node.text, true)
      return phrase === undefined ? createBitset(segment.articles) : phraseSet(segment, context.fields, phrase)
    }
    case 'fuzzy':
      return fuzzySet(segment, context.fields, node.text, node.edits)
    case 'field':
      return fieldSet(segment, node, context)
    case 'date':
      return dateSet(segment, node)
  }
}

function combine(
  segment: SegmentReader,
  operands: readonly QueryNode[],
  context: MatchContext,
  merge: (set: Bitset, other: Bitset) => void,
): Bitset {
  const [first, ...rest] = operands.map((operand) => nodeSet(segment, operand, context))
  for (const set of rest) merge(first!, set)
  return first!
}

function exactSet(segment: SegmentReader, text: string, context: MatchContext): Bitset {
  const phrase = planPhrase(text)
  return phrase === undefined ? createBitset(segment.articles) : phraseSet(segment, context.fields, phrase)
}

/** Articles with all words of a text, or any where one suffices; all articles where the text has no words (`***`). */
export function textSet(segment: SegmentReader, text: string, context: MatchContext): Bitset {
  const { units } = readQueryText([{ text, at: 0 }], context.analyzer)
  return unitsSet(segment, context.resolve(units, context.fields), context)
}

/** Articles that hold all (or any) of the units; all articles where there are none. */
export function unitsSet(
  segment: SegmentReader,
  units: readonly QueryUnit[],
  { fields, anyWord }: MatchContext,
): Bitset {
  const sets = units.map((unit) => unitSet(segment, unit, fields))
  const [first, ...rest] = sets
  if (first === undefined) return fullBitset(segment.articles)
  for (const set of rest) (anyWord ? unite : intersect)(first, set)
  return first
}

function unitSet(segment: SegmentReader, { text, latin }: QueryUnit, fields: readonly FieldId[]): Bitset {
  if (latin) return isOneTerm(text) ? termSet(segment, fields, text) : phraseSet(segment, fields, planPhrase(text, true, true)!)
  if (text.length === 2) return pairSet(segment, fields, text.charCodeAt(0), text.charCodeAt(1))
  if (text.length > 2) return phraseSet(segment, fields, planPhrase(text)!)
  const set = createBitset(segment.articles)
  for (const field of fields) addCharacter(set, segment, field, text.charCodeAt(0))
  return set
}

/** A compound (3.14, COVID-19) is cut again where it stands in a longer one: its text decides. */
const isOneTerm = (text: string): boolean => /^[\p{L}\p{N}\p{M}]+$/u.test(text)

/**
 * Decides for a whole collection which Han texts stand as they are: those that some article holds. Others are demanded
 * word by word, so that 国家青海 finds articles with both.
 */
export function createResolver(segments: readonly SegmentReader[]): MatchContext['resolve'] {
  const isThere = (text: string, fields: readonly FieldId[]): boolean => {
    const phrase = planPhrase(text)
    return phrase !== undefined && segments.some((segment) => phraseSet(segment, fields, phrase).some((word) => word !== 0))
  }
  return (units, fields) =>
    units.flatMap((unit) => (unit.parts.length === 0 || isThere(unit.text, fields) ? [unit] : unit.parts))
}

const fieldIds = { title: Field.title, author: Field.author, tag: Field.tags } as const

/** The fields that a name stands for; a path is no text field. */
export function fieldsOf(name: Exclude<FieldNode['field'], 'path'>): readonly FieldId[] {
  return [fieldIds[name]]
}

function fieldSet(segment: SegmentReader, node: FieldNode, context: MatchContext): Bitset {
  if (node.field !== 'path') return nodeSet(segment, node.operand, { ...context, fields: fieldsOf(node.field) })
  return pathSet(segment, node.operand)
}

/** `path:` looks for its text anywhere in the path, as it is written there; operators inside combine as elsewhere. */
function pathSet(segment: SegmentReader, node: QueryNode): Bitset {
  const matches = pathMatcher(node)
  const wanted = new Set(segment.files.flatMap((path, file) => (matches(normalize(path).text) ? [file] : [])))
  const set = createBitset(segment.articles)
  if (wanted.size === 0) return set
  if (wanted.size === segment.files.length) return fullBitset(segment.articles)
  for (let article = 0; article < segment.articles; article++) {
    if (wanted.has(segment.record(article).file)) setBit(set, article)
  }
  return set
}

function pathMatcher(node: QueryNode): (path: string) => boolean {
  switch (node.kind) {
    case 'and': {
      const all = node.operands.map(pathMatcher)
      return (path) => all.every((matches) => matches(path))
    }
    case 'or': {
      const any = node.operands.map(pathMatcher)
      return (path) => any.some((matches) => matches(path))
    }
    case 'not': {
      const matches = pathMatcher(node.operand)
      return (path) => !matches(path)
    }
    case 'boost':
    case 'field':
      return pathMatcher(node.operand)
    case 'date':
      return () => true
    case 'prefix': {
      const text = normalize(node.text).text
      return (path) => path.startsWith(text) || path.includes(`/${text}`)
    }
    default: {
      const text = normalize(node.text).text.trim()
      return (path) => path.includes(text)
    }
  }
}

const dayMs = 86_400_000

function dateSet(segment: SegmentReader, { from, to }: DateNode): Bitset {
  const first = from === undefined ? noDate + 1 : Math.floor(Date.parse(from) / dayMs)
  const last = to === undefined ? Infinity : Math.floor(Date.parse(to) / dayMs)
  const set = createBitset(segment.articles)
  const { days } = segment
  for (let article = 0; article < days.length; article++) {
    if (days[article]! >= first && days[article]! <= last) setBit(set, article)
  }
  return set
}
