/**
 * Checks each hit of a page against its text. Posting lists and normalised spellings decide which articles match, but
 * in an index that somebody else made they may be wrong. So the text of each hit, in its original spelling too, must
 * contain the strings that the query requires and at least one of the words that found the hit.
 */
import { defaultFields, Field, type FieldId } from '../../storage/segment/fields.js'
import type { SegmentReader } from '../../storage/segment/reader.js'
import type { Analyzer } from '../../text/analysis/analysis.js'
import { operators } from '../operators/index.js'
import type { Plan } from '../planning/plan.js'
import { readOneText, type QueryUnit } from '../planning/query-text.js'
import type { Weighing } from '../planning/weighing.js'
import type { FoundArticle } from '../scoring/rank-again.js'
import { everyTest, isIn, someTest, unitTest, type HitPlace, type HitTest } from './hit-tests.js'
import { createNeedle, type Needle } from './needle.js'

/** @throws XunzhangError INDEX_DAMAGED if the text of a hit lacks what it must contain */
export function verifyHits(
  hits: readonly FoundArticle[],
  segments: readonly SegmentReader[],
  plan: Plan,
  weighing: Weighing,
  analyzer: Analyzer,
): void {
  const read = (text: string): readonly QueryUnit[] => readOneText(text, analyzer, weighing.parameters).units
  const demands = plan.hard && operators.demand(plan.hard, defaultFields, read)
  const words = wordsOf(plan, weighing)
  for (const { segment: number, article } of hits) {
    const place = { segment: segments[number]!, article }
    if (!(demands?.(place) ?? true) || !(words?.(place) ?? true)) place.segment.refuse('postings', article)
  }
}

/** Tests for the unquoted words that found an article; the cases are those of `matchSegment`. */
function wordsOf(plan: Plan, weighing: Weighing): HitTest | undefined {
  const { match, hard } = plan
  const { units } = plan.soft
  const isLoose = units.length === 0 || match === 'auto'
  if (isLoose) return hard === undefined || weighing.demandedShare > 0 ? anyTerm(weighing) : undefined
  if (match === 'all') return everyTest(units.map((unit) => unitTest(unit)))
  return someTest(
    units
      .flatMap(({ parts, ...unit }) => (parts.length > 0 ? parts : [{ ...unit, parts }]))
      .map((unit) => unitTest(unit)),
  )
}

/**
 * Tests for any term of the query, heaviest first, because most hits contain the heaviest: all of them in title and
 * body, which are in memory, before the fields that have to be decoded for this.
 */
function anyTerm({ terms }: Weighing): HitTest {
  const needles: Needle[] = []
  const isHeld = ({ segment, article }: HitPlace, isAmong: (field: FieldId) => boolean): boolean =>
    terms.some(({ term: { text, fields } }, i) => {
      const needle = (needles[i] ??= createNeedle(text))
      return fields.some((field) => isAmong(field) && isIn(segment, article, field, needle))
    })
  return (place) => isHeld(place, inMemory) || isHeld(place, (field) => !inMemory(field))
}

const inMemory = (field: FieldId): boolean => field === Field.title || field === Field.body
