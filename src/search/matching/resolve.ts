/**
 * Decides for a whole collection which Han texts are required as a whole: those that some article contains. Others are
 * required word by word, so that 国家青海 finds articles with both words.
 */
import type { FieldId } from '../../storage/segment/fields.js'
import { intersect, isEmpty } from './bitset.js'
import type { Leaf } from '../leaf.js'
import { planPhrase } from './phrase-plan.js'
import { phraseSet } from './phrase.js'
import type { QueryUnit } from '../planning/query-text.js'

export function createResolver(
  leaves: readonly Leaf[],
): (units: readonly QueryUnit[], fields: readonly FieldId[]) => readonly QueryUnit[] {
  const known = new Map<string, boolean>()
  const isThere = (text: string, fields: readonly FieldId[]): boolean => {
    const key = `${fields.join()} ${text}`
    let found = known.get(key)
    if (found === undefined) known.set(key, (found = occurs(leaves, text, fields)))
    return found
  }
  return (units, fields) =>
    units.flatMap((unit) => (unit.parts.length === 0 || isThere(unit.text, fields) ? [unit] : unit.parts))
}

/** Field by field and segment by segment, because a text that occurs is usually found early. */
function occurs(leaves: readonly Leaf[], text: string, fields: readonly FieldId[]): boolean {
  const phrase = planPhrase(text)
  if (phrase === undefined) return false
  return leaves.some((leaf) => {
    const live = leaf.live.set
    return fields.some((field) => {
      const set = phraseSet(leaf, [field], phrase, live)
      if (live !== undefined) intersect(set, live)
      return !isEmpty(set)
    })
  })
}
