/**
 * Nothing is shown that the text doesn't bear out. Lists say which articles match, and normalised spellings what their
 * texts hold; an index that somebody else made may say anything there. So each hit that is shown is looked at: strings
 * that the query demands stand in its text, and so does at least one of the words that found it, in the original too.
 */
import type { PackedText } from '../../segment/articles/packed-text.js'
import { isUnchanged, packText, surfaceOfRange, tokenEnd, tokenStart } from '../../segment/articles/packed-text.js'
import { createDecodedText } from '../../segment/articles/text-codec.js'
import { defaultFields, Field } from '../../segment/fields.js'
import type { FieldId } from '../../segment/fields.js'
import type { SegmentReader } from '../../segment/reader.js'
import { normalize } from '../../text/normalize.js'
import { textOf } from '../../text/units.js'
import { isOrigin } from '../../query/index.js'
import type { QueryNode } from '../../query/index.js'
import type { Analyzer } from '../../text/analysis/analysis.js'
import { isPairOfTexts } from '../planning/plan.js'
import type { Plan } from '../planning/plan.js'
import { readQueryText } from '../planning/query-text.js'
import type { QueryUnit } from '../planning/query-text.js'
import type { Weighing } from '../planning/weighing.js'
import { pairNumber } from '../scoring/frequencies.js'
import type { FoundArticle } from '../scoring/rank-again.js'
import { fieldsOf } from './match.js'
import { createNeedle, indexOf } from './needle.js'
import type { Needle } from './needle.js'
import { planPhrase } from './phrase-plan.js'

interface Place {
  readonly segment: SegmentReader
  readonly article: number
  /** Where ranking saw a bigram of the query, if it looked. */
  readonly seen?: number | undefined
}

type Test = (place: Place) => boolean

/** The strings that a text without quotes demands. */
type ReadUnits = (text: string) => readonly QueryUnit[]

/** @throws XunzhangError INDEX_DAMAGED for a hit whose text has nothing of the query */
export function requireHeld(
  hits: readonly FoundArticle[],
  segments: readonly SegmentReader[],
  plan: Plan,
  weighing: Weighing,
  analyzer: Analyzer,
): void {
  const read = (text: string): readonly QueryUnit[] =>
    readQueryText([{ text, at: 0, boost: 1 }], analyzer, weighing.parameters).units
  const demands = demandsOf(plan.hard, read)
  const words = wordsOf(plan, weighing)
  for (const { segment: number, article, seen } of hits) {
    const place = { segment: segments[number]!, article, seen }
    if (!(demands?.(place) ?? true) || !(words?.(place) ?? true)) place.segment.refuse('postings', article)
  }
}

/** What a node demands of an article's text; undefined where it demands nothing that a string could show. */
function demandsOf(
  node: QueryNode | undefined,
  read: ReadUnits,
  fields: readonly FieldId[] = defaultFields,
): Test | undefined {
  switch (node?.kind) {
    case 'and':
      return everyOf(node.operands.map((operand) => demandsOf(operand, read, fields)))
    case 'or':
      return someOf(node.operands.map((operand) => demandsOf(operand, read, fields)))
    case 'boost':
      return demandsOf(node.operand, read, fields)
    case 'field': {
      // A path, or a facet that is matched by its values, has no lists that could say anything wrong.
      const named = isOrigin(node.field) ? undefined : fieldsOf(node.field)
      return named && demandsOf(node.operand, read, named)
    }
    case 'near':
      return everyOf(node.operands.map((operand) => demandsOf(operand, read, fields)))
    case 'text': {
      const units = read(node.text)
      return units.length === 0 ? stringOf(node.text, fields) : everyOf(units.map((unit) => unitOf(unit, fields)))
    }
    case 'exact':
    case 'prefix':
      return stringOf(node.text, fields)
    default:
      return undefined
  }
}

function everyOf(tests: readonly (Test | undefined)[]): Test | undefined {
  const known = tests.filter((test) => test !== undefined)
  return known.length === 0 ? undefined : (place) => known.every((test) => test(place))
}

/** Of alternatives one that can't be told may be the one that is held. */
function someOf(tests: readonly (Test | undefined)[]): Test | undefined {
  return tests.includes(undefined) ? undefined : (place) => tests.some((test) => test!(place))
}

