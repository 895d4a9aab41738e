/**
 * Decides for a whole collection which Han texts stand as they are: those that some article holds. Others are demanded
 * word by word, so that 国家青海 finds articles with both.
 */
import type { FieldId } from '../../segment/fields.js'
import type { SegmentReader } from '../../segment/reader.js'
import { intersect, isEmpty } from './bitset.js'
import { liveArticles } from './live.js'
import { planPhrase } from './phrase-plan.js'
import { phraseSet } from './phrase.js'
import type { QueryUnit } from '../planning/query-text.js'

export function createResolver(
  segments: readonly SegmentReader[],
): (units: readonly QueryUnit[], fields: readonly FieldId[]) => readonly QueryUnit[] {
  const known = new Map<string, boolean>()
  const isThere = (text: string, fields: readonly FieldId[]): boolean => {
    const key = `${fields.join()} ${text}`
    let found = known.get(key)
    if (found === undefined) known.set(key, (found = stands(segments, text, fields)))
    return found
  }
  return (units, fields) =>
    units.flatMap((unit) => (unit.parts.length === 0 || isThere(unit.text, fields) ? [unit] : unit.parts))
}

/** Field by field and segment by segment, so that a text that occurs is mostly found soon. */
function stands(segments: readonly SegmentReader[], text: string, fields: readonly FieldId[]): boolean {
  const phrase = planPhrase(text)
  if (phrase === undefined) return false
  return segments.some((segment) => {
    const { set: live } = liveArticles(segment)
    return fields.some((field) => {
      const set = phraseSet(segment, [field], phrase, live)
      if (live !== undefined) intersect(set, live)
      return !isEmpty(set)
    })
  })
}
