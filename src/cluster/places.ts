/**
 * Where articles lie in their files. An article that stays the same moves when something before it changes; a search
 * sees the place as of its own push, so a point keeps two: the last that counts, and that of the push under way.
 */
import type { Generations } from './generations.js'
import { isCommitted } from './generations.js'

export interface Place {
  readonly line: number
  readonly start: number
  readonly end: number
}

export interface PlaceVersion extends Place {
  readonly generation: number
}

/** The place that searches see; undefined where the article hasn't moved since it was sent. */
export function placeAt(places: readonly PlaceVersion[], head: Generations): PlaceVersion | undefined {
  const seen = places.filter(({ generation }) => isCommitted(generation, head))
  return seen.sort((a, b) => b.generation - a.generation)[0]
}

export function nextPlaces(
  places: readonly PlaceVersion[],
  generation: number,
  { line, start, end }: Place,
  head: Generations,
): PlaceVersion[] {
  const before = placeAt(places, head)
  return [{ generation, line, start, end }, ...(before === undefined ? [] : [before])]
}