/** What found the article, where words without quotes did: the same cases as in `matchSegment`. */
function wordsOf(plan: Plan, weighing: Weighing): Test | undefined {
  const { match, hard } = plan
  const { units } = plan.soft
  const isLoose = units.length === 0 || match === 'auto'
  if (isLoose) return hard === undefined || weighing.demandedShare > 0 ? anyTerm(weighing) : undefined
  if (match === 'all') return everyOf(units.map((unit) => unitOf(unit)))
  return someOf(
    units
      .flatMap(({ parts, ...unit }) => (parts.length > 0 ? parts : [{ ...unit, parts }]))
      .map((unit) => unitOf(unit)),
  )
}

/**
 * The one that ranking saw, which spares a search of the text. Otherwise the heaviest first, which most hits hold; title and
 * body of all before any text that has to be decoded for this.
 */
function anyTerm({ terms }: Weighing): Test {
  const pairs = new Set<number>()
  for (const { term } of terms)
    if (isPairOfTexts(term)) pairs.add(pairNumber(term.text.charCodeAt(0), term.text.charCodeAt(1)))
  const needles: Needle[] = []
  const isHeld = ({ segment, article }: Place, isAmong: (field: FieldId) => boolean): boolean =>
    terms.some(({ term: { text, fields } }, i) => {
      const needle = (needles[i] ??= createNeedle(text))
      return fields.some((field) => isAmong(field) && isIn(segment, article, field, needle))
    })
  return (place) => isSeen(place, pairs) || isHeld(place, inMemory) || isHeld(place, isDecoded)
}

/** Passages look at them too. */
const inMemory = (field: FieldId): boolean => field === Field.title || field === Field.body
const isDecoded = (field: FieldId): boolean => !inMemory(field)

function isSeen({ segment, article, seen = -1 }: Place, pairs: ReadonlySet<number>): boolean {
  if (seen < 0) return false
  const { title, body } = segment.texts(article)
  const { length } = title.units
  return seen < length ? isPairAt(title, seen, pairs) : isPairAt(body, seen - length - 1, pairs)
}

function isPairAt(text: PackedText, at: number, pairs: ReadonlySet<number>): boolean {
  const { units } = text
  if (at + 1 >= units.length || !pairs.has(pairNumber(units[at]!, units[at + 1]!))) return false
  return isUnchanged(text, tokenStart(text, at), tokenEnd(text, at + 1))
}

/** The whole of it, or what it was cut into: {@link Plan} decides by collection which of the two is demanded. */
function unitOf({ text, parts }: QueryUnit, fields: readonly FieldId[] = defaultFields): Test | undefined {
  const whole = stringOf(text, fields)
  const pieces = parts.length === 0 ? undefined : everyOf(parts.map((part) => unitOf(part, fields)))
  return pieces === undefined || whole === undefined ? whole : (place) => whole(place) || pieces(place)
}

function stringOf(text: string, fields: readonly FieldId[]): Test | undefined {
  const needle = planPhrase(text)?.needle
  return needle && holds(needle, fields)
}

const decoded = createDecodedText()

function holds(needle: Needle, fields: readonly FieldId[]): Test {
  return ({ segment, article }) => fields.some((field) => isIn(segment, article, field, needle))
}

function isIn(segment: SegmentReader, article: number, field: FieldId, needle: Needle): boolean {
  const text = packedText(segment, article, field)
  const at = indexOf(text.units, text.units.length, needle)
  if (at < 0) return false
  const [start, end] = [tokenStart(text, at), tokenEnd(text, at + needle.units.length - 1)]
  if (isUnchanged(text, start, end)) return true
  const original = surfaceOfRange(text, segment.vocabulary, start, end)
  const wanted = textOf(needle.units, 0, needle.units.length)
  // Nearly all are spelled alike; what is spelled otherwise may depend on what stands beside it.
  return original.includes(wanted) || normalize(original).text.includes(wanted) || isTrue(segment, article, field, text)
}

function packedText(segment: SegmentReader, article: number, field: FieldId): PackedText {
  if (field === Field.title) return segment.texts(article).title
  if (field === Field.body) return segment.texts(article).body
  segment.decode(article, field, decoded)
  return packText(decoded, segment.vocabulary)
}

/** Whether a text's normalised spelling is that of its original. */
function isTrue(segment: SegmentReader, article: number, field: FieldId, { units }: PackedText): boolean {
  return normalize(segment.text(article, field)).text === textOf(units, 0, units.length)
}
