/**
 * Checks each hit of a page against its text. Posting lists and normalised spellings decide which articles match, but
 * in an index that somebody else made they may be wrong. So the text of each hit, in its original spelling too, must
 * contain the strings that the query requires and at least one of the words that found the hit.
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
import { readOneText } from '../planning/query-text.js'
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
  /** Where ranking saw a bigram of the query, if it read the text. */
  readonly seen?: number | undefined
}

type Test = (place: Place) => boolean

/** Returns the strings that an unquoted text requires. */
type ReadUnits = (text: string) => readonly QueryUnit[]

/** @throws XunzhangError INDEX_DAMAGED if the text of a hit lacks what it must contain */
export function verifyHits(
  hits: readonly FoundArticle[],
  segments: readonly SegmentReader[],
  plan: Plan,
  weighing: Weighing,
  analyzer: Analyzer,
): void {
  const read = (text: string): readonly QueryUnit[] => readOneText(text, analyzer, weighing.parameters).units
  const demands = demandsOf(plan.hard, read)
  const words = wordsOf(plan, weighing)
  for (const { segment: number, article, seen } of hits) {
    const place = { segment: segments[number]!, article, seen }
    if (!(demands?.(place) ?? true) || !(words?.(place) ?? true)) place.segment.refuse('postings', article)
  }
}

/** Tests an article's text for what a node requires; undefined if it requires nothing that a string could prove. */
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
      // Paths, sites and facets are matched by their values. They have no posting lists that could be wrong.
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

/** If one alternative can't be tested, it may be the one that matches; then nothing is tested. */
function someOf(tests: readonly (Test | undefined)[]): Test | undefined {
  return tests.includes(undefined) ? undefined : (place) => tests.some((test) => test!(place))
}

/** Tests for the unquoted words that found an article; the cases are those of `matchSegment`. */
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
 * Tests for any term of the query. The bigram that ranking saw comes first, because it spares a search of the text.
 * Then the terms are tried, heaviest first, because most hits contain the heaviest: all of them in title and body
 * before the fields that have to be decoded for this.
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

/** Title and body are in memory, because passages are made from them. */
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

/** Accepts the whole text or all of its parts: which of the two is required depends on the collection. */
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
  // Nearly always the spelling is the same. If not, normalising may depend on neighbouring text: the whole is compared.
  return original.includes(wanted) || normalize(original).text.includes(wanted) || isTrue(segment, article, field, text)
}

function packedText(segment: SegmentReader, article: number, field: FieldId): PackedText {
  if (field === Field.title) return segment.texts(article).title
  if (field === Field.body) return segment.texts(article).body
  segment.decode(article, field, decoded)
  return packText(decoded, segment.vocabulary)
}

/** Whether the stored normalised text equals the normalised original. */
function isTrue(segment: SegmentReader, article: number, field: FieldId, { units }: PackedText): boolean {
  return normalize(segment.text(article, field)).text === textOf(units, 0, units.length)
}
