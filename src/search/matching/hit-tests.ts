/**
 * Tests of a hit's text, in its original spelling too: whether it contains the strings that it must contain. Posting
 * lists and normalised spellings may be wrong in an index that somebody else made.
 */
import {
  isUnchanged,
  packText,
  surfaceOfRange,
  tokenEnd,
  tokenStart,
  type PackedText,
} from '../../storage/segment/articles/packed-text.js'
import { createDecodedText } from '../../storage/segment/articles/text-codec.js'
import { defaultFields, Field, type FieldId } from '../../storage/segment/fields.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import { normalize } from '../../text/normalize.js'
import { textOf } from '../../text/units.js'
import type { QueryUnit } from '../planning/query-text.js'
import { indexOf, planPhrase, type Needle } from './needle.js'

export interface HitPlace {
  readonly segment: SegmentReader
  readonly article: number
}

export type HitTest = (place: HitPlace) => boolean

export function everyTest(tests: readonly (HitTest | undefined)[]): HitTest | undefined {
  const known = tests.filter((test) => test !== undefined)
  return known.length === 0 ? undefined : (place) => known.every((test) => test(place))
}

/** If one alternative can't be tested, it may be the one that matches; then nothing is tested. */
export function someTest(tests: readonly (HitTest | undefined)[]): HitTest | undefined {
  return tests.includes(undefined) ? undefined : (place) => tests.some((test) => test!(place))
}

/** Accepts the whole text or all of its parts: which of the two is required depends on the collection. */
export function unitTest({ text, parts }: QueryUnit, fields: readonly FieldId[] = defaultFields): HitTest | undefined {
  const whole = stringTest(text, fields)
  const pieces = parts.length === 0 ? undefined : everyTest(parts.map((part) => unitTest(part, fields)))
  return pieces === undefined || whole === undefined ? whole : (place) => whole(place) || pieces(place)
}

export function stringTest(text: string, fields: readonly FieldId[]): HitTest | undefined {
  const needle = planPhrase(text)?.needle
  return needle && holds(needle, fields)
}

const decoded = createDecodedText()

function holds(needle: Needle, fields: readonly FieldId[]): HitTest {
  return ({ segment, article }) => fields.some((field) => isIn(segment, article, field, needle))
}

export function isIn(segment: SegmentReader, article: number, field: FieldId, needle: Needle): boolean {
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

/** A field's text; that of title and body is in memory, because passages are made from them. */
export function packedText(segment: SegmentReader, article: number, field: FieldId): PackedText {
  if (field === Field.title) return segment.texts(article).title
  if (field === Field.body) return segment.texts(article).body
  segment.decode(article, field, decoded)
  return packText(decoded, segment.vocabulary)
}

/** Whether the stored normalised text equals the normalised original. */
function isTrue(segment: SegmentReader, article: number, field: FieldId, { units }: PackedText): boolean {
  return normalize(segment.text(article, field)).text === textOf(units, 0, units.length)
}
